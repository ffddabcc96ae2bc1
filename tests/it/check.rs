//! `wenda check` over folders made for the purpose: whole outputs, every code, and carets under the right character.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use wenda::diagnostic::Code;

/// A folder of its own with these files; runs `wenda check` there with those arguments.
fn run(files: &[(&str, &str)], args: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        std::fs::write(path, text).expect("a file is written");
    }
    run_in(folder.path(), args)
}

fn run_in(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wenda"));
    command.current_dir(folder).env_clear().arg("check").args(args);
    command.output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program speaks UTF-8")
}

/// Compares exit code, standard output and standard error.
#[track_caller]
fn check(files: &[(&str, &str)], args: &[&str], code: i32, stdout: &str, stderr: &str) {
    let output = run(files, args);
    assert_eq!(text(&output.stdout), stdout);
    assert_eq!(text(&output.stderr), stderr);
    assert_eq!(output.status.code(), Some(code));
}

const DOCUMENT: &str = "大会简介。\r\n\r\n　　第三届世界互联网大会于１１月１６日至１８日在浙江乌镇举办。\r\n";

const SOUND: &str = "\
version: 1
subject: {title: {zh: 大会, en: Conference}, aliases: [WIC]}
source: {file: d.txt, title: 简介}
topics:
  basics: {zh: 基本信息, en: Basics}
synonyms:
  - [举办, 举行]
out_of_scope: [门票]
entries:
  - id: dates
    topic: basics
    command: dates
    questions: {zh: [大会什么时候举办], en: [When is it held]}
    answer: {zh: 11月16日至18日, en: 16 to 18 November}
    passage: 于１１月１６日至１８日在浙江乌镇举办
    related: [place]
  - id: place
    questions: {zh: [大会在哪里开], en: [Where is it held]}
    answer: {zh: 乌镇, en: Wuzhen}
";

#[test]
fn sound_files_are_counted() {
    let files = [("knowledge/a.yaml", SOUND), ("knowledge/d.txt", DOCUMENT), ("knowledge/.b.yaml", "nonsense")];
    check(&files, &[], 0, "2 entries, 4 phrasings, 1 file: no faults\n", "");
    check(&files, &["knowledge/a.yaml", "--strict"], 0, "2 entries, 4 phrasings, 1 file: no faults\n", "");
    check(&files, &["--json"], 0, "", "");
}

#[test]
fn a_plain_faq_needs_no_more_than_questions_and_answers() {
    let faq = "entries: [{id: a, questions: [What is it], answer: A thing}]";
    check(&[("faq.yml", faq)], &["faq.yml"], 0, "1 entry, 1 phrasing, 1 file: no faults\n", "");
}

#[test]
fn the_caret_stands_under_the_first_wrong_character_of_a_passage() {
    let yaml = SOUND.replace("passage: 于１１月１６日", "passage: 于１１月16日");
    let expected = "\
error[passage-not-in-source]: the passage does not stand in `d.txt`
  --> k/a.yaml:15:18
   |
15 |     passage: 于１１月16日至１８日在浙江乌镇举办
   |                      ^ found `1` (U+0031)
   |
  ::: k/d.txt:3:17
   |
 3 | 　　第三届世界互联网大会于１１月１６日至１８日在浙江乌镇举办。
   |                                 -- the document has `１` (U+FF11)
   |
   = help: copy it from the document, character for character

1 error in 1 file
";
    check(&[("k/a.yaml", &yaml), ("k/d.txt", DOCUMENT)], &["k"], 1, expected, "");
}

#[test]
fn all_faults_of_all_files_come_at_once() {
    let first = "\
subject: {title: One}
entries:
  - id: a
    quesions: [甲]
    questions: [大会在哪里, 16]
    answer: 乌镇
    related: [bb, a]
  - id: b
    questions: [大会在哪裡？]
    answer: ' '
";
    let second = "\
subject: {title: Two}
entries:
  - id: a
    command: Start
    questions: []
    answer: x
    passage: y
";
    let expected = "\
error[unknown-key]: unknown key `quesions`
 --> k/1.yaml:4:5
  |
4 |     quesions: [甲]
  |     ^^^^^^^^
  |
  = help: did you mean `questions`?

error[wrong-type]: an item of `questions` is the number `16`, expected a text
 --> k/1.yaml:5:24
  |
5 |     questions: [大会在哪里, 16]
  |                             ^^
  |
  = help: quote it: \"16\"

error[unknown-related]: no entry has the id `bb`
 --> k/1.yaml:7:15
  |
7 |     related: [bb, a]
  |               ^^
  |
  = help: did you mean `b`?

warning[related-to-itself]: `a` is related to itself
 --> k/1.yaml:7:19
  |
7 |     related: [bb, a]
  |                   ^
  |
  = help: remove it

error[shared-phrasing]: `大会在哪裡？` asks for `b` and for `a`
 --> k/1.yaml:9:17
  |
9 |     questions: [大会在哪裡？]
  |                 ^^^^^^^^^^^^
  |
 ::: k/1.yaml:5:17
  |
5 |     questions: [大会在哪里, 16]
  |                 ---------- first here, in `a`
  |
  = help: keep it in the entry that answers it

error[empty-text]: the answer is empty
  --> k/1.yaml:10:13
   |
10 |     answer: ' '
   |             ^^^

error[duplicate-subject]: a second file says what the bot speaks about
 --> k/2.yaml:1:1
  |
1 | subject: {title: Two}
  | ^^^^^^^
  |
 ::: k/1.yaml:1:1
  |
1 | subject: {title: One}
  | ------- first here
  |
  = help: keep one `subject`; several files are one knowledge

error[duplicate-id]: two entries have the id `a`
 --> k/2.yaml:3:9
  |
3 |   - id: a
  |         ^
  |
 ::: k/1.yaml:3:9
  |
3 |   - id: a
  |         - first here
  |
  = help: give one of them another id, or make one entry of both

error[bad-command]: Telegram does not take the command `Start`
 --> k/2.yaml:4:14
  |
4 |     command: Start
  |              ^^^^^
  |
  = help: use 1 to 32 of `a-z 0-9 _`, without the slash: perhaps `start`

error[no-phrasing]: nobody can ask for `a`: it has no phrasing
 --> k/2.yaml:5:5
  |
5 |     questions: []
  |     ^^^^^^^^^
  |
  = help: write under `questions` how people ask for it

error[passage-without-source]: a passage of no document
 --> k/2.yaml:7:14
  |
7 |     passage: y
  |              ^
  |
  = help: name the document: `source: {file: …}`

10 errors, 1 warning in 2 files
";
    check(&[("k/1.yaml", first), ("k/2.yaml", second)], &["k"], 1, expected, "");
}

#[test]
fn warnings_fail_only_where_they_are_asked_to() {
    let yaml = "topics: {t: T}\nentries: [{id: a, questions: [what], answer: A}]\n";
    let expected = "\
warning[unused-topic]: no entry belongs to the topic `t`
 --> a.yaml:1:10
  |
1 | topics: {t: T}
  |          ^
  |
  = help: people would browse into an empty list: give it entries or remove it

1 warning in 1 file
";
    check(&[("a.yaml", yaml)], &["a.yaml"], 0, expected, "");
    check(&[("a.yaml", yaml)], &["a.yaml", "--strict"], 1, expected, "");
    let json = "{\"severity\":\"warning\",\"code\":\"unused-topic\",\"message\":\"no entry belongs to the topic `t`\",\
        \"file\":\"a.yaml\",\"line\":1,\"column\":10,\"length\":1,\"related\":[],\
        \"help\":\"people would browse into an empty list: give it entries or remove it\"}\n";
    check(&[("a.yaml", yaml)], &["a.yaml", "--json"], 0, json, "");
}

#[test]
fn what_cannot_be_read_at_all_exits_with_2() {
    check(&[], &[], 2, "", "error: `knowledge` cannot be read: No such file or directory (os error 2)\n");
    let stderr = "error: `k` cannot be read: no `*.yaml` file in this folder\n";
    check(&[("k/readme.md", "")], &["k"], 2, "", stderr);
    let stderr = "error: the config `c.yaml` cannot be read: No such file or directory (os error 2)\n";
    check(&[], &["--config", "c.yaml"], 2, "", stderr);
}

#[test]
fn the_config_is_checked_with_the_knowledge_that_it_names() {
    let files = [("config.yaml", "knowledge: k\nadmins: [1]\n"), ("k/a.yaml", SOUND), ("k/d.txt", DOCUMENT)];
    let expected = "\
error[unknown-key]: unknown key `admins`
 --> config.yaml:2:1
  |
2 | admins: [1]
  | ^^^^^^
  |
  = help: known here: `knowledge`, `telegram`, `store`, `cache`, `answer`, `privacy`, `log`

1 error in 1 file
";
    check(&files, &[], 1, expected, "");
}

#[test]
fn colors_come_when_asked_for() {
    let files = [("a.yaml", "entries: []")];
    assert!(!run(&files, &["a.yaml"]).stdout.contains(&0x1b));
    assert!(run(&files, &["a.yaml", "--color", "always"]).stdout.contains(&0x1b));
}

/// The least that brings out a code, as entries below a head that brings out none.
fn entry(lines: &str) -> String {
    let lines = lines.replace('\n', "\n    ");
    format!("source: {{file: d.txt}}\nentries:\n  - id: a\n    answer: A\n    questions: [甲乙]\n    {lines}\n")
}

fn two(first: &str, second: &str) -> String {
    format!("entries:\n  - {{id: a, answer: A, {first}}}\n  - {{id: b, answer: B, {second}}}\n")
}

#[test]
fn every_code_has_a_file_that_brings_it_out() {
    let long = "长".repeat(601);
    let rows: Vec<(Code, Vec<u8>)> = vec![
        (Code::NotUtf8, b"entries: \xff".to_vec()),
        (Code::YamlSyntax, b"entries: [".to_vec()),
        (Code::TooDeep, "[".repeat(200).into_bytes()),
        (Code::TooManyAliases, b"entries: &a [*a]".to_vec()),
        (Code::UnknownKey, entry("x: y").into_bytes()),
        (Code::MissingKey, b"version: 1\n".to_vec()),
        (Code::WrongType, entry("related: b").into_bytes()),
        (Code::DuplicateKey, entry("answer: B").into_bytes()),
        (Code::BadValue, format!("version: 2\n{}", entry("")).into_bytes()),
        (Code::BadValue, format!("answer_from: 0.49\n{}", entry("")).into_bytes()),
        (Code::BadValue, format!("answer_from: 90\n{}", entry("")).into_bytes()),
        (Code::BadValue, format!("answer_from: .nan\n{}", entry("")).into_bytes()),
        (Code::WrongType, format!("answer_from: high\n{}", entry("")).into_bytes()),
        (Code::NoEntries, b"entries: []".to_vec()),
        (Code::BadId, b"entries: [{id: a b, questions: [x], answer: y}]".to_vec()),
        (
            Code::DuplicateId,
            b"entries: [{id: a, questions: [x], answer: y}, {id: a, questions: [z], answer: y}]".to_vec(),
        ),
        (Code::EmptyText, entry("passage: ''").into_bytes()),
        (Code::NoPhrasing, b"entries: [{id: a, questions: {zh: []}, answer: y}]".to_vec()),
        (Code::SharedPhrasing, two("questions: [What]", "questions: [what?]").into_bytes()),
        (Code::PassageNotInSource, entry("passage: 没有的话").into_bytes()),
        (Code::PassageWithoutSource, two("questions: [x], passage: y", "questions: [z]").into_bytes()),
        (Code::UnknownTopic, entry("topic: t").into_bytes()),
        (Code::UnknownRelated, entry("related: [b]").into_bytes()),
        (Code::BadCommand, entry("command: /x").into_bytes()),
        (Code::ReservedCommand, entry("command: help").into_bytes()),
        (Code::DuplicateCommand, two("questions: [x], command: c", "questions: [z], command: c").into_bytes()),
        (Code::BadSource, b"source: {file: ../d.txt}".to_vec()),
        (Code::LoneSynonym, b"synonyms: [[a]]".to_vec()),
        (Code::SharedSynonym, b"synonyms: [[a, b], [b, c]]".to_vec()),
        (Code::InAndOutOfScope, format!("out_of_scope: [甲乙]\n{}", entry("")).into_bytes()),
        (Code::ControlCharacter, b"entries: [{id: a, questions: [x], answer: \"y\\u0007\"}]".to_vec()),
        (Code::RepeatedPhrasing, b"entries: [{id: a, questions: [x, X], answer: y}]".to_vec()),
        (
            Code::NearPhrasing,
            two("questions: [where is the conference held]", "questions: [where is the conferense held]").into_bytes(),
        ),
        (Code::RelatedToItself, entry("related: [a]").into_bytes()),
        (Code::UnusedTopic, format!("topics: {{t: T}}\n{}", entry("")).into_bytes()),
        (Code::MissingLanguage, two("questions: {zh: [甲乙], en: [x]}", "questions: {zh: [丙丁]}").into_bytes()),
        (Code::LongText, format!("entries: [{{id: a, questions: [x], answer: {long}}}]").into_bytes()),
    ];
    let mut seen = BTreeSet::new();
    for (code, bytes) in rows {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("a.yaml"), bytes).expect("a file is written");
        std::fs::write(folder.path().join("d.txt"), DOCUMENT).expect("a file is written");
        seen.insert(bring_out(folder.path(), code));
    }
    // Two files that each would do alone, a link that leads nowhere, and a file without end.
    for (code, text) in [
        (Code::DuplicateSubject, "subject: {title: x}"),
        (Code::DuplicateSetting, "answer_from: 1"),
        (Code::DuplicateTopic, "topics: {t: T}"),
    ] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("a.yaml"), text).expect("a file is written");
        std::fs::write(folder.path().join("b.yaml"), text).expect("a file is written");
        seen.insert(bring_out(folder.path(), code));
    }
    #[cfg(unix)]
    {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::os::unix::fs::symlink("nowhere", folder.path().join("a.yaml")).expect("a link is made");
        seen.insert(bring_out(folder.path(), Code::UnreadableFile));
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = std::fs::File::create(folder.path().join("a.yaml")).expect("a file is made");
    file.set_len(1 << 30).expect("a file of holes");
    seen.insert(bring_out(folder.path(), Code::TooLarge));

    // Faults of labelled questions, which only `wenda eval` reads.
    seen.extend([Code::NoCases, Code::UnknownEntry]);
    let unseen: Vec<&Code> = Code::ALL.iter().filter(|c| !seen.contains(c)).collect();
    assert!(unseen.is_empty(), "{unseen:?}");
}

/// Checks that the folder's faults are of that code alone, but for what an incomplete file says of itself.
#[track_caller]
fn bring_out(folder: &Path, code: Code) -> Code {
    let output = run_in(folder, &[".", "--json"]);
    let told = text(&output.stdout);
    let codes: BTreeSet<String> = told
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line of JSON"))
        .map(|fault| fault["code"].as_str().unwrap_or_default().to_owned())
        .filter(|found| *found != Code::NoEntries.as_str() || code == Code::NoEntries)
        .collect();
    assert_eq!(codes, BTreeSet::from([code.as_str().to_owned()]), "{told}");
    let failed = i32::from(code.severity() == wenda::diagnostic::Severity::Error);
    assert_eq!(output.status.code(), Some(failed), "{told}");
    code
}

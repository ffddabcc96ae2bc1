//! `wenda ask -`: whatever is piped in, each line is answered, at once, and costs no other line theirs.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::time::Duration;

use crate::support::{Folder, Output};

fn ask(stdin: impl AsRef<[u8]>) -> Output {
    Folder::with_conference().wenda(&["ask", "-", "--json"]).stdin(stdin).output()
}

/// The question, the outcome and the ids of every line.
#[track_caller]
fn replies(output: &Output) -> Vec<(String, String, Vec<String>)> {
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let reply = |record: serde_json::Value| {
        let ids = record["answers"].as_array().expect("a list").iter().map(|answer| text(&answer["id"]));
        (text(&record["question"]), text(&record["outcome"]), ids.collect())
    };
    output.json_lines().into_iter().map(reply).collect()
}

#[track_caller]
fn check(stdin: &str, expected: &[(&str, &str, &[&str])]) {
    let output = ask(stdin);
    output.check_code(0);
    let owned = |(question, outcome, ids): &(&str, &str, &[&str])| {
        (question.to_string(), outcome.to_string(), ids.iter().map(|id| (*id).to_owned()).collect())
    };
    assert_eq!(replies(&output), expected.iter().map(owned).collect::<Vec<_>>(), "{output}");
    assert_eq!(output.stderr, "", "{output}");
}

#[test]
fn every_line_is_a_question_in_order() {
    const DATES: &str = "大会什么时候举办";
    const VENUE: &str = "大会在哪里举办";
    let dates: (&str, &str, &[&str]) = (DATES, "answer", &["dates"]);
    let venue: (&str, &str, &[&str]) = (VENUE, "answer", &["venue"]);
    check("", &[]);
    check(&format!("{DATES}\n{VENUE}\n"), &[dates, venue]);
    check(&format!("{VENUE}\n{DATES}"), &[venue, dates]);
    check(&format!("{DATES}\r\n\r\n{VENUE}\r\n"), &[dates, ("", "none", &[]), venue]);
    check("\n", &[("", "none", &[])]);
}

#[test]
fn in_text_each_reply_stands_under_its_question() {
    let run = Folder::with_conference().wenda(&["ask", "-"]).stdin("有多少家企业参展\n有多少家企业参展\n").output();
    run.check(0, "> 有多少家企业参展\n近300家企业参展。\n\n> 有多少家企业参展\n近300家企业参展。\n\n", "");
}

#[test]
fn a_reply_is_sent_before_the_next_question_is_read() {
    let folder = Folder::with_conference();
    for args in [["ask", "-", "--json"].as_slice(), &["ask", "-"]] {
        let mut command = folder.wenda(args).into_command();
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        let stdout = child.stdout.take().expect("a pipe");
        let (sender, lines) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines() {
                let _ = sender.send(line.expect("a line of text"));
            }
        });
        for _ in 0..3 {
            stdin.write_all("有多少家企业参展\n".as_bytes()).expect("the program listens");
            let answered = std::iter::from_fn(|| lines.recv_timeout(Duration::from_secs(20)).ok());
            assert!(answered.into_iter().any(|line| line.contains("近300家企业参展。")), "{args:?}");
        }
        drop(stdin);
        assert!(child.wait().expect("the program ends").success());
    }
}

/// Asks `hostile` between two ordinary questions, which must be answered, all within two seconds.
#[track_caller]
fn check_hostile(hostile: &[u8], stderr: &str) -> serde_json::Value {
    let around = "大会什么时候举办\n".as_bytes();
    let output = ask([around, hostile, b"\n", around].concat());
    output.check_code(0);
    let ids: Vec<_> = replies(&output).into_iter().map(|(_, _, ids)| ids).collect();
    assert_eq!(ids.len(), 3, "{output}");
    assert_eq!((&ids[0], &ids[2]), (&vec!["dates".to_owned()], &vec!["dates".to_owned()]), "{output}");
    assert!(output.elapsed < Duration::from_secs(2), "{output}");
    assert!(if stderr.is_empty() { output.stderr.is_empty() } else { output.stderr.contains(stderr) }, "{output}");
    output.json_lines().swap_remove(1)
}

#[test]
fn bytes_that_are_not_text_are_read_as_far_as_they_go() {
    assert_eq!(check_hostile(b"\xff\xfe\x80abc", "")["question"], "\u{FFFD}\u{FFFD}\u{FFFD}abc");
    assert_eq!(check_hostile(b"a\0b", "")["question"], "a\0b");
    let mixed = ["大会\0什么时候".as_bytes(), b"\xe4\xb9", "举办".as_bytes()].concat();
    check_hostile(&mixed, "");
}

#[test]
fn texts_without_words_are_refused() {
    for text in ["😀🎉👨‍👩‍👧‍👦🇨🇳".repeat(50), "？！。，…".repeat(200), "\u{200b}\u{202e}\u{feff}".to_owned()]
    {
        assert_eq!(check_hostile(text.as_bytes(), "")["outcome"], "none", "{text}");
    }
}

#[test]
fn thousands_of_combining_marks_are_read_in_time() {
    check_hostile(format!("大会e{}什么时候", "\u{0301}\u{0323}".repeat(8000)).as_bytes(), "");
    check_hostile("e\u{0301}".repeat(10_000).as_bytes(), "");
}

#[test]
fn long_lines_are_read_in_time() {
    for unit in ["大会什么时候举办", "大会在哪里举办？", "held ", "a", "1", "第三"] {
        check_hostile(unit.repeat(60_000 / unit.len()).as_bytes(), "");
    }
}

#[test]
fn ten_megabytes_are_passed_over_and_said_so() {
    let line = "大会".repeat(10_000_000 / 6);
    let record = check_hostile(line.as_bytes(), "a line is longer than 65536 bytes");
    let question = record["question"].as_str().expect("a text");
    assert!(question.len() <= 65536 && line.starts_with(question), "{} bytes", question.len());
}

#[test]
fn ten_megabytes_without_an_end_are_one_question() {
    let output = ask(vec![b'a'; 10_000_000]);
    output.check_code(0);
    assert_eq!(output.json_lines().len(), 1);
    assert!(output.elapsed < Duration::from_secs(2), "{output}");
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let run = Folder::with_conference().wenda(&["ask", "-"]).stdin("\u{1b}[2J\u{7}xyzzy\n").output();
    run.check_code(0);
    assert!(!run.stdout.contains(['\u{1b}', '\u{7}']), "{run}");
}

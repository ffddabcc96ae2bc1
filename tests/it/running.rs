//! What every command has in common: where knowledge and config come from, exit codes, logs, closed pipes.

use std::process::Stdio;

use crate::support::Folder;

const TINY: &str = "entries: [{id: a, questions: [有多少家企业参展], answer: 三家。}]";

#[test]
fn knowledge_comes_from_the_option_else_the_config_else_its_place() {
    #[track_caller]
    fn check(args: &[&str], expected: &str) {
        let folder = Folder::with_conference();
        folder.write("faq.yaml", TINY.as_bytes());
        folder.write("other.yaml", "knowledge: faq.yaml".as_bytes());
        folder.wenda(&[&["ask", "有多少家企业参展"], args].concat()).output().check(0, expected, "");
        if args.is_empty() {
            folder.write("config.yaml", "knowledge: faq.yaml".as_bytes());
            folder.wenda(&["ask", "有多少家企业参展"]).output().check(0, "三家。\n", "");
        }
    }
    check(&[], "近300家企业参展。\n");
    check(&["--config", "other.yaml"], "三家。\n");
    check(&["--knowledge", "faq.yaml"], "三家。\n");
    check(&["--config", "other.yaml", "--knowledge", "knowledge"], "近300家企业参展。\n");
}

#[test]
fn faulty_knowledge_never_runs() {
    let folder = Folder::with(&[("knowledge/a.yaml", "entries:\n  - id: a\n    questions: [问]\n    anwser: 答\n")]);
    for args in [["ask", "问"].as_slice(), &["ask", "-"], &["chat"], &["eval", "x.yaml"]] {
        let output = folder.wenda(args).stdin("问\n").output();
        output.check_refusal(&["unknown-key", "knowledge/a.yaml:4:5", "missing-key", "wenda check"]);
    }
}

#[test]
fn many_faults_are_cut_short() {
    let entries = "  - id: a b\n    questions: [问]\n    answer: 答\n".repeat(30);
    let folder = Folder::with(&[("knowledge/a.yaml", &format!("entries:\n{entries}"))]);
    let output = folder.wenda(&["ask", "问"]).output();
    output.check_refusal(&["knowledge/a.yaml:2:9", "more"]);
    assert_eq!(output.stderr.matches("-->").count(), 10, "{output}");
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = Folder::with_conference();
    folder.write("bad.yaml", b"knowlege: k");
    folder.wenda(&["ask", "问", "--knowledge", "nowhere"]).output().check_refusal(&["`nowhere`", "--knowledge"]);
    folder.wenda(&["ask", "问", "--config", "nowhere"]).output().check_refusal(&["`nowhere`"]);
    folder.wenda(&["ask", "问", "--config", "bad.yaml"]).output().check_refusal(&["bad.yaml:1:1", "unknown-key"]);
}

#[test]
fn wrong_usage_is_refused_with_a_hint() {
    let folder = Folder::with_conference();
    folder.wenda(&[]).output().check_refusal(&["Usage: wenda"]);
    folder.wenda(&["ask"]).output().check_refusal(&["<QUESTION>"]);
    folder.wenda(&["chekc"]).output().check_refusal(&["'check'"]);
    folder.wenda(&["ask", "--jsn", "问"]).output().check_refusal(&["--json"]);
    folder.wenda(&["ask", "问"]).env("WENDA_LOG", "a=b=c").output().check_refusal(&["WENDA_LOG=a=b=c"]);
}

#[test]
fn logs_go_to_standard_error_and_hold_no_question() {
    let folder = Folder::with_conference();
    let quiet = folder.wenda(&["ask", "有多少家企业参展"]).output();
    let loud = folder.wenda(&["ask", "有多少家企业参展"]).env("WENDA_LOG", "info").output();
    assert_eq!(quiet.stdout, loud.stdout, "{loud}");
    assert_eq!(quiet.stderr, "", "{quiet}");
    assert!(!loud.stderr.contains("企业"), "{loud}");
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let folder = Folder::with_conference();
    for args in [["ask", "-"].as_slice(), &["ask", "-", "--json"], &["chat"], &["completions", "zsh"], &["--help"]] {
        let mut run = folder.wenda(args).into_command();
        let pipes = run.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipes.spawn().expect("the program runs");
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().expect("a pipe");
        std::thread::spawn(move || {
            let _ = std::io::Write::write_all(&mut stdin, "有多少家企业参展\n".repeat(1000).as_bytes());
        });
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
    }
}

#[test]
fn the_version_is_that_of_the_crate() {
    let expected = format!("wenda {}\n", env!("CARGO_PKG_VERSION"));
    Folder::with(&[]).wenda(&["--version"]).output().check(0, &expected, "");
}

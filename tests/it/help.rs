//! Every `--help` is as recorded in `tests/it/help/`.
//!
//! After a change that is meant: `UPDATE_HELP=1 cargo test --test it help`, and read the difference before committing.

use std::path::Path;

use crate::support::Folder;

#[track_caller]
fn check(command: &[&str], name: &str) {
    let output = Folder::with(&[]).wenda(&[command, &["--help"]].concat()).output();
    output.check_code(0);
    assert_eq!(output.stderr, "", "{output}");
    assert!(output.stdout.contains("Examples:"), "a help without an example\n{output}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/help").join(name);
    if std::env::var_os("UPDATE_HELP").is_some() {
        std::fs::write(path, &output.stdout).expect("the recording is written");
        return;
    }
    let recorded = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(output.stdout == recorded, "not as in {}; see the head of help.rs\n{}", path.display(), output.stdout);
}

#[test]
fn every_help_is_as_recorded() {
    check(&[], "wenda.txt");
    for command in ["ask", "chat", "check", "eval", "completions", "serve", "preview"] {
        check(&[command], &format!("{command}.txt"));
    }
}

#[test]
fn every_command_has_its_help_recorded() {
    let output = Folder::with(&[]).wenda(&["--help"]).output();
    let (_, commands) = output.stdout.split_once("Commands:\n").expect("a list of commands");
    let names = commands.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
    for name in names.filter(|name| *name != "help") {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/help/{name}.txt"));
        assert!(path.exists(), "add `{name}` to help.rs\n{output}");
    }
}

//! `wenda completions`: a script for every shell.

use crate::support::Folder;

#[test]
fn every_shell_learns_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = Folder::with(&[]).wenda(&["completions", shell]).output();
        output.check_code(0);
        for word in ["ask", "chat", "check", "eval", "completions", "knowledge", "leave-one-out"] {
            assert!(output.stdout.contains(word), "{shell} lacks {word}\n{output}");
        }
    }
}

#[test]
fn an_unknown_shell_is_refused() {
    Folder::with(&[]).wenda(&["completions", "tcsh"]).output().check_refusal(&["tcsh", "bash"]);
}

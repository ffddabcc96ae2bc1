//! `wenda completions`: the script that lets a shell complete wenda's commands and options.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use clap_complete::Shell;

use super::{Failure, say};

/// Print a script that completes commands and options in your shell
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  wenda completions bash > ~/.local/share/bash-completion/completions/wenda
  wenda completions zsh > ~/.zfunc/_wenda
  wenda completions fish > ~/.config/fish/completions/wenda.fish")]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    /// Prints the script for the command line `root`.
    pub fn run(self, mut root: clap::Command, out: &mut impl Write) -> Result<ExitCode, Failure> {
        // Generated into memory first: the generator panics where writing fails, and pipes may be closed.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut root, "wenda", &mut script);
        say(out, &String::from_utf8_lossy(&script))?;
        Ok(ExitCode::SUCCESS)
    }
}

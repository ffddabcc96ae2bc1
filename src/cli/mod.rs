//! The command line.

use clap::Parser;

mod check;

/// Stand-in for the whole command line, which is written elsewhere.
#[derive(Parser)]
enum Cli {
    Check(check::Check),
}

/// Runs the program.
#[must_use]
pub fn main() -> std::process::ExitCode {
    let Cli::Check(check) = Cli::parse();
    check.run().unwrap_or(std::process::ExitCode::from(2))
}

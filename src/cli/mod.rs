//! The command line.

use clap::Parser;

mod check;
mod log;
mod serve;

/// Stand-in for the whole command line, which is written elsewhere.
#[derive(Parser)]
enum Cli {
    Check(check::Check),
    Serve(serve::Serve),
}

/// Runs the program.
#[must_use]
pub fn main() -> std::process::ExitCode {
    let ran = match Cli::parse() {
        Cli::Check(check) => check.run(),
        Cli::Serve(serve) => serve.run(),
    };
    ran.unwrap_or(std::process::ExitCode::from(2))
}

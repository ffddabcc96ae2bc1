//! Runs the program: parse the arguments, install tracing, run the subcommand, map the outcome to an exit code.

fn main() -> std::process::ExitCode {
    wenda::cli::main()
}

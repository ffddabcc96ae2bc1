//! The command line: what may be typed, where log lines go, and which exit code means what.
//!
//! Invariants: results go to standard output and everything else to standard error; a closed pipe ends quietly; a
//! knowledge or config with faults never runs. Exit codes: 0 fine, 1 the command found faults or a missed floor, 2 it
//! could not run.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueHint};
use tracing_subscriber::EnvFilter;

use crate::cache::Cache;
use crate::config::Config;
use crate::responder::Responder;

mod ask;
mod chat;
mod check;
mod choices;
mod completions;
mod eval;
mod failure;
mod lines;
mod log;
mod preview;
mod progress;
mod record;
mod render;
mod serve;
mod terminal;
mod wrap;

use failure::Failure;
use terminal::{Terminal, color_wanted};

/// Answers from a curated Q&A file, and quotes the passage each answer rests on
///
/// wenda matches a question against the phrasings of a knowledge folder. It answers when it is sure, suggests when a
/// few entries are close, and says so when the document does not tell.
#[derive(Parser, Debug)]
#[command(name = "wenda", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  wenda ask 大会什么时候举办
  wenda chat
  wenda check --strict

Exit codes: 0 fine, 1 faults were found or a floor was missed, 2 it could not run.
Log lines go to standard error; WENDA_LOG sets how many, for example WENDA_LOG=debug.")]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every subcommand takes.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Everywhere")]
struct Global {
    /// The knowledge: a folder of YAML files, or one file [default: what the config names, else `knowledge`]
    #[arg(long, global = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    knowledge: Option<PathBuf>,

    /// The config [default: `config.yaml` if it is there]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    config: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
enum Command {
    Ask(ask::Ask),
    Chat(chat::Chat),
    Check(check::Check),
    Eval(eval::Eval),
    Completions(completions::Completions),
    Serve(serve::Serve),
    Preview(preview::Preview),
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help into a closed pipe is as good as read.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match cli.run() {
        Ok(code) => code,
        Err(failure) => failure.exit(&mut io::stderr().lock()),
    }
}

impl Cli {
    fn run(self) -> Result<ExitCode, Failure> {
        let Self { global, command } = self;
        // `serve` knows a token, and so has log lines of its own.
        if !matches!(command, Command::Serve(_)) {
            install_tracing("warn")?;
        }
        match command {
            Command::Ask(ask) => ask.run(&*global.responder()?, &mut io::stdout().lock()),
            Command::Chat(chat) => chat.run(&*global.responder()?),
            Command::Check(check) => Ok(check.run(&global)?),
            Command::Eval(eval) => eval.run(&*global.responder()?, &mut io::stdout().lock()),
            Command::Completions(completions) => completions.run(Cli::command(), &mut io::stdout().lock()),
            Command::Serve(serve) => serve.run(&global),
            Command::Preview(preview) => preview.run(&global, &mut io::stdout().lock()),
        }
    }
}

impl Global {
    /// Reads config and knowledge, and builds what answers from them.
    fn responder(&self) -> Result<Arc<Responder>, Failure> {
        let config = Config::load(self.config.as_deref())?;
        let path = self.knowledge_path(&config);
        Ok(progress::while_reading(path, || cache(&config).read(path, None)).outcome?)
    }

    fn knowledge_path<'a>(&'a self, config: &'a Config) -> &'a Path {
        self.knowledge.as_deref().unwrap_or(&config.knowledge)
    }
}

/// Where built knowledge is kept, by the config, else by the system's custom.
fn cache(config: &Config) -> Cache {
    let custom = || {
        let named = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let folder = named("XDG_CACHE_HOME").or_else(|| named("LOCALAPPDATA"));
        Some(folder.or_else(|| Some(named("HOME")?.join(".cache")))?.join("wenda"))
    };
    let folder = config.cache.enabled.then(|| config.cache.path.clone().or_else(custom)).flatten();
    folder.map_or_else(Cache::none, Cache::in_folder)
}

/// Sends log lines to standard error, as many as `WENDA_LOG` asks for, else `default`.
fn install_tracing(default: &str) -> Result<(), Failure> {
    let colored = io::stderr().is_terminal() && color_wanted(variable);
    let subscriber =
        tracing_subscriber::fmt().with_env_filter(log_filter(default)?).with_writer(io::stderr).with_ansi(colored);
    // A second call keeps the first subscriber; nothing is lost by that.
    let _ = subscriber.log_internal_errors(false).try_init();
    Ok(())
}

/// What `WENDA_LOG` asks for, else `default`.
fn log_filter(default: &str) -> Result<EnvFilter, Failure> {
    let wanted = variable("WENDA_LOG").filter(|value| !value.is_empty());
    let wanted = wanted.map_or_else(|| default.to_owned(), |value| value.to_string_lossy().into_owned());
    EnvFilter::try_new(&wanted).map_err(|error| {
        Failure::Refused(format!("`WENDA_LOG={wanted}` is not a filter: {error}; try `WENDA_LOG=debug`"))
    })
}

fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// How standard output is written to.
fn stdout_terminal() -> Terminal {
    Terminal::of_stdout(variable)
}

/// Writes a whole text and sends it off.
fn say(out: &mut impl Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}

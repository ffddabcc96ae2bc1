//! `wenda serve`: runs the Telegram bot until it is told to stop.

use std::fmt;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::failure::Failure;
use super::progress::while_reading;
use super::{Global, log};
use crate::config::Config;
use crate::live::Live;
use crate::memory;
use crate::secret::Secret;
use crate::telegram::caller::{Stop, Why};
use crate::telegram::delivery::{self, Options};

/// The variable that holds the token.
const TOKEN_VARIABLE: &str = "TELOXIDE_TOKEN";

/// Calls and the store run on few threads; more would only cost memory.
const THREADS: usize = 2;

/// Run the Telegram bot
///
/// Questions are answered once they are asked and not lost by a stop, a crash or an outage: start it again, and it
/// takes up what was left. A saved change of the knowledge counts from the next question on; a faulty one is logged, and
/// the last good knowledge keeps answering.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  TELOXIDE_TOKEN=123456:ABC... wenda serve
  wenda serve --config /etc/wenda.yaml

The bot's token comes from @BotFather in Telegram; give it as TELOXIDE_TOKEN, or name a file that
holds it as `telegram.token_file` in the config.
WENDA_LOG sets what is logged: off, error, warn, info, debug or trace.

Exit codes: 0 told to stop (SIGTERM or ctrl-c), 2 it could not run (token, knowledge, store).")]
pub struct Serve;

/// Why there is no token.
#[derive(Debug)]
enum TokenError {
    Missing,
    Unreadable(PathBuf, io::Error),
    Malformed,
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => write!(
                f,
                "there is no bot token: get one from @BotFather in Telegram (`/newbot`) and set it as \
                 `{TOKEN_VARIABLE}`, or name a file that holds it as `telegram.token_file` in the config"
            ),
            Self::Unreadable(path, error) => {
                write!(f, "the token file `{}` cannot be read: {error}", path.display())
            }
            Self::Malformed => write!(
                f,
                "the bot token is not of the form `123456:ABC...`: copy it anew from @BotFather in Telegram (`/mybots`, \
                 then `API Token`) and set it as `{TOKEN_VARIABLE}`"
            ),
        }
    }
}

impl std::error::Error for TokenError {}

impl Serve {
    /// Runs the bot.
    ///
    /// # Errors
    /// Why it could not run, or not go on.
    pub(super) fn run(self, global: &Global) -> Result<ExitCode, Failure> {
        memory::start_lean();
        memory::share_heaps();
        let config = Config::load(global.config.as_deref())?;
        let token =
            token(std::env::var(TOKEN_VARIABLE).ok(), config.telegram.token_file.as_deref()).map_err(refused)?;
        let colored = io::stderr().is_terminal() && super::color_wanted(super::variable);
        log::install(super::log_filter(&config.log.level)?, colored, &token);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(THREADS).enable_all().build()?;
        // Before anything that takes time: whoever is told to stop ends well, however early that is.
        let stop = Stop::default();
        runtime.block_on(async { signals(stop.clone()).map(tokio::spawn) })?;
        let knowledge = global.knowledge_path(&config);
        let live = while_reading(knowledge, || Live::open(knowledge, &super::cache(&config)))?;
        let options = Options {
            api_url: config.telegram.api_url,
            token,
            store: config.store.path,
            admins: config.telegram.admins,
            max_age: config.answer.max_age,
            record_unanswered: config.privacy.record_unanswered,
        };
        let served = runtime.block_on(delivery::serve(options, live, stop));
        // A call that hangs must not keep the program.
        runtime.shutdown_background();
        served.map_err(refused)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn refused(why: impl std::error::Error) -> Failure {
    Failure::Refused(why.to_string())
}

/// The token: the variable's, else the file's.
fn token(variable: Option<String>, file: Option<&Path>) -> Result<Secret<String>, TokenError> {
    let text = match (variable.filter(|v| !v.trim().is_empty()), file) {
        (Some(text), _) => text,
        (None, Some(path)) => {
            std::fs::read_to_string(path).map_err(|error| TokenError::Unreadable(path.to_owned(), error))?
        }
        (None, None) => return Err(TokenError::Missing),
    };
    let text = text.trim();
    if text.is_empty() {
        return Err(TokenError::Missing);
    }
    // What an address cannot carry as it is was never a token.
    if !text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '_' | '-')) {
        return Err(TokenError::Malformed);
    }
    Ok(Secret::new(text.to_owned()))
}

/// Stops on the first signal; the second ends the program at once, which loses nothing either.
#[cfg(unix)]
pub(super) fn signals(stop: Stop) -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        loop {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if stop.why().is_some() {
                std::process::exit(1);
            }
            tracing::info!("told to stop: finishing what is under way");
            stop.begin(Why::Signal);
        }
    })
}

/// Stops on ctrl-c.
#[cfg(not(unix))]
pub(super) fn signals(stop: Stop) -> io::Result<impl Future<Output = ()>> {
    Ok(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            stop.begin(Why::Signal);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{TokenError, token};

    #[test]
    fn the_variable_goes_before_the_file_and_both_are_trimmed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("token");
        std::fs::write(&file, "2:file\n").expect("a file");
        for (variable, file, expected) in [
            (Some("1:env"), Some(file.as_path()), Some("1:env")),
            (Some("  "), Some(file.as_path()), Some("2:file")),
            (None, Some(file.as_path()), Some("2:file")),
            (None, None, None),
            (Some("1:a b"), None, None),
        ] {
            let found = token(variable.map(str::to_owned), file).ok();
            assert_eq!(found.as_ref().map(|t| t.expose().as_str()), expected);
        }
    }

    #[test]
    fn a_token_that_cannot_be_one_is_not_repeated() {
        let error = token(Some("1:secret/../getMe".to_owned()), None).expect_err("a refusal");
        assert!(matches!(error, TokenError::Malformed));
        assert!(!error.to_string().contains("secret"));
    }
}

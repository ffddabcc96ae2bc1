//! `wenda preview`: the whole bot in a browser, without a token.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::failure::Failure;
use super::progress::while_reading;
use super::serve::signals;
use super::{Global, say};
use crate::config::Config;
use crate::live::Live;
use crate::preview::{self, Options};
use crate::telegram::caller::Stop;

/// One for the bot, one for the page.
const THREADS: usize = 2;

/// Show the Telegram bot in a browser: no token, no account
///
/// Runs the bot of `wenda serve` against a stand-in for Telegram on this machine, with a page to chat with it: alone, in
/// a group, and by inline mode. Beside each answer the page shows why it is the answer. A saved change of the knowledge
/// counts from the next question on.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  wenda preview
  wenda preview --port 8080 --no-open
  wenda preview --knowledge my-conference

The page is served to this machine alone; nothing leaves it, and nothing is kept.

Exit codes: 0 told to stop (SIGTERM or ctrl-c), 2 it could not run (knowledge, port).")]
pub struct Preview {
    /// The port of the page [default: 4360, or any that is free]
    #[arg(long, value_name = "N")]
    port: Option<u16>,

    /// Do not open the browser
    #[arg(long)]
    no_open: bool,
}

impl Preview {
    /// Runs until it is told to stop.
    ///
    /// # Errors
    /// Why it could not run.
    pub(super) fn run(self, global: &Global, out: &mut impl Write) -> Result<ExitCode, Failure> {
        let config = Config::load(global.config.as_deref())?;
        let knowledge = global.knowledge_path(&config).to_owned();
        let live = while_reading(&knowledge, || Live::open(&knowledge, &super::cache(&config)))?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(THREADS).enable_all().build()?;
        let served = runtime.block_on(async {
            let stop = Stop::default();
            tokio::spawn(signals(stop.clone())?);
            let options = Options { port: self.port, live, knowledge };
            let preview = preview::Preview::start(options).await.map_err(|error| self.refused(error))?;
            let address = format!("http://{}/", preview.address());
            say(out, &format!("wenda preview: {address}\nthe bot is at work on this machine; ctrl-c ends it\n"))?;
            if !self.no_open && has_browser() {
                // Whoever has the address can open it by hand.
                let _ = open::that_detached(&address);
            }
            preview.run(stop).await.map_err(|error| Failure::Refused(error.to_string()))
        });
        // A page that is still open must not keep the program.
        runtime.shutdown_background();
        served.map(|()| ExitCode::SUCCESS)
    }

    fn refused(&self, error: io::Error) -> Failure {
        match self.port {
            Some(port) if error.kind() == io::ErrorKind::AddrInUse => Failure::Refused(format!(
                "port {port} is taken; `--port N` names another, without it any free one is used"
            )),
            _ => Failure::Io(error),
        }
    }
}

/// Whether there is a screen to open a browser on: without one, some systems would start a browser of text in this
/// very terminal.
fn has_browser() -> bool {
    let set = |name| super::variable(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WSL_DISTRO_NAME")
}

//! `wenda chat`: talks in the terminal.
//!
//! Invariants: what people type is kept in memory only; with standard input or output not a terminal there is no
//! prompt, no editing and no colour, and the same words.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Args;

use super::lines::read_line;
use super::{Failure, say, stdout_terminal, variable};
use crate::responder::Responder;
use crate::text::Lang;

mod commands;
mod editor;
mod session;

use editor::{Editor, Input};
use session::{Flow, Session};

/// Talk in the terminal
///
/// Type questions, choose from lists by number, and complete commands with Tab. /help lists the commands. What you
/// type is kept in memory only, and gone when you leave.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  wenda chat
  wenda chat --explain            each reply with the reckoning behind it
  wenda chat < conversation.txt   a script: no prompt, the same words")]
pub struct Chat {
    /// Begin with the reckoning shown after each reply, as after `/explain`
    #[arg(long)]
    explain: bool,
}

impl Chat {
    /// Talks until the other side leaves.
    pub fn run(&self, responder: &Responder) -> Result<ExitCode, Failure> {
        let mut session = Session::new(responder, stdout_terminal(), spoken(variable), self.explain);
        say(&mut io::stdout().lock(), &session.greeting())?;
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            edited(&mut session)?;
        } else {
            piped(&mut session)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn edited(session: &mut Session<'_>) -> Result<(), Failure> {
    let mut editor = Editor::new(session.commands())?;
    loop {
        let (text, flow) = match editor.read()? {
            Input::Line(line) => session.hear(&line),
            Input::Interrupted => (session.how_to_leave(), Flow::Go),
            Input::End => (session.goodbye(), Flow::Stop),
        };
        say(&mut io::stdout().lock(), &text)?;
        if flow == Flow::Stop {
            return Ok(());
        }
    }
}

fn piped(session: &mut Session<'_>) -> Result<(), Failure> {
    let mut input = io::stdin().lock();
    let mut out = io::stdout().lock();
    let unreadable = |error| Failure::Refused(format!("standard input cannot be read: {error}"));
    while let Some(line) = read_line(&mut input).map_err(unreadable)? {
        let (text, flow) = session.hear(&line.text);
        out.write_all(text.as_bytes())?;
        out.flush()?;
        if flow == Flow::Stop {
            break;
        }
    }
    Ok(())
}

/// The language to speak before anything was asked, from the locale: English where it says so, else Chinese.
fn spoken(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
    if set.is_some_and(|value| value.to_string_lossy().starts_with("en")) { Lang::En } else { Lang::Zh }
}

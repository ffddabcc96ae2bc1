//! Reads lines from a person at a terminal: editing, recall and completion of commands.
//!
//! Invariant: the history is in memory and nowhere else.

use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{Config, Context, Helper};

use crate::cli::Failure;

const PROMPT: &str = "> ";

/// What a person did.
#[derive(Debug)]
pub enum Input {
    /// Sent a line.
    Line(String),
    /// Pressed Ctrl-C.
    Interrupted,
    /// Pressed Ctrl-D.
    End,
}

/// A line editor that knows the commands.
pub struct Editor {
    inner: rustyline::Editor<Commands, MemHistory>,
}

impl Editor {
    /// Makes an editor that completes `commands`, given without their slash.
    pub fn new(commands: Vec<String>) -> Result<Self, Failure> {
        let config = Config::builder().auto_add_history(true).build();
        let mut inner = rustyline::Editor::with_history(config, MemHistory::new()).map_err(unusable)?;
        inner.set_helper(Some(Commands(commands)));
        Ok(Self { inner })
    }

    /// Waits for a line.
    pub fn read(&mut self) -> Result<Input, Failure> {
        match self.inner.readline(PROMPT) {
            Ok(line) => Ok(Input::Line(line)),
            Err(ReadlineError::Interrupted) => Ok(Input::Interrupted),
            Err(ReadlineError::Eof) => Ok(Input::End),
            Err(error) => Err(unusable(error)),
        }
    }
}

fn unusable(error: ReadlineError) -> Failure {
    match error {
        ReadlineError::Io(error) => Failure::Io(error),
        other => Failure::Refused(format!("the terminal cannot be read: {other}")),
    }
}

struct Commands(Vec<String>);

impl Commands {
    /// The commands that `line` may be the beginning of, with their slash.
    fn matching(&self, line: &str) -> Vec<String> {
        let Some(begun) = line.strip_prefix('/') else {
            return Vec::new();
        };
        self.0.iter().filter(|command| command.starts_with(begun)).map(|command| format!("/{command}")).collect()
    }
}

impl Completer for Commands {
    type Candidate = Pair;

    fn complete(&self, line: &str, position: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let typed = line.get(..position).unwrap_or(line);
        let pairs = self.matching(typed).into_iter();
        Ok((0, pairs.map(|command| Pair { display: command.clone(), replacement: command }).collect()))
    }
}

impl Hinter for Commands {
    type Hint = String;
}

impl Highlighter for Commands {}

impl Validator for Commands {}

impl Helper for Commands {}

#[cfg(test)]
mod tests {
    use super::Commands;

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        let commands = Commands(["dates", "duration", "help"].map(str::to_owned).to_vec());
        assert_eq!(commands.matching(line), expected, "{line:?}");
    }

    #[test]
    fn only_commands_are_completed() {
        check("/d", &["/dates", "/duration"]);
        check("/he", &["/help"]);
        check("/", &["/dates", "/duration", "/help"]);
        check("d", &[]);
        check("/x", &[]);
        check("", &[]);
    }
}

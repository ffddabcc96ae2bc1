//! Why a command could not run, and what is said about it on the way out.
//!
//! Invariant: whoever closed the pipe is not told anything; everybody else reads what is wrong and gets exit code 2.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use crate::config::ConfigError;
use crate::diagnostic::{self, Diagnostic};
use crate::eval::CasesError;
use crate::knowledge::LoadError;

/// How many faults are shown by a command that only wanted to run: a screenful. `wenda check` shows all.
const SHOWN: usize = 10;

/// Why a command ended before its work was done.
#[derive(Debug)]
pub enum Failure {
    /// Something that is asked for cannot be had; the sentence says what and why.
    Refused(String),
    /// Files with faults, which must not be run.
    Faults {
        /// The faults, in order.
        faults: Vec<Diagnostic>,
        /// What to do about them.
        advice: &'static str,
    },
    /// Reading or writing failed.
    Io(io::Error),
}

impl Failure {
    /// Says why on `err` and gives the exit code.
    pub fn exit(self, err: &mut impl Write) -> ExitCode {
        if matches!(&self, Self::Io(error) if error.kind() == io::ErrorKind::BrokenPipe) {
            return ExitCode::SUCCESS;
        }
        // Nothing is left to be told where even standard error is gone.
        let _ = self.print(err);
        ExitCode::from(2)
    }

    fn print(&self, err: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Refused(why) => writeln!(err, "error: {why}"),
            Self::Io(error) => writeln!(err, "error: {error}"),
            Self::Faults { faults, advice } => {
                let colored = io::stderr().is_terminal() && super::color_wanted(super::variable);
                for fault in faults.iter().take(SHOWN) {
                    writeln!(err, "{}\n", diagnostic::render(fault, colored))?;
                }
                if faults.len() > SHOWN {
                    writeln!(err, "and {} more\n", faults.len() - SHOWN)?;
                }
                let noun = if faults.len() == 1 { "fault" } else { "faults" };
                writeln!(err, "error: {} {noun}; {advice}", faults.len())
            }
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        match error {
            ConfigError::Faults(faults) => {
                Self::Faults { faults, advice: "mend the config; `wenda check` lists them all" }
            }
            unreadable @ ConfigError::Unreadable { .. } => Self::Refused(unreadable.to_string()),
        }
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Faults(faults) => {
                Self::Faults { faults, advice: "mend the knowledge; `wenda check` lists them all" }
            }
            LoadError::Unreadable(unreadable) => {
                Self::Refused(format!("the knowledge {unreadable}; `--knowledge PATH` names another"))
            }
        }
    }
}

impl From<CasesError> for Failure {
    fn from(error: CasesError) -> Self {
        match error {
            CasesError::Faults(faults) => Self::Faults { faults, advice: "mend the labelled questions" },
            unreadable @ CasesError::Unreadable { .. } => Self::Refused(unreadable.to_string()),
        }
    }
}

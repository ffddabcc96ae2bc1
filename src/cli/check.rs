//! `wenda check`: every fault of knowledge and config, each with its place.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum, ValueHint};

use super::Global;
use super::progress::while_reading;
use crate::config::Config;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::knowledge::{self, Checked};

/// Find every fault of knowledge and config
///
/// Reads the files as the bot would, and also looks for what the bot would put up with: phrasings all but equal,
/// topics without entries, languages left out, texts too long for a chat.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Exit codes: 0 no fault, 1 faults (with --strict also warnings), 2 nothing could be read.

Examples:
  wenda check                     the knowledge and the config of this folder
  wenda check faq.yaml            a single file, with the documents beside it
  wenda check --json | jq .code   for editors and scripts: one object a fault")]
pub struct Check {
    /// The knowledge, as with `--knowledge`
    #[arg(value_hint = ValueHint::AnyPath)]
    path: Option<PathBuf>,

    /// Print each fault as one line of JSON, and nothing else
    #[arg(long)]
    json: bool,

    /// Fail on warnings too
    #[arg(long)]
    strict: bool,

    /// When to color
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
}

/// When to color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Even into a file
    Always,
    /// Not at all
    Never,
}

impl Color {
    fn decide(self) -> bool {
        match self {
            Self::Auto => io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
            Self::Always => true,
            Self::Never => false,
        }
    }
}

impl Check {
    /// Checks, prints what was found, and says how it went.
    ///
    /// # Errors
    /// Standard output or standard error cannot be written to.
    pub(super) fn run(self, global: &Global) -> io::Result<ExitCode> {
        let (config, mut diagnostics) = match Config::check(global.config.as_deref()) {
            Ok(checked) => checked,
            Err(unreadable) => return refuse(&unreadable),
        };
        let path = self.path.as_deref().unwrap_or_else(|| global.knowledge_path(&config));
        let Checked { knowledge, diagnostics: found, files } = match while_reading(path, || knowledge::check(path)) {
            Ok(checked) => checked,
            Err(unreadable) => {
                self.print(&diagnostics)?;
                return refuse(&unreadable);
            }
        };
        diagnostics.extend(found);
        self.print(&diagnostics)?;
        let errors = diagnostics.iter().filter(|d| d.severity() == Severity::Error).count();
        let warnings = diagnostics.len() - errors;
        if !self.json {
            let mut parts = Vec::new();
            match knowledge.filter(|_| diagnostics.is_empty()) {
                Some(knowledge) => {
                    let phrasings = knowledge.entries.iter().map(|e| e.questions.len()).sum();
                    parts.push(count(knowledge.entries.len(), "entry", "entries"));
                    parts.push(count(phrasings, "phrasing", "phrasings"));
                    parts.push(count(files, "file", "files"));
                    writeln!(io::stdout(), "{}: no faults", parts.join(", "))?;
                }
                None => {
                    parts.extend((errors > 0).then(|| count(errors, "error", "errors")));
                    parts.extend((warnings > 0).then(|| count(warnings, "warning", "warnings")));
                    let faulty: BTreeSet<&str> = diagnostics.iter().map(|d| d.place.source().name()).collect();
                    writeln!(io::stdout(), "{} in {}", parts.join(", "), count(faulty.len(), "file", "files"))?;
                }
            }
        }
        let failed = errors > 0 || (self.strict && warnings > 0);
        Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }

    fn print(&self, diagnostics: &[Diagnostic]) -> io::Result<()> {
        let colored = self.color.decide();
        let mut out = BufWriter::new(io::stdout().lock());
        for diagnostic in diagnostics {
            if self.json {
                writeln!(out, "{}", diagnostic::to_json(diagnostic))?;
            } else {
                writeln!(out, "{}\n", diagnostic::render(diagnostic, colored))?;
            }
        }
        out.flush()
    }
}

fn refuse(why: &dyn std::error::Error) -> io::Result<ExitCode> {
    writeln!(io::stderr(), "error: {why}")?;
    Ok(ExitCode::from(2))
}

/// `1 file`, `3,120 phrasings`.
fn count(number: usize, one: &str, many: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {}", if number == 1 { one } else { many })
}

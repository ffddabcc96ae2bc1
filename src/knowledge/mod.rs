//! The curated knowledge: read, checked once, then valid.
//!
//! Invariants: nothing reads the disk after loading; what [`load`] returns cannot be wrong, and what keeps it from
//! being returned is a list of all faults of all files, each with its place.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{self, Diagnostic, Severity, SourceText};
use crate::parallel;
use crate::yaml::{self, Places, Reading};

mod excerpt;
mod load;
mod model;
mod raw;
mod validate;

pub use excerpt::{Excerpt, Line, excerpts};
pub use load::{Unreadable, files};
pub use model::{ANSWER_FROM, Entry, EntryId, Knowledge, Localized, Passage, Question, Source, Subject, Topic};
pub use validate::RESERVED_COMMANDS;

/// Why there is no knowledge.
#[derive(Debug)]
pub enum LoadError {
    /// There is nothing to read.
    Unreadable(Unreadable),
    /// The files are faulty: every error, in the order of the files.
    Faults(Vec<Diagnostic>),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(unreadable) => unreadable.fmt(f),
            Self::Faults(faults) => {
                for fault in faults {
                    writeln!(f, "{}\n", diagnostic::render(fault, false))?;
                }
                write!(f, "the knowledge has {} errors; `wenda check` lists them with the warnings", faults.len())
            }
        }
    }
}

impl std::error::Error for LoadError {}

/// What a thorough check found.
#[derive(Debug)]
pub struct Checked {
    /// The knowledge, where nothing keeps it from being used.
    pub knowledge: Option<Knowledge>,
    /// Errors and warnings, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
    /// How many files of knowledge were read, faulty ones included.
    pub files: usize,
}

/// Reads the knowledge at `path`, a folder or a single file.
///
/// # Errors
/// What is at fault, with every error of every file; warnings are left to [`check`].
pub fn load(path: &Path) -> Result<Knowledge, LoadError> {
    read(path).outcome
}

/// A reading, and what it rests on.
#[derive(Debug)]
pub struct Read {
    /// The knowledge, or why there is none.
    pub outcome: Result<Knowledge, LoadError>,
    /// The documents that the files name, also those that are not there; empty where no file could be read so far.
    pub documents: Vec<PathBuf>,
}

/// As [`load`], for who has to notice when another reading would come to something else: when one of the [`files`] or of
/// the documents changes.
#[must_use]
pub fn read(path: &Path) -> Read {
    let (checked, documents) = match examine(path, false) {
        Ok(examined) => examined,
        Err(unreadable) => return Read { outcome: Err(LoadError::Unreadable(unreadable)), documents: Vec::new() },
    };
    let outcome = checked.knowledge.ok_or_else(|| {
        let errors = checked.diagnostics.into_iter().filter(|d| d.severity() == Severity::Error);
        LoadError::Faults(errors.collect())
    });
    Read { outcome, documents }
}

/// Reads the knowledge at `path` and looks for everything that a curator would want to know.
///
/// # Errors
/// There is nothing to read at `path`.
pub fn check(path: &Path) -> Result<Checked, Unreadable> {
    examine(path, true).map(|(checked, _)| checked)
}

fn examine(path: &Path, thorough: bool) -> Result<(Checked, Vec<PathBuf>), Unreadable> {
    let files = load::read_files(path)?;
    let mut diagnostics = files.faults;
    let count = files.sources.len() + diagnostics.len();
    let mut whole = diagnostics.is_empty();
    let mut read = Vec::with_capacity(files.sources.len());
    for (places, reading) in read_all(&files.sources) {
        whole &= reading.whole;
        diagnostics.extend(reading.faults);
        if let Some(raw) = reading.value {
            read.push(validate::File { places, raw });
        }
    }
    let (knowledge, faults) = validate::validate(&read, &files.folder, whole, thorough);
    diagnostics.extend(faults);
    diagnostic::sort(&mut diagnostics);
    let sound = diagnostics.iter().all(|d| d.severity() == Severity::Warning);
    let documents = knowledge.sources.iter().map(|source| files.folder.join(&source.file)).collect();
    Ok((Checked { knowledge: sound.then_some(knowledge), diagnostics, files: count }, documents))
}

/// Reads the files, which is the other half of the work of loading, on as many cores as there are.
fn read_all(sources: &[Arc<SourceText>]) -> Vec<(Places<'_>, Reading<raw::RawFile>)> {
    let read = |source| {
        let places = Places::new(source);
        let reading = yaml::read(&places, &raw::FILE);
        (places, reading)
    };
    parallel::map(sources, FILES_A_THREAD, read)
}

/// From how many files on another thread is worth starting: reading one takes about a millisecond.
const FILES_A_THREAD: usize = 1;

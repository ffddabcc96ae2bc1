//! Reads files of labelled questions: YAML, or tab-separated where the name ends in `.tsv`.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::case::Case;
use super::{tsv, yaml};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::knowledge::Knowledge;
use crate::yaml::open;

/// Why there are no cases.
#[derive(Debug)]
pub enum CasesError {
    /// A file cannot be opened.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Files are faulty: all faults, in order.
    Faults(Vec<Diagnostic>),
}

impl fmt::Display for CasesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, error } => {
                write!(f, "`{}` cannot be read: {error}", path.display())
            }
            Self::Faults(faults) => write!(f, "the questions have {} faults", faults.len()),
        }
    }
}

impl std::error::Error for CasesError {}

/// Reads every file; the ids that they name must be those of `knowledge`.
///
/// # Errors
/// A file cannot be opened, or some are faulty: then with the faults of all.
pub fn load(paths: &[PathBuf], knowledge: &Knowledge) -> Result<Vec<Case>, CasesError> {
    let mut cases = Vec::new();
    let mut faults = Vec::new();
    for path in paths {
        let unreadable = |error| CasesError::Unreadable { path: path.clone(), error };
        let source = match open(path).map_err(unreadable)? {
            Ok(source) => source,
            Err(fault) => {
                faults.push(*fault);
                continue;
            }
        };
        let (read, found) = if is_tsv(path) { tsv::read(&source) } else { yaml::read(&source, knowledge) };
        if read.is_empty() && found.is_empty() {
            faults.push(Diagnostic::new(Code::NoCases, source.start(), "there is not a single case"));
        }
        cases.extend(read);
        faults.extend(found);
    }
    diagnostic::sort(&mut faults);
    if faults.is_empty() { Ok(cases) } else { Err(CasesError::Faults(faults)) }
}

fn is_tsv(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("tsv"))
}

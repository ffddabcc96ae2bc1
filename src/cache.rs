//! Keeps what was built from the knowledge between two readings, so that only the first one reads, checks and learns.
//!
//! Never trusted blindly: it counts only for this very program and the very bytes of all files it was built from, and
//! only if it is whole. Anything else is as if it were not there, and the knowledge is built anew. One file for each
//! knowledge, put in the place of the old one in one step; those that were not used for longest go.
//!
//! Invariants: with or without it, the same questions get the same answers; the files of a knowledge are summed up once
//! a reading.

mod file;
mod folder;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use crate::knowledge::{self, LoadError, Read};
use crate::responder::Responder;
use crate::stamp::Stamp;
use file::{Header, Kept, keep};
use folder::prune;

/// The sum of some bytes.
type Sum = [u8; 32];

/// Where built knowledge is kept.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

/// What a reading of a knowledge came to.
#[derive(Debug)]
pub struct Reading {
    /// What answers from it, or why nothing can.
    pub outcome: Result<Arc<Responder>, LoadError>,
    /// The documents it rests on, as far as that is known.
    pub documents: Vec<PathBuf>,
    /// Whether it was built from the files, and written to the cache where the next reading will find it.
    pub kept_just_now: bool,
}

impl Cache {
    /// Keeps files in `folder`, which is made if it is not there.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder: Some(folder) }
    }

    /// Keeps nothing.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Reads the knowledge at `path`. Where it says what that of `now` says, the very same answers from it.
    #[must_use]
    pub fn read(&self, path: &Path, now: Option<&Arc<Responder>>) -> Reading {
        let Some(file) = self.file(path) else { return build(path, now) };
        let begun = SystemTime::now();
        let kept = Kept::open(&file);
        let known = kept.as_ref().map(|kept| kept.header.documents.clone()).unwrap_or_default();
        let before = Stamp::of(path, &known);
        let sum = kept.as_ref().and_then(|_| origin(path, &known));
        if let Some(responder) = kept.filter(|kept| sum == Some(kept.header.origin)).and_then(Kept::restore) {
            tracing::debug!("the built knowledge was taken from the cache");
            // The time of the file is that of its last use; where it cannot be set, it goes a little early.
            let _ = File::open(&file).and_then(|file| file.set_modified(SystemTime::now()));
            let same = now.filter(|now| now.knowledge() == responder.knowledge()).map(Arc::clone);
            return Reading {
                outcome: Ok(same.unwrap_or_else(|| Arc::new(responder))),
                documents: known,
                kept_just_now: false,
            };
        }
        let mut reading = build(path, now);
        // What changed while it was read is not written down.
        let is_as_read =
            Stamp::of(path, &known) == before && !Stamp::of(path, &reading.documents).has_changed_since(begun);
        if let Ok(responder) = &reading.outcome
            && is_as_read
            && let Some(origin) =
                sum.filter(|_| reading.documents == known).or_else(|| origin(path, &reading.documents))
        {
            let header = Header { documents: reading.documents.clone(), origin };
            match keep(&file, responder, &header) {
                Ok(()) => reading.kept_just_now = true,
                Err(error) => tracing::debug!(%error, "the built knowledge could not be kept for the next start"),
            }
            self.folder.as_deref().map(prune);
        }
        reading
    }

    /// The file for the knowledge at `path`.
    fn file(&self, path: &Path) -> Option<PathBuf> {
        folder::file(self.folder.as_ref()?, path)
    }
}

/// Builds from the files alone.
fn build(path: &Path, now: Option<&Arc<Responder>>) -> Reading {
    let Read { outcome, documents } = knowledge::read(path);
    let outcome = outcome.map(|knowledge| match now {
        Some(now) if *now.knowledge() == knowledge => Arc::clone(now),
        _ => Arc::new(Responder::new(Arc::new(knowledge))),
    });
    Reading { outcome, documents, kept_just_now: false }
}

/// The sum of all that a built knowledge depends on; `None` where any of it cannot be read.
fn origin(path: &Path, documents: &[PathBuf]) -> Option<Sum> {
    let mut sum = Sha256::new();
    let mut add = |bytes: &[u8]| {
        sum.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
        sum.update(bytes);
    };
    add(env!("CARGO_PKG_VERSION").as_bytes());
    // Two programs of one version may still differ: what a developer built just now is another one.
    let program = std::env::current_exe().ok()?.metadata().ok()?;
    let built = program.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    add(&program.len().to_le_bytes());
    add(&built.as_nanos().to_le_bytes());
    for file in knowledge::files(path).ok()?.iter().chain(documents) {
        add(file.as_os_str().as_encoded_bytes());
        add(&std::fs::read(file).ok()?);
    }
    Some(sum.finalize().into())
}

#[cfg(test)]
mod tests;

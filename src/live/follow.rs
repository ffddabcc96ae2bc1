//! Reads the knowledge anew whenever its files have changed, on a thread of its own.
//!
//! Invariants: files are read once they have come to rest, and what was read while it changed is not believed; what is at
//! fault is told once; a bug that panics costs the one reading and not the following.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::State;
use super::watcher::Watcher;
use crate::cache::{Cache, Reading};
use crate::diagnostic::Diagnostic;
use crate::knowledge::LoadError;
use crate::memory;
use crate::responder::Responder;
use crate::stamp::Stamp;

/// How long files must stay as they are before they are read: a checkout, or a save of several files, takes less between
/// two of them, and nobody notices so short a wait.
const REST: Duration = Duration::from_millis(80);

/// How often to wait for files that keep changing before they are read all the same.
const RESTS: u32 = 12;

/// How often to read files that change meanwhile before the last reading is taken as it is.
const READINGS: u32 = 3;

/// How many faults are logged; `wenda check` shows all.
const TOLD: usize = 10;

/// Who follows the files.
pub(super) struct Follower {
    path: PathBuf,
    cache: Cache,
    /// The documents that the knowledge names, or last named.
    documents: Vec<PathBuf>,
    /// The files as they were last read.
    seen: Stamp,
}

impl Follower {
    /// Reads the knowledge at `path` for the first time.
    pub(super) fn new(path: &Path, cache: &Cache) -> Result<(Self, Arc<Responder>), LoadError> {
        let files = Stamp::of(path, &[]);
        let Reading { outcome, documents, .. } = read_lean(cache, path, None);
        let responder = outcome?;
        // Only a change of the YAML files shows that was made while they were read; it is a start.
        let seen = if Stamp::of(path, &[]) == files { Stamp::of(path, &documents) } else { files };
        Ok((Self { path: path.to_owned(), cache: cache.clone(), documents, seen }, responder))
    }

    /// Follows until nobody holds what it tells.
    pub(super) fn run(mut self, tell: &watch::Sender<State>) {
        let mut watcher = Watcher::new(&self.path, self.seen.files());
        while !tell.is_closed() {
            if Stamp::of(&self.path, &self.documents) == self.seen {
                watcher.wait();
                continue;
            }
            self.read_anew(tell);
            // A folder that was replaced is another one now.
            watcher = Watcher::new(&self.path, self.seen.files());
        }
    }

    fn read_anew(&mut self, tell: &watch::Sender<State>) {
        for reading in 1.. {
            let before = self.at_rest();
            let begun = Instant::now();
            let now = Arc::clone(&tell.borrow().responder);
            let read = catch_unwind(AssertUnwindSafe(|| read_lean(&self.cache, &self.path, Some(&now))));
            if let Ok(Reading { documents, .. }) = &read
                && !documents.is_empty()
            {
                self.documents.clone_from(documents);
            }
            self.seen = Stamp::of(&self.path, &self.documents);
            if self.seen == before || reading >= READINGS {
                if let Ok(Reading { outcome, .. }) = read {
                    publish(outcome, &now, tell, begun);
                }
                drop(now);
                memory::give_back();
                return;
            }
        }
    }

    /// The files once nothing happens to them any more.
    fn at_rest(&self) -> Stamp {
        let mut stamp = Stamp::of(&self.path, &self.documents);
        for _ in 0..RESTS {
            std::thread::sleep(REST);
            let now = Stamp::of(&self.path, &self.documents);
            if now == stamp {
                break;
            }
            stamp = now;
        }
        stamp
    }
}

/// Reads the knowledge so that little more memory is held afterwards than it needs. Learning leaves what stays scattered
/// among what is let go of, and half-empty pages cannot be given back: so what was learnt is let go of as well, once it is
/// in the cache, and read from there, as the next start will read it.
fn read_lean(cache: &Cache, path: &Path, now: Option<&Arc<Responder>>) -> Reading {
    let reading = cache.read(path, now);
    if !reading.kept_just_now {
        return reading;
    }
    drop(reading);
    memory::give_back();
    cache.read(path, now)
}

fn publish(read: Result<Arc<Responder>, LoadError>, now: &Arc<Responder>, tell: &watch::Sender<State>, begun: Instant) {
    match read {
        Ok(responder) if Arc::ptr_eq(&responder, now) => {
            let was_faulty = tell.send_if_modified(|state| state.trouble.take().is_some());
            if was_faulty {
                tracing::info!("the knowledge is sound again, and says what it said before");
            }
        }
        Ok(responder) => {
            let knowledge = responder.knowledge();
            let phrasings: usize = knowledge.entries.iter().map(|e| e.questions.len()).sum();
            let took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
            tracing::info!(entries = knowledge.entries.len(), phrasings, took_ms, "the knowledge was read anew");
            tell.send_replace(State { responder, trouble: None });
        }
        Err(error) => {
            report(&error);
            tell.send_modify(|state| state.trouble = Some(Arc::new(error)));
        }
    }
}

fn report(error: &LoadError) {
    match error {
        LoadError::Unreadable(unreadable) => {
            tracing::warn!(%unreadable, "the knowledge is gone; the last good one keeps answering");
        }
        LoadError::Faults(faults) => {
            for Diagnostic { place, code, message, .. } in faults.iter().take(TOLD) {
                tracing::warn!(%place, code = code.as_str(), "{message}");
            }
            let faults = faults.len();
            tracing::warn!(
                faults,
                "the changed knowledge has faults; the last good one keeps answering (`wenda check` shows them all)"
            );
        }
    }
}

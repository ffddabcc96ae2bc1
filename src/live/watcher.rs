//! Wakes whoever waits for a change of files: at once where the system tells of it, and every few seconds all the same.
//!
//! What the system tells is a hint and never believed as such: network drives and folders mounted into containers tell
//! nothing, a folder that is replaced goes on telling of the old one, and one save can make five events. So an event
//! only wakes, and whoever is woken looks at the files.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How often to look without being told.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Watches the folders in which files lie.
pub(super) struct Watcher {
    /// `None` where the system gives none; then looking every few seconds must do.
    _system: Option<RecommendedWatcher>,
    events: Receiver<()>,
    /// Held so that waiting waits also where there is no watcher.
    _sender: SyncSender<()>,
}

impl Watcher {
    /// Watches the knowledge at `path`, of which `files` are read.
    pub(super) fn new<'f>(path: &Path, files: impl Iterator<Item = &'f Path>) -> Self {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let (sender, events) = sync_channel(1);
        let files: Vec<PathBuf> = files.map(|f| std::path::absolute(f).unwrap_or_else(|_| f.to_owned())).collect();
        let folders = folders(&path, &files);
        let concerns = concerns(path, files);
        let tell = sender.clone();
        let made = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|e| concerns(&e)) {
                // A full channel has woken already.
                let _ = tell.try_send(());
            }
        });
        let system = made.map(|mut watcher| {
            for folder in folders {
                if let Err(error) = watcher.watch(&folder, RecursiveMode::NonRecursive) {
                    tracing::debug!(%error, "a folder of the knowledge cannot be watched");
                }
            }
            watcher
        });
        if let Err(error) = &system {
            tracing::debug!(%error, "the system does not tell of changed files; looking for them instead");
        }
        Self { _system: system.ok(), events, _sender: sender }
    }

    /// Waits until something may have changed.
    pub(super) fn wait(&self) {
        let _ = self.events.recv_timeout(LOOK_EVERY);
    }
}

/// The folder, the one above it (from which it can be replaced), and those in which linked files really lie.
fn folders(path: &Path, files: &[PathBuf]) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = path.parent().map(Path::to_owned).into_iter().collect();
    if path.is_dir() {
        folders.push(path.to_owned());
    }
    let real = files.iter().filter_map(|f| f.canonicalize().ok()?.parent().map(Path::to_owned));
    folders.extend(real);
    let known = |folder: &PathBuf| folder.canonicalize().unwrap_or_else(|_| folder.clone());
    let mut seen = std::collections::BTreeSet::new();
    folders.retain(|folder| seen.insert(known(folder)));
    folders
}

/// Whether an event may concern us: reading does not, nor what happens to strangers in the folder above, where log files
/// and databases may live.
fn concerns(path: PathBuf, files: Vec<PathBuf>) -> impl Fn(&Event) -> bool {
    let above = path.parent().map(Path::to_owned);
    move |event| {
        let reads = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
            EventKind::Access(_) => true,
            _ => false,
        };
        let ours = |p: &PathBuf| p.parent() != above.as_deref() || *p == path || files.contains(p);
        !reads && (event.paths.is_empty() || event.paths.iter().any(ours))
    }
}

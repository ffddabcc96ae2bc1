//! Does what is slow about a disk on a thread of its own: syncing the log, and moving it into the database.
//!
//! A sync takes 1 ms on an idle disk and 50 on a busy one. The thread that writes never waits for one, so that nobody
//! who asks does: a question is answered as soon as it is written, and Telegram is told to forget it once it is synced.
//!
//! Invariants: what was committed before [`Disk::sync`] was called is safe from a power cut once it returns; writers are
//! held up only to cut off a log that has been moved but for its end.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::trouble::Trouble;
use super::{StoreError, schema};
use crate::memory;

/// From how many pages the log is cut off even though writers have to wait for it; 4 KiB each.
const LONG: i64 = 4_000;

enum Job {
    Sync(oneshot::Sender<io::Result<()>>),
    MoveLog { and_cut: bool },
}

/// The thread's mailbox; cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Disk {
    jobs: Sender<Job>,
}

impl Disk {
    /// Starts the thread for the database at `path`, which is open already.
    pub(super) fn start(path: &Path) -> Result<Self, StoreError> {
        let connection = schema::open_again(path)?;
        let (jobs, mailbox) = channel();
        let log = log_of(path);
        let thread = std::thread::Builder::new().name("disk".to_owned());
        thread.spawn(move || serve(&connection, &log, &mailbox))?;
        Ok(Self { jobs })
    }

    /// Waits until all that is committed is safe from a power cut.
    pub(super) async fn sync(&self) -> Result<(), StoreError> {
        let (tell, told) = oneshot::channel();
        self.jobs.send(Job::Sync(tell)).map_err(|_| StoreError::Closed)?;
        told.await.map_err(|_| StoreError::Closed)?.map_err(StoreError::Io)
    }

    /// Moves the log into the database some time soon; `and_cut` empties it as well, for answered texts linger there.
    pub(super) fn move_log(&self, and_cut: bool) {
        let _ = self.jobs.send(Job::MoveLog { and_cut });
    }
}

/// SQLite's write-ahead log: beside the database, and the same file for as long as that is open.
fn log_of(path: &Path) -> PathBuf {
    let mut log = OsString::from(path.as_os_str());
    log.push("-wal");
    PathBuf::from(log)
}

fn serve(connection: &Connection, log: &Path, mailbox: &Receiver<Job>) {
    let mut trouble = Trouble::default();
    while let Ok(job) = mailbox.recv() {
        match job {
            Job::Sync(tell) => {
                let synced = sync(log);
                match &synced {
                    Ok(()) => trouble.is_over(),
                    Err(error) => trouble.tell(error),
                }
                let _ = tell.send(synced);
            }
            Job::MoveLog { and_cut } => {
                let pages = move_log(connection, "PASSIVE");
                if and_cut || pages > LONG {
                    move_log(connection, "TRUNCATE");
                }
                if and_cut {
                    // Whatever was going on is over.
                    memory::give_back();
                }
            }
        }
    }
}

/// What is in the log is synced here; what was moved out of it, SQLite synced before it let go of it. SQLite keeps its
/// locks on other files than this, so that closing it lets go of none.
fn sync(log: &Path) -> io::Result<()> {
    File::options().write(true).open(log)?.sync_data()
}

/// Moves the log, and tells how many pages were in it.
pub(super) fn move_log(connection: &Connection, how: &str) -> i64 {
    let moved = connection.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |row| row.get(1));
    moved.inspect_err(|error| tracing::debug!(%error, "the store's log could not be moved")).unwrap_or_default()
}

//! Runs every piece of work on one thread and one connection; what waits together shares one transaction.
//!
//! Invariants: an answer goes out only after the commit; a piece that fails is undone alone; the disk is synced only
//! for a transaction that somebody asked it for, for a sync costs a thousand times what the rest does.

use std::fmt;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::StoreError;

/// The most pieces in one transaction, so that no answer waits long for others.
const TOGETHER: usize = 256;

/// How long the store must be idle before its log file is emptied: answered texts linger there.
const IDLE: Duration = Duration::from_secs(5);

/// After so many transactions the log is moved into the database. SQLite would do it by itself, but inside a commit that
/// somebody waits for; here it is done once the answers are out.
const MOVE_AFTER: u32 = 300;

/// What a piece of work survives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// The end of the process.
    Written,
    /// A power cut too.
    Synced,
}

/// Tells the asker how it went, once the commit is done (or has failed).
type Answer = Box<dyn FnOnce(bool) + Send>;

/// Does something with the database; says whether it went well, and whom to tell.
type Work = Box<dyn FnOnce(&Connection) -> (bool, Answer) + Send>;

struct Piece {
    durability: Durability,
    work: Work,
}

enum Job {
    Piece(Piece),
    Close(oneshot::Sender<()>),
}

/// The thread's mailbox; cheap to clone.
#[derive(Clone)]
pub(super) struct Writer {
    jobs: Sender<Job>,
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer")
    }
}

impl Writer {
    pub(super) fn start(connection: Connection) -> Result<Self, StoreError> {
        let (jobs, mailbox) = channel();
        std::thread::Builder::new().name("store".to_owned()).spawn(move || serve(&connection, &mailbox))?;
        Ok(Self { jobs })
    }

    /// Runs `work` and waits for its commit.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        durability: Durability,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (tell, told) = oneshot::channel();
        let work = Box::new(move |connection: &Connection| {
            let result = work(connection);
            let went_well = result.is_ok();
            let answer: Answer = Box::new(move |committed| {
                let result = if committed || !went_well { result } else { Err(not_committed()) };
                let _ = tell.send(result);
            });
            (went_well, answer)
        });
        self.jobs.send(Job::Piece(Piece { durability, work })).map_err(|_| StoreError::Closed)?;
        told.await.map_err(|_| StoreError::Closed)?.map_err(StoreError::Sqlite)
    }

    /// Runs `work` some time soon; nobody waits for it.
    pub(super) fn post(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<()> + Send + 'static) {
        let work = Box::new(move |connection: &Connection| {
            let went_well =
                work(connection).inspect_err(|e| tracing::warn!(error = %e, "the store lost a note")).is_ok();
            let answer: Answer = Box::new(|_| {});
            (went_well, answer)
        });
        let _ = self.jobs.send(Job::Piece(Piece { durability: Durability::Written, work }));
    }

    pub(super) fn close(&self, done: oneshot::Sender<()>) {
        let _ = self.jobs.send(Job::Close(done));
    }
}

fn not_committed() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL), None)
}

fn serve(connection: &Connection, mailbox: &Receiver<Job>) {
    let mut is_dirty = false;
    let mut unmoved = 0;
    loop {
        let first = match mailbox.recv_timeout(IDLE) {
            Ok(job) => job,
            Err(RecvTimeoutError::Timeout) => {
                if std::mem::take(&mut is_dirty) {
                    move_log(connection, "TRUNCATE");
                }
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return move_log(connection, "TRUNCATE"),
        };
        is_dirty = true;
        let mut pieces = Vec::new();
        let mut close = None;
        for job in std::iter::once(first).chain(mailbox.try_iter()).take(TOGETHER) {
            match job {
                Job::Piece(piece) => pieces.push(piece),
                Job::Close(done) => {
                    close = Some(done);
                    break;
                }
            }
        }
        if !pieces.is_empty() {
            together(connection, pieces);
            unmoved += 1;
        }
        if unmoved >= MOVE_AFTER {
            unmoved = 0;
            move_log(connection, "PASSIVE");
        }
        if let Some(done) = close {
            move_log(connection, "TRUNCATE");
            let _ = done.send(());
            return;
        }
    }
}

fn together(connection: &Connection, pieces: Vec<Piece>) {
    let is_synced = pieces.iter().any(|p| p.durability == Durability::Synced);
    let level = if is_synced { "FULL" } else { "NORMAL" };
    let begun = connection
        .pragma_update(None, "synchronous", level)
        .and_then(|()| run(connection, "BEGIN IMMEDIATE"))
        .inspect_err(|error| tracing::error!(%error, "the store cannot be written"))
        .is_ok();
    let mut answers = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let saved = run(connection, "SAVEPOINT piece").is_ok();
        let (went_well, answer) = (piece.work)(connection);
        if saved && !connection.is_autocommit() {
            if !went_well {
                let _ = run(connection, "ROLLBACK TO piece");
            }
            let _ = run(connection, "RELEASE piece");
        }
        answers.push(answer);
    }
    // A full disk can roll the whole transaction back by itself; then there is none to commit.
    let committed = begun
        && run(connection, "COMMIT")
            .inspect_err(|error| tracing::error!(%error, "the store cannot be written"))
            .is_ok();
    if !committed && !connection.is_autocommit() {
        let _ = run(connection, "ROLLBACK");
    }
    for answer in answers {
        answer(committed);
    }
}

fn run(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(drop)
}

/// Moves the log into the database; `TRUNCATE` cuts it to nothing as well.
fn move_log(connection: &Connection, how: &str) {
    let moved = connection.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |_| Ok(()));
    if let Err(error) = moved {
        tracing::debug!(%error, "the store's log could not be moved");
    }
}

//! Runs every piece of work on one thread and one connection; what waits together shares one transaction.
//!
//! Invariants: an answer goes out only after the commit; a piece that fails is undone alone; nothing here waits for the
//! disk but a transaction that somebody asked it for, for a sync costs a thousand times what the rest does.

use std::fmt;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::StoreError;
use super::disk::{Disk, move_log};
use super::trouble::{Trouble, is_of_the_disk};

/// The most pieces in one transaction, so that no answer waits long for others.
const TOGETHER: usize = 256;

/// How long the store must be idle before its log file is emptied: answered texts linger there.
const IDLE: Duration = Duration::from_secs(5);

/// After so many transactions the log is moved into the database. SQLite would do it by itself, but inside a commit that
/// somebody waits for.
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

/// Does something with the database, unless there is none to be had now; says how it went, and whom to tell.
type Work = Box<dyn FnOnce(Option<&Connection>) -> (Went, Answer) + Send>;

/// How a piece of work went.
enum Went {
    Well,
    /// It failed, for a reason of its own.
    Wrong,
    /// The disk failed it.
    DiskFailed(String),
}

impl Went {
    fn of<T>(result: &rusqlite::Result<T>) -> Self {
        match result {
            Ok(_) => Self::Well,
            Err(error) if is_of_the_disk(error) => Self::DiskFailed(error.to_string()),
            Err(_) => Self::Wrong,
        }
    }
}

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
    pub(super) fn start(connection: Connection, disk: Disk) -> Result<Self, StoreError> {
        let (jobs, mailbox) = channel();
        std::thread::Builder::new().name("store".to_owned()).spawn(move || serve(&connection, &disk, &mailbox))?;
        Ok(Self { jobs })
    }

    /// Runs `work` and waits for its commit.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        durability: Durability,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (tell, told) = oneshot::channel();
        let work = Box::new(move |connection: Option<&Connection>| {
            let result = connection.map_or_else(|| Err(not_committed()), work);
            let went = Went::of(&result);
            let answer: Answer = Box::new(move |committed| {
                let result = if committed || result.is_err() { result } else { Err(not_committed()) };
                let _ = tell.send(result);
            });
            (went, answer)
        });
        self.jobs.send(Job::Piece(Piece { durability, work })).map_err(|_| StoreError::Closed)?;
        told.await.map_err(|_| StoreError::Closed)?.map_err(StoreError::Sqlite)
    }

    /// Runs `work` some time soon; nobody waits for it, and what the disk fails is not tried again.
    pub(super) fn post(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<()> + Send + 'static) {
        let work = Box::new(move |connection: Option<&Connection>| {
            let result = connection.map_or_else(|| Err(not_committed()), work);
            let went = Went::of(&result);
            let answer: Answer = Box::new(move |committed| {
                if !committed || result.is_err() {
                    tracing::debug!("the store lost a note");
                }
            });
            (went, answer)
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

fn serve(connection: &Connection, disk: &Disk, mailbox: &Receiver<Job>) {
    let mut is_dirty = false;
    let mut unmoved = 0;
    let mut trouble = Trouble::default();
    loop {
        let first = match mailbox.recv_timeout(IDLE) {
            Ok(job) => job,
            Err(RecvTimeoutError::Timeout) => {
                if std::mem::take(&mut is_dirty) {
                    // A rush leaves SQLite's page cache full, of pages that nobody will ask for.
                    let _ = connection.execute_batch("PRAGMA shrink_memory");
                    disk.move_log(true);
                }
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => {
                move_log(connection, "TRUNCATE");
                return;
            }
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
            together(connection, pieces, &mut trouble);
            unmoved += 1;
        }
        if unmoved >= MOVE_AFTER {
            unmoved = 0;
            disk.move_log(false);
        }
        if let Some(done) = close {
            move_log(connection, "TRUNCATE");
            let _ = done.send(());
            return;
        }
    }
}

fn together(connection: &Connection, pieces: Vec<Piece>, trouble: &mut Trouble) {
    let is_synced = pieces.iter().any(|p| p.durability == Durability::Synced);
    let level = if is_synced { "FULL" } else { "NORMAL" };
    let mut failure = connection
        .pragma_update(None, "synchronous", level)
        .and_then(|()| run(connection, "BEGIN IMMEDIATE"))
        .err()
        .map(|error| error.to_string());
    let begun = failure.is_none();
    let mut answers = Vec::with_capacity(pieces.len());
    for piece in pieces {
        // A full disk can roll the whole transaction back by itself; what would come after it, would commit alone.
        let usable = begun && !connection.is_autocommit() && run(connection, "SAVEPOINT piece").is_ok();
        let (went, answer) = (piece.work)(usable.then_some(connection));
        if usable && !connection.is_autocommit() {
            if !matches!(went, Went::Well) {
                let _ = run(connection, "ROLLBACK TO piece");
            }
            let _ = run(connection, "RELEASE piece");
        }
        if let Went::DiskFailed(error) = went {
            failure.get_or_insert(error);
        }
        answers.push(answer);
    }
    let commit = if begun { run(connection, "COMMIT") } else { Ok(()) };
    let committed = begun && commit.is_ok();
    if let Err(error) = commit {
        failure.get_or_insert(error.to_string());
    }
    if !committed && !connection.is_autocommit() {
        let _ = run(connection, "ROLLBACK");
    }
    match failure {
        Some(error) => trouble.tell(&error),
        None => trouble.is_over(),
    }
    for answer in answers {
        answer(committed);
    }
}

fn run(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(drop)
}

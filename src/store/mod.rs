//! Keeps on disk what must outlive the process: the updates still to be answered, and a few counts.
//!
//! Why `rusqlite` on a thread of its own rather than `sqlx`: the work is many tiny writes (at 1,500 updates a second an
//! insert, a read and a delete each) of which all that wait together should share one transaction and one sync to disk.
//! That is a queue and one connection; `sqlx` would run each query through its own worker and channel (and so need the
//! same queue above it), and costs some 60 crates. What later has to work on PostgreSQL is this module's API, not its
//! SQL: rows would be claimed with `FOR UPDATE SKIP LOCKED` there, so the statements differ anyway.
//!
//! Invariants: what is written is safe from a killed process at once, and from a power cut once [`Store::sync`] has
//! returned; what a power cut undoes later (that a question was answered) at worst answers it twice. What is deleted is
//! overwritten (`secure_delete`).

mod counts;
mod day;
mod disk;
mod inbox;
mod lock;
mod schema;
mod sent;
mod summary;
mod trouble;
mod writer;

pub use counts::{Counted, Feedback};
pub use day::Day;
pub(crate) use day::now;
pub use inbox::{Cursor, NewUpdate, Waiting};
pub use summary::{Summary, Tally, Thought};

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use tokio::sync::oneshot;

use disk::Disk;
use lock::Lock;
use writer::{Durability, Writer};

/// The store; cheap to clone. One process at a time holds it.
#[derive(Clone, Debug)]
pub struct Store {
    writer: Writer,
    disk: Disk,
    keep_unanswered: bool,
    _lock: Arc<Lock>,
}

/// Why the store cannot be used.
#[derive(Debug)]
pub enum StoreError {
    /// Another process has it open.
    InUse,
    /// It was written by a newer wenda.
    TooNew,
    /// The file or its folder cannot be made or opened.
    Io(std::io::Error),
    /// SQLite says no.
    Sqlite(rusqlite::Error),
    /// It has been closed.
    Closed,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InUse => f.write_str("another `wenda serve` has it open"),
            Self::TooNew => f.write_str("it was written by a newer wenda; install that one, or name another file"),
            Self::Io(error) => error.fmt(f),
            Self::Sqlite(error) => error.fmt(f),
            Self::Closed => f.write_str("it is closed"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl Store {
    /// Opens or makes the store at `path`, and its folder. `keep_unanswered` is whether questions asked in vain are kept.
    ///
    /// # Errors
    /// Where the file cannot be opened, or another process has it open.
    pub fn open(path: &Path, keep_unanswered: bool) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        let lock = Arc::new(Lock::take(path)?);
        let connection = schema::open(path)?;
        let disk = Disk::start(path)?;
        Ok(Self { writer: Writer::start(connection, disk.clone())?, disk, keep_unanswered, _lock: lock })
    }

    /// Whether questions asked in vain are kept.
    #[must_use]
    pub fn keeps_unanswered(&self) -> bool {
        self.keep_unanswered
    }

    /// Makes the store this bot's: what was left for another bot is dropped. Tells where to poll from, how many wait.
    ///
    /// # Errors
    /// As SQLite says.
    pub async fn adopt(&self, bot: i64) -> Result<Cursor, StoreError> {
        self.writer.run(Durability::Synced, move |c| inbox::adopt(c, bot)).await
    }

    /// Writes a batch and where to poll from next; both can be worked on at once, and be confirmed after a
    /// [`Store::sync`].
    ///
    /// # Errors
    /// As SQLite says; nothing was written then, so nothing may be confirmed.
    pub async fn accept(&self, batch: Vec<NewUpdate>, next_offset: i64, now: i64) -> Result<(), StoreError> {
        self.writer.run(Durability::Written, move |c| inbox::accept(c, &batch, next_offset, now)).await
    }

    /// Returns once all that was written so far is safe from a power cut. Nobody else waits meanwhile.
    ///
    /// # Errors
    /// As the disk says; nothing may be confirmed then.
    pub async fn sync(&self) -> Result<(), StoreError> {
        self.disk.sync().await
    }

    /// The lanes in which something waits.
    ///
    /// # Errors
    /// As SQLite says.
    pub async fn lanes(&self) -> Result<Vec<String>, StoreError> {
        self.writer.run(Durability::Written, inbox::lanes).await
    }

    /// What waits first in a lane.
    ///
    /// # Errors
    /// As SQLite says.
    pub async fn first(&self, lane: String) -> Result<Option<Waiting>, StoreError> {
        self.writer.run(Durability::Written, move |c| inbox::first(c, &lane)).await
    }

    /// Takes off what was answered, and gives what comes next in its lane.
    ///
    /// # Errors
    /// As SQLite says; it is still there then.
    pub async fn finish(&self, seq: i64, lane: String) -> Result<Option<Waiting>, StoreError> {
        self.writer.run(Durability::Written, move |c| inbox::finish(c, seq, &lane)).await
    }

    /// Counts a failed try at what waits, and tells how many there were.
    ///
    /// # Errors
    /// As SQLite says.
    pub async fn fail(&self, seq: i64) -> Result<u32, StoreError> {
        self.writer.run(Durability::Written, move |c| inbox::fail(c, seq)).await
    }

    /// Notes that an update could not be answered: its kind and why, without its text.
    pub fn bury(&self, kind: &str, reason: &str, day: Day) {
        let (kind, reason) = (kind.to_owned(), reason.to_owned());
        self.writer.post(move |c| counts::bury(c, &kind, &reason, day));
    }

    /// Remembers which message answered which, so that an edited question can have its answer edited. Only a keyed
    /// hash of the question's place is kept, for two days.
    pub fn remember_reply(&self, chat: i64, message: i32, reply: i32, now: i64) {
        self.writer.post(move |c| sent::remember(c, chat, message, reply, now));
    }

    /// The message that answered another, where it is still known.
    ///
    /// # Errors
    /// As SQLite says.
    pub async fn reply_to(&self, chat: i64, message: i32) -> Result<Option<i32>, StoreError> {
        self.writer.run(Durability::Written, move |c| sent::find(c, chat, message)).await
    }

    /// Counts a question that nothing answers. Returns at once.
    pub fn record_unanswered(&self, text: &str, day: Day) {
        self.record(text, "unanswered", day);
    }

    /// Counts a question whose asker found none of the suggestions right. Returns at once.
    pub fn record_none_of_these(&self, text: &str, day: Day) {
        self.record(text, "none of these", day);
    }

    /// Counts a press of helpful or not helpful. Returns at once.
    pub fn record_feedback(&self, entry: &str, kind: Feedback, day: Day) {
        let entry = entry.to_owned();
        self.writer.post(move |c| counts::feedback(c, &entry, kind, day));
    }

    /// What was asked in vain, most often asked first.
    ///
    /// # Errors
    /// As SQLite says.
    pub async fn unanswered(&self) -> Result<Vec<Counted>, StoreError> {
        self.writer.run(Durability::Written, counts::all_unanswered).await
    }

    /// The presses of helpful and not helpful, by entry.
    ///
    /// # Errors
    /// As SQLite says.
    pub async fn feedback(&self) -> Result<Vec<Counted>, StoreError> {
        self.writer.run(Durability::Written, counts::all_feedback).await
    }

    /// The updates that could not be answered, by kind and reason.
    ///
    /// # Errors
    /// As SQLite says.
    pub async fn buried(&self) -> Result<Vec<Counted>, StoreError> {
        self.writer.run(Durability::Written, counts::all_buried).await
    }

    /// What happened from `since` on, naming at most `most` of each kind.
    ///
    /// # Errors
    /// As SQLite says.
    pub async fn summary(&self, since: Day, most: u32) -> Result<Summary, StoreError> {
        self.writer.run(Durability::Written, move |c| summary::read(c, since, most)).await
    }

    /// Forgets what is older than its purpose.
    pub fn prune(&self, now: i64) {
        self.writer.post(move |c| sent::prune(c, now));
    }

    /// Writes what is still queued, empties the log file and closes.
    pub async fn close(&self) {
        let (done, closed) = oneshot::channel();
        self.writer.close(done);
        let _ = closed.await;
    }

    fn record(&self, text: &str, how: &'static str, day: Day) {
        let text = text.trim();
        if self.keep_unanswered && !text.is_empty() {
            let text: String = text.chars().take(counts::LONGEST_TEXT).collect();
            self.writer.post(move |c| counts::unanswered(c, &text, how, day));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Feedback, NewUpdate, Store};

    fn update(update_id: i64, lane: &str) -> NewUpdate {
        NewUpdate { update_id, lane: lane.to_owned(), raw: format!("{{\"update_id\":{update_id}}}") }
    }

    #[tokio::test]
    async fn what_is_accepted_stays_in_order_until_it_is_finished() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("deep/er/store.sqlite3");
        let store = Store::open(&path, true).expect("a store");
        assert_eq!(store.adopt(7).await.expect("a bot").offset, None);
        let now = super::now();
        store.accept(vec![update(1, "c1"), update(2, "c2"), update(3, "c1")], 4, now).await.expect("it is written");
        store.accept(vec![update(3, "c1")], 4, now).await.expect("what comes again is nothing new");
        let first = store.first("c1".to_owned()).await.expect("a row").expect("something");
        store.close().await;
        drop(store);

        let store = Store::open(&path, true).expect("the store again");
        let cursor = store.adopt(7).await.expect("a bot");
        assert_eq!((cursor.offset, cursor.waiting, cursor.dropped), (Some(4), 3, 0));
        let second = store.finish(first.seq, "c1".to_owned()).await.expect("a row").expect("something");
        assert!(second.raw.contains('3'));
        assert_eq!(store.finish(second.seq, "c1".to_owned()).await.expect("a row"), None);
        assert_eq!(store.lanes().await.expect("lanes"), ["c2"]);
    }

    #[tokio::test]
    async fn another_bot_inherits_neither_offset_nor_updates() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::open(&folder.path().join("store"), true).expect("a store");
        store.adopt(7).await.expect("a bot");
        store.accept(vec![update(1, "c1")], 2, super::now()).await.expect("it is written");
        let cursor = store.adopt(8).await.expect("another bot");
        assert_eq!((cursor.offset, cursor.waiting, cursor.dropped), (None, 0, 1));
    }

    #[tokio::test]
    async fn an_offset_that_is_days_old_is_not_used() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::open(&folder.path().join("store"), true).expect("a store");
        store.adopt(7).await.expect("a bot");
        store.accept(Vec::new(), 9, super::now() - 4 * 86_400).await.expect("it is written");
        assert_eq!(store.adopt(7).await.expect("a bot").offset, None);
    }

    #[tokio::test]
    async fn counts_are_kept_by_day_and_only_where_wanted() {
        for wanted in [true, false] {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let store = Store::open(&folder.path().join("store"), wanted).expect("a store");
            let day = Day::of(1_479_254_400);
            store.record_unanswered(" 有门票吗 ", day);
            store.record_unanswered("有门票吗", day);
            store.record_none_of_these("有门票吗", day);
            store.record_feedback("dates", Feedback::NotHelpful, day);
            let found = store.unanswered().await.expect("counts");
            let counts: Vec<_> = found.iter().map(|c| (c.how.as_str(), c.count)).collect();
            assert_eq!(counts, if wanted { vec![("unanswered", 2), ("none of these", 1)] } else { vec![] });
            let feedback = store.feedback().await.expect("counts");
            assert_eq!((feedback[0].what.as_str(), feedback[0].day.as_str()), ("dates", "2016-11-16"));
        }
    }

    #[tokio::test]
    async fn a_reply_is_found_by_its_question_for_two_days() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::open(&folder.path().join("store"), true).expect("a store");
        store.adopt(7).await.expect("a bot");
        store.remember_reply(-100, 5, 6, 1_000);
        assert_eq!(store.reply_to(-100, 5).await.expect("an answer"), Some(6));
        assert_eq!(store.reply_to(-100, 6).await.expect("an answer"), None);
        store.prune(1_000 + 2 * 86_400 + 1);
        assert_eq!(store.reply_to(-100, 5).await.expect("an answer"), None);
    }
}

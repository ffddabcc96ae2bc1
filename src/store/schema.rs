//! Opens the database and brings its tables to the newest form, step by step, by `user_version`.
//!
//! Invariant: a step that was released is never changed; a new form is a new step at the end.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::StoreError;

const STEPS: &[&str] = &["
CREATE TABLE bot (
    only       INTEGER PRIMARY KEY CHECK (only = 1),
    id         INTEGER NOT NULL,
    offset     INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    salt       BLOB NOT NULL
);
CREATE TABLE inbox (
    seq         INTEGER PRIMARY KEY,
    update_id   INTEGER NOT NULL UNIQUE,
    lane        TEXT NOT NULL,
    raw         TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX inbox_by_lane ON inbox (lane, seq);
CREATE TABLE sent (
    question INTEGER PRIMARY KEY,
    reply    INTEGER NOT NULL,
    at       INTEGER NOT NULL
);
CREATE INDEX sent_by_age ON sent (at);
CREATE TABLE unanswered (
    text  TEXT NOT NULL,
    how   TEXT NOT NULL,
    day   TEXT NOT NULL,
    count INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (text, how, day)
) WITHOUT ROWID;
CREATE INDEX unanswered_by_day ON unanswered (day);
CREATE TABLE feedback (
    entry TEXT NOT NULL,
    kind  TEXT NOT NULL,
    day   TEXT NOT NULL,
    count INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (entry, kind, day)
) WITHOUT ROWID;
CREATE TABLE buried (
    kind   TEXT NOT NULL,
    reason TEXT NOT NULL,
    day    TEXT NOT NULL,
    count  INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (kind, reason, day)
) WITHOUT ROWID;
"];

/// How long to wait for a reader (a report, a backup) that holds the file.
const BUSY: Duration = Duration::from_secs(5);

pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    // The writer moves the log when nobody waits for it.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    // 2 MiB of pages are plenty for an inbox that is nearly always empty.
    connection.pragma_update(None, "cache_size", -2048)?;
    connection.set_prepared_statement_cache_capacity(32);
    migrate(&mut connection)?;
    Ok(connection)
}

/// Another connection to a database that is open, for what is done beside it.
pub(super) fn open_again(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "cache_size", -64)?;
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let version: usize = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let steps = STEPS.get(version..).ok_or(StoreError::TooNew)?;
    for (step, number) in steps.iter().zip(version + 1..) {
        let change = connection.transaction()?;
        change.execute_batch(step)?;
        change.pragma_update(None, "user_version", number)?;
        change.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{STEPS, open};
    use crate::store::StoreError;

    #[test]
    fn a_store_is_brought_up_once_and_a_newer_one_is_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("store.sqlite3");
        for _ in 0..2 {
            let connection = open(&path).expect("a store");
            let version: usize = connection.pragma_query_value(None, "user_version", |r| r.get(0)).expect("a version");
            assert_eq!(version, STEPS.len());
        }
        let connection = open(&path).expect("a store");
        connection.pragma_update(None, "user_version", STEPS.len() + 1).expect("an update");
        drop(connection);
        assert!(matches!(open(&path), Err(StoreError::TooNew)));
    }
}

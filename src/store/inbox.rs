//! Holds the updates that Telegram has forgotten and that are not yet answered.
//!
//! Invariant: within a lane rows are taken in the order in which Telegram gave them.

use rusqlite::{Connection, OptionalExtension, Row, params};

/// An update to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUpdate {
    /// Telegram's number for it.
    pub update_id: i64,
    /// What it must be handled in order with.
    pub lane: String,
    /// The update as it came.
    pub raw: String,
}

/// An update that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its number in the store.
    pub seq: i64,
    /// The update as it came.
    pub raw: String,
    /// When it was accepted, in Unix seconds.
    pub received_at: i64,
    /// How often it was tried in vain.
    pub tries: u32,
}

/// Where the bot stands after a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// What to poll from; `None` for whatever Telegram has.
    pub offset: Option<i64>,
    /// How many updates wait.
    pub waiting: u64,
    /// How many were dropped because they were another bot's.
    pub dropped: usize,
}

/// How long a stored offset holds, in seconds. Telegram keeps updates for a day, and after a week without any it starts
/// numbering anew, possibly below the old numbers: an old offset would make us deaf, and can protect nothing any more.
const OFFSET_HOLDS: i64 = 3 * 86_400;

pub(super) fn adopt(c: &Connection, bot: i64) -> rusqlite::Result<Cursor> {
    let known: Option<(i64, i64, i64)> = c
        .query_row("SELECT id, offset, written_at FROM bot", [], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
        .optional()?;
    let (offset, dropped) = match known {
        Some((id, offset, written_at)) if id == bot => {
            let holds = super::day::now() - OFFSET_HOLDS < written_at;
            (Some(offset).filter(|_| holds), 0)
        }
        Some((_, _, _)) => (None, c.execute("DELETE FROM inbox", [])?),
        None => (None, 0),
    };
    let salt: [u8; 16] = std::array::from_fn(|_| random_byte());
    c.execute(
        "INSERT INTO bot (only, id, offset, written_at, salt) VALUES (1, ?1, 0, 0, ?2)
         ON CONFLICT (only) DO UPDATE SET id = ?1, written_at = CASE WHEN id = ?1 THEN written_at ELSE 0 END",
        params![bot, salt],
    )?;
    let waiting = c.query_row("SELECT count(*) FROM inbox", [], |r| r.get(0))?;
    Ok(Cursor { offset, waiting, dropped })
}

fn random_byte() -> u8 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(0_u8).to_le_bytes()[0]
}

pub(super) fn accept(c: &Connection, batch: &[NewUpdate], next_offset: i64, now: i64) -> rusqlite::Result<()> {
    let mut insert = c.prepare_cached(
        "INSERT INTO inbox (update_id, lane, raw, received_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    )?;
    for update in batch {
        insert.execute(params![update.update_id, update.lane, update.raw, now])?;
    }
    c.prepare_cached("UPDATE bot SET offset = ?1, written_at = ?2")?.execute(params![next_offset, now])?;
    Ok(())
}

pub(super) fn lanes(c: &Connection) -> rusqlite::Result<Vec<String>> {
    c.prepare_cached("SELECT lane FROM inbox GROUP BY lane ORDER BY min(seq)")?.query_map([], |r| r.get(0))?.collect()
}

pub(super) fn first(c: &Connection, lane: &str) -> rusqlite::Result<Option<Waiting>> {
    c.prepare_cached("SELECT seq, raw, received_at, tries FROM inbox WHERE lane = ?1 ORDER BY seq LIMIT 1")?
        .query_row([lane], waiting)
        .optional()
}

pub(super) fn finish(c: &Connection, seq: i64, lane: &str) -> rusqlite::Result<Option<Waiting>> {
    c.prepare_cached("DELETE FROM inbox WHERE seq = ?1")?.execute([seq])?;
    first(c, lane)
}

pub(super) fn fail(c: &Connection, seq: i64) -> rusqlite::Result<u32> {
    c.prepare_cached("UPDATE inbox SET tries = tries + 1 WHERE seq = ?1 RETURNING tries")?
        .query_row([seq], |r| r.get(0))
}

fn waiting(row: &Row<'_>) -> rusqlite::Result<Waiting> {
    Ok(Waiting { seq: row.get(0)?, raw: row.get(1)?, received_at: row.get(2)?, tries: row.get(3)? })
}

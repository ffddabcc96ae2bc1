//! Remembers, for as long as people edit their questions, which message answered which.
//!
//! Invariant: neither chat nor message can be read from it: the key is a hash of both and of the store's own salt.

use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::{Connection, OptionalExtension, params};

/// How long an answer can be found by its question, in seconds: Telegram lets people edit for two days.
const KEPT: i64 = 2 * 86_400;

/// A new Rust may hash differently; then an edited question gets a new answer once, which is no harm.
fn key(c: &Connection, chat: i64, message: i32) -> rusqlite::Result<i64> {
    let salt: Vec<u8> = c.prepare_cached("SELECT salt FROM bot")?.query_row([], |r| r.get(0))?;
    let mut hasher = DefaultHasher::new();
    (salt, chat, message).hash(&mut hasher);
    Ok(hasher.finish().cast_signed())
}

pub(super) fn remember(c: &Connection, chat: i64, message: i32, reply: i32, now: i64) -> rusqlite::Result<()> {
    let key = key(c, chat, message)?;
    c.prepare_cached("INSERT OR REPLACE INTO sent (question, reply, at) VALUES (?1, ?2, ?3)")?
        .execute(params![key, reply, now])
        .map(drop)
}

pub(super) fn find(c: &Connection, chat: i64, message: i32) -> rusqlite::Result<Option<i32>> {
    let key = key(c, chat, message)?;
    c.prepare_cached("SELECT reply FROM sent WHERE question = ?1")?.query_row([key], |r| r.get(0)).optional()
}

pub(super) fn prune(c: &Connection, now: i64) -> rusqlite::Result<()> {
    c.execute("DELETE FROM sent WHERE at < ?1", [now - KEPT]).map(drop)
}

//! Counts what curators learn from: what was asked in vain, what was found helpful or not, what could not be answered.
//!
//! Invariant: a text or an entry's id, a count and a day; never who or where.

use rusqlite::{Connection, Row, params};

use super::Day;

/// The longest text kept of a question, in characters.
pub(super) const LONGEST_TEXT: usize = 500;

/// How many different texts are kept of one day, so that a flood cannot fill the disk.
const TEXTS_A_DAY: u32 = 10_000;

/// What somebody thought of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Feedback {
    /// It helped.
    Helpful,
    /// It did not.
    NotHelpful,
}

impl Feedback {
    fn name(self) -> &'static str {
        match self {
            Self::Helpful => "helpful",
            Self::NotHelpful => "not helpful",
        }
    }
}

/// One counted thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The question's text, the entry's id, or the update's kind.
    pub what: String,
    /// How it was counted: `unanswered` or `none of these`; `helpful` or `not helpful`; why it could not be answered.
    pub how: String,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// How often.
    pub count: u64,
}

pub(super) fn unanswered(c: &Connection, text: &str, how: &str, day: Day) -> rusqlite::Result<()> {
    c.prepare_cached(
        "INSERT INTO unanswered (text, how, day)
         SELECT ?1, ?2, ?3 WHERE (SELECT count(*) FROM unanswered WHERE day = ?3) < ?4
            OR EXISTS (SELECT 1 FROM unanswered WHERE text = ?1 AND how = ?2 AND day = ?3)
         ON CONFLICT (text, how, day) DO UPDATE SET count = count + 1",
    )?
    .execute(params![text, how, day.to_string(), TEXTS_A_DAY])
    .map(drop)
}

pub(super) fn feedback(c: &Connection, entry: &str, kind: Feedback, day: Day) -> rusqlite::Result<()> {
    c.prepare_cached(
        "INSERT INTO feedback (entry, kind, day) VALUES (?1, ?2, ?3)
         ON CONFLICT (entry, kind, day) DO UPDATE SET count = count + 1",
    )?
    .execute(params![entry, kind.name(), day.to_string()])
    .map(drop)
}

pub(super) fn bury(c: &Connection, kind: &str, reason: &str, day: Day) -> rusqlite::Result<()> {
    c.prepare_cached(
        "INSERT INTO buried (kind, reason, day) VALUES (?1, ?2, ?3)
         ON CONFLICT (kind, reason, day) DO UPDATE SET count = count + 1",
    )?
    .execute(params![kind, reason, day.to_string()])
    .map(drop)
}

pub(super) fn all_unanswered(c: &Connection) -> rusqlite::Result<Vec<Counted>> {
    all(c, "SELECT text, how, day, count FROM unanswered ORDER BY count DESC, day, text")
}

pub(super) fn all_feedback(c: &Connection) -> rusqlite::Result<Vec<Counted>> {
    all(c, "SELECT entry, kind, day, count FROM feedback ORDER BY count DESC, day, entry")
}

pub(super) fn all_buried(c: &Connection) -> rusqlite::Result<Vec<Counted>> {
    all(c, "SELECT kind, reason, day, count FROM buried ORDER BY count DESC, day, kind")
}

fn all(c: &Connection, sql: &str) -> rusqlite::Result<Vec<Counted>> {
    let counted = |r: &Row<'_>| Ok(Counted { what: r.get(0)?, how: r.get(1)?, day: r.get(2)?, count: r.get(3)? });
    c.prepare(sql)?.query_map([], counted)?.collect()
}

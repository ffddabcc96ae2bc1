//! Sums up what curators learn from, for a look in passing: the most frequent, and how many in all.
//!
//! Invariant: texts, entries and counts; as nothing else is kept, nobody can be found in it.

use rusqlite::{Connection, Row, params};

use super::Day;

/// Questions of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How often all of them were asked.
    pub times: u64,
    /// How many different ones there are.
    pub different: u64,
    /// The most frequent, and how often each was asked.
    pub first: Vec<(String, u64)>,
}

/// An entry and what people thought of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thought {
    /// The entry's id.
    pub entry: String,
    /// How often it was found helpful.
    pub helpful: u64,
    /// How often it was not.
    pub not_helpful: u64,
}

/// What happened since a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Questions that nothing answers.
    pub unanswered: Tally,
    /// Questions whose asker found none of the suggestions right.
    pub none_of_these: Tally,
    /// The entries that were most often found not helpful.
    pub unhelpful: Vec<Thought>,
    /// How many presses of helpful there were in all.
    pub helpful: u64,
    /// How many updates could not be answered.
    pub buried: u64,
}

/// The summary from `since` on, with at most `most` of each kind.
pub(super) fn read(c: &Connection, since: Day, most: u32) -> rusqlite::Result<Summary> {
    let since = since.to_string();
    let sum = |sql: &str| c.query_row(sql, [&since], |r| r.get(0));
    let unhelpful = c
        .prepare(
            "SELECT entry, sum(count) FILTER (WHERE kind = 'helpful'), sum(count) FILTER (WHERE kind = 'not helpful') AS bad
             FROM feedback WHERE day >= ?1 GROUP BY entry HAVING bad > 0 ORDER BY bad DESC, entry LIMIT ?2",
        )?
        .query_map(params![since, most], thought)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Summary {
        unanswered: tally(c, "unanswered", &since, most)?,
        none_of_these: tally(c, "none of these", &since, most)?,
        unhelpful,
        helpful: sum("SELECT coalesce(sum(count), 0) FROM feedback WHERE kind = 'helpful' AND day >= ?1")?,
        buried: sum("SELECT coalesce(sum(count), 0) FROM buried WHERE day >= ?1")?,
    })
}

fn thought(row: &Row<'_>) -> rusqlite::Result<Thought> {
    let helpful: Option<u64> = row.get(1)?;
    Ok(Thought { entry: row.get(0)?, helpful: helpful.unwrap_or(0), not_helpful: row.get(2)? })
}

fn tally(c: &Connection, how: &str, since: &str, most: u32) -> rusqlite::Result<Tally> {
    let (times, different) = c.query_row(
        "SELECT coalesce(sum(count), 0), count(DISTINCT text) FROM unanswered WHERE how = ?1 AND day >= ?2",
        [how, since],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    let first = c
        .prepare(
            "SELECT text, sum(count) AS times FROM unanswered WHERE how = ?1 AND day >= ?2
             GROUP BY text ORDER BY times DESC, text LIMIT ?3",
        )?
        .query_map(params![how, since, most], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Tally { times, different, first })
}

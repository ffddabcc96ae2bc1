//! Sorts what one poll brought: what is kept, what is nothing to us, and where to poll from next.
//!
//! Invariant: no update, whatever it holds, keeps the others from being read or the offset from moving on.

use serde_json::Value;
use serde_json::value::RawValue;

use crate::store::NewUpdate;
use crate::telegram::incoming::{self, Incoming};

/// A poll's outcome.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// What somebody waits for an answer to.
    pub(super) kept: Vec<NewUpdate>,
    /// The kinds of what could not be read.
    pub(super) unreadable: Vec<String>,
    /// How many updates had no number, so that they cannot be confirmed.
    pub(super) nameless: usize,
    /// The offset that confirms them all.
    pub(super) next: Option<i64>,
}

/// Reads the result of `getUpdates`; `None` where it is no list.
pub(super) fn read(result: &RawValue, offset: Option<i64>) -> Option<Batch> {
    let updates: Vec<&RawValue> = serde_json::from_str(result.get()).ok()?;
    let mut batch = Batch::default();
    for raw in updates.into_iter().map(RawValue::get) {
        let update = decode(raw);
        let Some(id) = update.as_ref().map_or_else(|| scan_id(raw), |u| u.get("update_id")?.as_i64()) else {
            batch.nameless += 1;
            continue;
        };
        if offset.is_some_and(|o| id < o) {
            continue;
        }
        batch.next = batch.next.max(Some(id.saturating_add(1)));
        let incoming =
            update.as_ref().map_or_else(|| Incoming::Ignored("unreadable update".to_owned()), incoming::read);
        match incoming.lane() {
            Some(lane) => {
                batch.kept.push(NewUpdate { update_id: id, lane: lane.to_string(), raw: raw.to_owned() });
            }
            None if incoming.kind().starts_with("unreadable") => batch.unreadable.push(incoming.kind().to_owned()),
            None => tracing::debug!(kind = incoming.kind(), "an update is nothing to us"),
        }
    }
    Some(batch)
}

/// An update as JSON. Text cut in the middle of a character (half a surrogate pair, which `serde_json` refuses) is
/// mended; `None` where that does not help.
pub(super) fn decode(raw: &str) -> Option<Value> {
    serde_json::from_str(raw).or_else(|_| serde_json::from_str(&mend(raw))).ok()
}

/// Puts U+FFFD for every `\uD8xx` that lacks its other half.
fn mend(raw: &str) -> String {
    let mut mended = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('\\') {
        mended.push_str(before);
        let (escape, tail) = match (unit(after), after.char_indices().nth(5)) {
            (Some(high @ 0xD800..=0xDBFF), _) => {
                let low = after.get(5..).and_then(|t| t.strip_prefix('\\')).and_then(unit);
                match low {
                    Some(low @ 0xDC00..=0xDFFF) => {
                        (format!("\\u{high:04x}\\u{low:04x}"), after.get(11..).unwrap_or_default())
                    }
                    _ => ("\u{FFFD}".to_owned(), after.get(5..).unwrap_or_default()),
                }
            }
            (Some(0xDC00..=0xDFFF), _) => ("\u{FFFD}".to_owned(), after.get(5..).unwrap_or_default()),
            _ => {
                let mut chars = after.chars();
                (chars.next().map_or_else(|| "\\".to_owned(), |c| format!("\\{c}")), chars.as_str())
            }
        };
        mended.push_str(&escape);
        rest = tail;
    }
    mended.push_str(rest);
    mended
}

/// The UTF-16 unit of an escape whose backslash is gone: `u` and four digits.
fn unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix('u')?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

/// Finds the number of an update that is no readable JSON.
fn scan_id(raw: &str) -> Option<i64> {
    let after = raw.split_once("\"update_id\"")?.1.trim_start().strip_prefix(':')?.trim_start();
    after.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::{Batch, decode, read};

    fn batch(json: &str) -> Batch {
        let raw = RawValue::from_string(json.to_owned()).expect("JSON");
        read(&raw, None).expect("a list")
    }

    #[test]
    fn a_bad_update_costs_nobody_else_theirs() {
        let good = r#"{"update_id":7,"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"text":"x"}}"#;
        let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
        for bad in [
            "5",
            "null",
            "{}",
            r#"{"update_id":"x","message":{}}"#,
            r#"{"message":{"message_id":1}}"#,
            r#"{"update_id":3,"message":{"message_id":"one"}}"#,
            r#"{"update_id":3,"message":[]}"#,
            r#"{"update_id":3,"quantum_post":{"a":1}}"#,
            r#"{"update_id":3}"#,
            &format!(r#"{{"update_id":3,"message":{deep}}}"#),
        ] {
            let read = batch(&format!("[{bad},{good}]"));
            assert_eq!(read.kept.len(), 1, "{bad}");
            assert_eq!(read.next, Some(8), "{bad}");
        }
    }

    #[test]
    fn half_a_character_is_mended() {
        for (raw, text) in [
            (r#""a\ud83d""#, "a\u{FFFD}"),
            (r#""\udc00b""#, "\u{FFFD}b"),
            (r#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
            (r#""\\ud83d \ud83d x""#, "\\ud83d \u{FFFD} x"),
        ] {
            assert_eq!(decode(raw).as_ref().and_then(|v| v.as_str()), Some(text), "{raw}");
        }
    }
}

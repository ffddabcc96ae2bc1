//! Looks up a line of a sorted list where the list lies in the program: a table of the lines would hold more memory than
//! the list.

use std::cmp::Ordering;

/// The line that `order` finds equal to what is looked for, in a list in that order.
pub(super) fn line(list: &'static str, order: impl Fn(&str) -> Ordering) -> Option<&'static str> {
    let mut lines = list;
    while !lines.is_empty() {
        // A line break is one byte in UTF-8 and part of no other character.
        let half = lines.len() / 2;
        let begin = lines.as_bytes().iter().take(half).rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let (before, rest) = lines.split_at(begin);
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        match order(line) {
            Ordering::Equal => return Some(line),
            Ordering::Less => lines = after,
            Ordering::Greater => lines = before,
        }
    }
    None
}

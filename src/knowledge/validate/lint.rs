//! Warns of what is valid and still not good: texts too long for a chat, languages left out, topics without entries.

use super::super::Entry;
use super::head::Head;
use super::{Spot, Validation};

impl Validation<'_> {
    pub(super) fn lint(&mut self, head: &Head, entries: &[Entry], spots: &[Spot]) {
        let _ = (head, entries, spots);
    }
}

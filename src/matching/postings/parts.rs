//! Takes an index apart into flat vectors to be stored, and puts it together from what was stored, without trusting it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Postings;
use super::levels::Levels;
use super::lists::Lists;

/// All that an index cannot derive.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    /// Where each term's list begins in `words`; one more for the end.
    pub starts: Vec<u32>,
    /// The lists.
    pub words: Vec<u16>,
    /// The outer numbers of the documents, in the inner order.
    pub outer: Vec<u32>,
    /// One past the last inner number of each level.
    pub level_ends: Vec<u32>,
    /// The factor of each level, falling.
    pub level_factors: Vec<f32>,
}

/// Why parts make no index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadParts(&'static str);

impl fmt::Display for BadParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the stored postings are damaged: {}", self.0)
    }
}

impl std::error::Error for BadParts {}

impl Postings {
    /// Takes the index apart.
    #[must_use]
    pub fn into_parts(self) -> Parts {
        let (starts, words) = self.lists.into_stored();
        let Levels { ends, factors } = self.levels;
        Parts { starts, words, outer: self.outer, level_ends: ends, level_factors: factors }
    }

    /// Puts an index together.
    ///
    /// # Errors
    /// What is wrong with the parts. Parts that are accepted make an index that answers every query without a panic;
    /// whether they are the parts that were stored is for a checksum to tell.
    pub fn from_parts(parts: Parts) -> Result<Self, BadParts> {
        let docs = u32::try_from(parts.outer.len()).map_err(|_| BadParts("there are too many documents"))?;
        let levels = Levels { ends: parts.level_ends, factors: parts.level_factors };
        check_levels(&levels, docs).map_err(BadParts)?;
        check_outer(&parts.outer, &levels).map_err(BadParts)?;
        let lists = Lists::from_stored(parts.starts, parts.words, docs).map_err(BadParts)?;
        Ok(Self::assemble(lists, levels, parts.outer))
    }
}

fn check_levels(levels: &Levels, docs: u32) -> Result<(), &'static str> {
    if levels.ends.len() != levels.factors.len() {
        return Err("there are not as many levels as factors");
    }
    if levels.ends.last().copied().unwrap_or(0) != docs || levels.ends.first() == Some(&0) {
        return Err("the levels do not span the documents");
    }
    if !levels.ends.is_sorted_by(|a, b| a < b) || !levels.factors.is_sorted_by(|a, b| a > b) {
        return Err("the levels are out of order");
    }
    let sound = |factor: &f32| factor.is_finite() && *factor > 0.0;
    levels.factors.iter().all(sound).then_some(()).ok_or("a factor is not a positive number")
}

/// Every document has one outer number, rising within a level.
fn check_outer(outer: &[u32], levels: &Levels) -> Result<(), &'static str> {
    let mut seen = vec![false; outer.len()];
    for doc in outer {
        match seen.get_mut(*doc as usize) {
            Some(seen) if !*seen => *seen = true,
            _ => return Err("the documents are not numbered once each"),
        }
    }
    let mut start = 0;
    for end in &levels.ends {
        if !outer.get(start..*end as usize).is_some_and(<[u32]>::is_sorted) {
            return Err("a level's documents do not rise");
        }
        start = *end as usize;
    }
    Ok(())
}

impl From<Postings> for Parts {
    fn from(postings: Postings) -> Self {
        postings.into_parts()
    }
}

impl TryFrom<Parts> for Postings {
    type Error = BadParts;

    fn try_from(parts: Parts) -> Result<Self, BadParts> {
        Self::from_parts(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::{BadParts, Parts};
    use crate::matching::postings::{Postings, PostingsBuilder};

    fn parts() -> Parts {
        let mut builder = PostingsBuilder::default();
        for (terms, factor) in [(&[0, 2][..], 0.5), (&[1], 1.0), (&[0, 1, 2], 0.5)] {
            builder.push(terms, factor);
        }
        builder.finish(3).into_parts()
    }

    #[test]
    fn parts_make_the_index_they_came_from() {
        let postings = Postings::from_parts(parts()).expect("these parts are whole");
        assert_eq!(postings.into_parts(), parts());
        assert!(Postings::from_parts(PostingsBuilder::default().finish(0).into_parts()).is_ok());
    }

    #[track_caller]
    fn refused(damage: impl FnOnce(&mut Parts), reason: &'static str) {
        let mut damaged = parts();
        damage(&mut damaged);
        assert_eq!(Postings::from_parts(damaged).err(), Some(BadParts(reason)));
    }

    #[test]
    fn damaged_parts_are_refused() {
        refused(|p| p.outer[0] = 3, "the documents are not numbered once each");
        refused(|p| p.outer[0] = 0, "the documents are not numbered once each");
        refused(|p| p.outer.swap(1, 2), "a level's documents do not rise");
        refused(|p| p.outer.truncate(2), "the levels do not span the documents");
        refused(|p| p.level_ends.insert(0, 0), "there are not as many levels as factors");
        refused(|p| p.level_ends[0] = 0, "the levels do not span the documents");
        refused(|p| p.level_ends[0] = 3, "the levels are out of order");
        refused(|p| p.level_factors[1] = 1.0, "the levels are out of order");
        refused(|p| p.level_factors[1] = f32::NAN, "the levels are out of order");
        refused(|p| p.level_factors[1] = -1.0, "a factor is not a positive number");
        refused(|p| p.level_factors[0] = f32::INFINITY, "a factor is not a positive number");
        refused(|p| p.words[2] = 3, "a list's documents do not rise");
        refused(|p| p.starts.clear(), "the lists' places do not span the lists");
    }
}

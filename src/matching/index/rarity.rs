//! How telling a term is: the fewer entries are asked by it, the more.
//!
//! Inverse document frequency (Spärck Jones 1972) over entries, on a scale from [`COMMON`] to 1 that means the same in
//! every file.

use super::{Index, LeftOut, TermId};

/// The least a known telling term weighs: even one in every entry (互联网) tells more than grammar does.
const COMMON: f32 = 0.25;

impl Index {
    /// How telling a term is: rare ones 1, one in every entry [`COMMON`]; `None` for one that no text holds.
    pub fn rarity(&self, term: TermId, left_out: LeftOut) -> Option<f32> {
        let rarity = if self.only_in(term, left_out) {
            let others = self.entry_frequency.get(term as usize).map_or(0, |n| n - 1);
            of(self.entries.len(), others, self.body_frequency.get(term as usize).copied().unwrap_or(0))
        } else {
            *self.rarities.get(term as usize)?
        };
        (rarity > 0.0).then_some(rarity)
    }

    /// The rarities of all terms, so that a question need not reckon them.
    pub(super) fn all_rarities(&self) -> Vec<f32> {
        let frequencies = self.entry_frequency.iter().zip(&self.body_frequency);
        frequencies.map(|(phrasings, body)| of(self.entries.len(), *phrasings, *body)).collect()
    }
}

/// The rarity of a term in the phrasings of so many of `entries` entries; one that only answers and passages hold is
/// counted by those; 0 for one that nothing holds.
fn of(entries: usize, phrasings: u32, body: u32) -> f32 {
    let frequency = if phrasings > 0 { phrasings } else { body };
    if frequency == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of entries; only their logarithm is used")]
    let (entries, frequency) = (entries as f32, frequency as f32);
    let scale = (1.0 + entries).ln();
    COMMON + (1.0 - COMMON) * (((1.0 + entries) / frequency).ln() / scale).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::{COMMON, of};

    #[test]
    fn the_rarer_the_more_telling() {
        let of_100 = |phrasings, body| of(100, phrasings, body);
        assert!(of_100(1, 0) > of_100(2, 0) && of_100(2, 0) > of_100(50, 0));
        assert!((of_100(1, 9) - 1.0).abs() < 1e-6, "one entry's own: {}", of_100(1, 9));
        assert!((of_100(100, 0) - COMMON).abs() < 2e-3, "everybody's: {}", of_100(100, 0));
        assert!((of_100(0, 2) - of_100(2, 0)).abs() < 1e-6, "known from answers only");
        assert!(of_100(0, 0).abs() < 1e-6, "known to nobody");
    }
}

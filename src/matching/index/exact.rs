//! Finds a question that was asked letter for letter: by the hash of its keys, in eight bytes a phrasing.

use std::hash::BuildHasher as _;

use compact_str::CompactString;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

/// Phrasings by the hash of their keys, rising; of equal hashes the earlier phrasing first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Exact(Vec<(u32, u32)>);

impl Exact {
    /// Gathers the hashes of all phrasings, in their order.
    pub fn new(hashes: Vec<u32>) -> Self {
        let mut pairs: Vec<(u32, u32)> = hashes.into_iter().zip(0..).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// The phrasings that likely have these keys; a hash may deceive, so whoever asks compares the texts.
    pub fn find(&self, keys: &[CompactString]) -> impl Iterator<Item = u32> {
        let hash = hash(keys);
        let from = self.0.partition_point(|(other, _)| *other < hash);
        let same = self.0.get(from..).unwrap_or_default().iter().take_while(move |(other, _)| *other == hash);
        same.map(|(_, phrasing)| *phrasing)
    }
}

/// The hash by which a text is found again: both halves of 64 bits folded into one.
pub(super) fn hash(keys: &[CompactString]) -> u32 {
    let [a, b, c, d, e, f, g, h] = FxBuildHasher.hash_one(keys).to_le_bytes();
    u32::from_le_bytes([a, b, c, d]) ^ u32::from_le_bytes([e, f, g, h])
}

#[cfg(test)]
mod tests {
    use compact_str::CompactString;

    use super::{Exact, hash};

    #[test]
    fn every_phrasing_of_the_same_keys_is_found_the_earlier_first() {
        let texts: Vec<Vec<CompactString>> = [&["主", "题"][..], &["几", "号"], &["主", "题"]]
            .map(|keys| keys.iter().map(|key| (*key).into()).collect())
            .into();
        let exact = Exact::new(texts.iter().map(|keys| hash(keys)).collect());
        assert!(exact.find(&texts[0]).eq([0, 2]));
        assert!(exact.find(&texts[1]).eq([1]));
        assert_eq!(exact.find(&[]).count(), 0, "a text that is not there");
    }
}

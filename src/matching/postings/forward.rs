//! Tells what a document holds: exactly, from its own terms, and at a glance, from a signature of 64 bits.
//!
//! Derived from the lists. Only frequent terms are kept, as codes of two bytes, most frequent first, so that the weights
//! that are looked up most lie together. Documents with a rare term are so few that a search looks at all of them.
//!
//! Invariant: every document that holds a term with a code has the term's bit set in its signature.

use super::lists::Lists;
use crate::parallel;

/// A term with so few documents is not worth a code: looking at all of them costs less than a microsecond.
const RARE: u32 = 8;
/// The code of a rare term.
const NO_CODE: u16 = u16::MAX;

/// What each document holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Forward {
    /// Each term's code, or none.
    code_of: Vec<u16>,
    /// Each code's bit in the signatures.
    bit_of: Vec<u8>,
    /// Where each document's codes begin; one more for the end.
    starts: Vec<u32>,
    /// The codes of all documents, each document's rising.
    codes: Vec<u16>,
    /// Each document's signature.
    pub signatures: Vec<u64>,
}

impl Forward {
    /// What `docs` documents hold that are in `lists`.
    pub fn new(lists: &Lists, docs: usize) -> Self {
        let terms = by_frequency(lists);
        let mut code_of = vec![NO_CODE; lists.terms()];
        (0_u16..).zip(&terms).for_each(|(code, term)| code_of[*term as usize] = code);
        let bit_of = bits(terms.iter().map(|term| lists.frequency(*term)));
        let terms: Vec<(u32, u8)> = terms.into_iter().zip(bit_of.iter().copied()).collect();
        let mut starts = vec![0_u32; docs + 1];
        let mut signatures = vec![0_u64; docs];
        // Half of the documents are looked at on a core of its own.
        let half = docs / 2;
        let (first, second) = signatures.split_at_mut(half);
        let [_, counts @ ..] = starts.as_mut_slice() else { return Self::default() };
        let (counts, other_counts) = counts.split_at_mut(half);
        parallel::both(|| sign(lists, &terms, half, other_counts, second), || sign(lists, &terms, 0, counts, first));
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        let mut codes = vec![0_u16; end as usize];
        let (first, second) = codes.split_at_mut(starts[half] as usize);
        parallel::both(
            || write(lists, &terms, half, &starts[half..], second),
            || write(lists, &terms, 0, &starts[..=half], first),
        );
        Self { code_of, bit_of, starts, codes, signatures }
    }

    /// A term's code and its bit; none for a rare one.
    pub fn code(&self, term: u32) -> Option<(u16, u8)> {
        let code = *self.code_of.get(term as usize).filter(|code| **code != NO_CODE)?;
        Some((code, *self.bit_of.get(usize::from(code))?))
    }

    /// Where a document's codes lie.
    #[inline]
    pub fn place(&self, doc: u32) -> (u32, u32) {
        let place = self.starts.get(doc as usize).copied().zip(self.starts.get(doc as usize + 1).copied());
        place.unwrap_or_default()
    }

    /// The codes at a [`place`](Self::place).
    #[inline]
    pub fn codes(&self, (start, end): (u32, u32)) -> &[u16] {
        self.codes.get(start as usize..end as usize).unwrap_or_default()
    }

    pub fn bytes(&self) -> usize {
        size_of_val(self.code_of.as_slice())
            + size_of_val(self.bit_of.as_slice())
            + size_of_val(self.starts.as_slice())
            + size_of_val(self.codes.as_slice())
            + size_of_val(self.signatures.as_slice())
    }
}

/// Counts the codes of the documents from `from` on, and gives them their signatures; `terms` are those with codes, in
/// their order, each with its bit.
fn sign(lists: &Lists, terms: &[(u32, u8)], from: usize, counts: &mut [u32], signatures: &mut [u64]) {
    for (term, bit) in terms {
        for doc in lists.docs_within(*term, from, counts.len()) {
            counts[doc] += 1;
            signatures[doc] |= 1 << bit;
        }
    }
}

/// Writes down the codes of the documents from `from` on, which begin at `starts`.
fn write(lists: &Lists, terms: &[(u32, u8)], from: usize, starts: &[u32], codes: &mut [u16]) {
    let [first, ..] = *starts else { return };
    let mut next: Vec<u32> = starts.iter().map(|start| start - first).collect();
    for (code, (term, _)) in (0_u16..).zip(terms) {
        for doc in lists.docs_within(*term, from, starts.len() - 1) {
            codes[next[doc] as usize] = code;
            next[doc] += 1;
        }
    }
}

/// The terms that get codes, most frequent first.
fn by_frequency(lists: &Lists) -> Vec<u32> {
    let mut terms: Vec<u32> = (0_u32..).take(lists.terms()).filter(|term| lists.frequency(*term) > RARE).collect();
    terms.sort_unstable_by_key(|term| (std::cmp::Reverse(lists.frequency(*term)), *term));
    terms.truncate(usize::from(NO_CODE));
    terms
}

/// Deals the 64 bits out so that each stands for about equally many postings: a very common term has a bit to itself,
/// where its absence is then certain.
fn bits(frequencies: impl Iterator<Item = u32>) -> Vec<u8> {
    let mut loads = [0_u64; 64];
    let lightest = |loads: &[u64; 64]| (0_u8..).zip(loads).min_by_key(|(_, load)| **load).map_or(0, |(bit, _)| bit);
    frequencies
        .map(|frequency| {
            let bit = lightest(&loads);
            loads[usize::from(bit)] += u64::from(frequency);
            bit
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Forward;
    use crate::matching::postings::lists::Lists;

    #[test]
    fn a_document_holds_its_frequent_terms() {
        let docs: Vec<&[u32]> = (0..100).map(|n| if n % 10 == 3 { &[0, 1, 2][..] } else { &[2] }).collect();
        let mut docs = docs;
        docs[3] = &[0, 1, 2, 3];
        let forward = Forward::new(&Lists::new(4, docs.iter().copied()), docs.len());
        let codes = |doc| forward.codes(forward.place(doc));
        assert_eq!((codes(0), codes(3), codes(100)), (&[0][..], &[0, 1, 2][..], &[][..]));
        assert_eq!(forward.code(2).map(|(code, _)| code), Some(0), "the most frequent term");
        assert_eq!((forward.code(3), forward.code(4)), (None, None), "a rare term and one that is not there");
        for term in [0, 1, 2] {
            let bit = forward.code(term).map_or(64, |(_, bit)| bit);
            assert_eq!(forward.signatures[3] >> bit & 1, 1);
            assert_eq!(forward.signatures[0] >> bit & 1, u64::from(term == 2));
        }
    }
}

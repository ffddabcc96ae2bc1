//! Keeps where each term stands, in two bytes and a little for a posting, readable without decoding.
//!
//! A list is a row of runs, one for each stretch of 65,536 documents in which the term stands: the stretch's number,
//! the count of postings less one, and their lower 16 bits, rising. All lists lie in one flat vector.

/// Documents of one stretch differ in these bits only.
const LOW_BITS: u32 = 16;

/// The lists of all terms.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    /// Where each term's list begins in `words`; one more for the end.
    starts: Vec<u32>,
    /// The runs.
    words: Vec<u16>,
    /// How many documents hold each term; derived.
    frequencies: Vec<u32>,
}

/// Documents of one stretch that hold a term.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Run<'l> {
    /// What all the documents' numbers begin with.
    pub base: u32,
    /// What each adds, rising.
    pub lows: &'l [u16],
}

impl Run<'_> {
    pub fn docs(&self) -> impl Iterator<Item = u32> {
        self.lows.iter().map(|low| self.base | u32::from(*low))
    }
}

/// The runs of one list, in the order of documents.
#[derive(Clone, Debug)]
pub(super) struct Runs<'l>(&'l [u16]);

impl<'l> Iterator for Runs<'l> {
    type Item = Run<'l>;

    fn next(&mut self) -> Option<Run<'l>> {
        let [stretch, last, rest @ ..] = self.0 else {
            return None;
        };
        let (lows, rest) = rest.split_at_checked(usize::from(*last) + 1)?;
        self.0 = rest;
        Some(Run { base: u32::from(*stretch) << LOW_BITS, lows })
    }
}

impl Lists {
    /// The lists of documents that are given as their terms, in order; `terms` counts the terms.
    ///
    /// Two passes over the documents: one measures the lists, the other fills them.
    ///
    /// # Panics
    /// The lists would have more than `u32::MAX` words, which is 8 GiB.
    pub fn new<'d>(terms: usize, docs: impl Iterator<Item = &'d [u32]> + Clone) -> Self {
        let mut sizes = vec![0_u32; terms];
        let mut stretch_of = vec![u32::MAX; terms];
        for (doc, held) in (0_u32..).zip(docs.clone()) {
            for term in held {
                let (size, stretch) = (&mut sizes[*term as usize], &mut stretch_of[*term as usize]);
                *size += if *stretch == doc >> LOW_BITS { 1 } else { 3 };
                *stretch = doc >> LOW_BITS;
            }
        }
        let mut starts = Vec::with_capacity(terms + 1);
        let mut end = 0_u32;
        starts.push(end);
        for size in &sizes {
            end = end.checked_add(*size).expect("a knowledge of 8 GiB of postings is out of reach");
            starts.push(end);
        }
        let mut words = vec![0_u16; end as usize];
        let mut nexts = sizes;
        nexts.copy_from_slice(&starts[..terms]);
        let mut heads = stretch_of;
        heads.fill(u32::MAX);
        for (doc, held) in (0_u32..).zip(docs) {
            let [.., stretch, low] = halves(doc);
            for term in held {
                let (next, head) = (&mut nexts[*term as usize], &mut heads[*term as usize]);
                if *head == u32::MAX || words[*head as usize] != stretch {
                    *head = *next;
                    words[*next as usize] = stretch;
                    *next += 2;
                } else {
                    words[*head as usize + 1] += 1;
                }
                words[*next as usize] = low;
                *next += 1;
            }
        }
        let mut lists = Self { starts, words, frequencies: Vec::new() };
        lists.count();
        lists
    }

    /// The lists as they were stored; the reason where they cannot be lists over `docs` documents.
    pub fn from_stored(starts: Vec<u32>, words: Vec<u16>, docs: u32) -> Result<Self, &'static str> {
        if starts.first() != Some(&0) || starts.last().map(|end| *end as usize) != Some(words.len()) {
            return Err("the lists' places do not span the lists");
        }
        if !starts.is_sorted() {
            return Err("a list ends before it begins");
        }
        let mut lists = Self { starts, words, frequencies: Vec::new() };
        for term in 0..u32::try_from(lists.terms()).map_err(|_| "there are too many terms")? {
            let mut before = None;
            let mut length = 0;
            for run in lists.runs(term) {
                if run.docs().next() <= before || !run.lows.is_sorted_by(|a, b| a < b) {
                    return Err("a list's documents do not rise");
                }
                before = run.docs().last();
                length += 2 + run.lows.len();
            }
            if length != lists.words_of(term).len() {
                return Err("a run is longer than its list");
            }
            if before.is_some_and(|doc| doc >= docs) {
                return Err("a list names a document that is not there");
            }
        }
        lists.count();
        Ok(lists)
    }

    /// What is stored: all but what can be derived.
    pub fn into_stored(self) -> (Vec<u32>, Vec<u16>) {
        (self.starts, self.words)
    }

    pub fn terms(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub fn frequency(&self, term: u32) -> u32 {
        self.frequencies.get(term as usize).copied().unwrap_or(0)
    }

    /// The runs of a term's list; none for a term that is not there.
    pub fn runs(&self, term: u32) -> Runs<'_> {
        Runs(self.words_of(term))
    }

    /// The documents that hold a term.
    pub fn docs(&self, term: u32) -> impl Iterator<Item = u32> {
        self.runs(term).flat_map(|run| run.lows.iter().map(move |low| run.base | u32::from(*low)))
    }

    /// The documents among the `len` from `from` on that hold a term, counted from there.
    pub fn docs_within(&self, term: u32, from: usize, len: usize) -> impl Iterator<Item = usize> {
        self.runs(term).flat_map(move |Run { base, lows }| {
            let base = base as usize;
            let before = lows.partition_point(|low| base + usize::from(*low) < from);
            let behind = lows.partition_point(|low| base + usize::from(*low) < from + len);
            let within = lows.get(before..behind).unwrap_or_default();
            within.iter().map(move |low| base + usize::from(*low) - from)
        })
    }

    pub fn bytes(&self) -> usize {
        size_of_val(self.starts.as_slice())
            + size_of_val(self.words.as_slice())
            + size_of_val(self.frequencies.as_slice())
    }

    fn words_of(&self, term: u32) -> &[u16] {
        let bounds = self.starts.get(term as usize).zip(self.starts.get(term as usize + 1));
        bounds.and_then(|(start, end)| self.words.get(*start as usize..*end as usize)).unwrap_or_default()
    }

    fn count(&mut self) {
        let length = |run: Run| u32::try_from(run.lows.len()).unwrap_or(u32::MAX);
        self.frequencies = (0_u32..).take(self.terms()).map(|term| self.runs(term).map(length).sum()).collect();
    }
}

/// The upper and the lower 16 bits.
fn halves(doc: u32) -> [u16; 2] {
    let [a, b, c, d] = doc.to_be_bytes();
    [u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])]
}

#[cfg(test)]
mod tests {
    use super::Lists;

    fn lists(docs: &[&[u32]]) -> Lists {
        Lists::new(3, docs.iter().copied())
    }

    #[test]
    fn a_list_holds_its_documents_across_stretches() {
        let docs: Vec<&[u32]> = (0..140_000).map(|n| if n % 70_000 == 1 { &[0, 2][..] } else { &[2] }).collect();
        let lists = lists(&docs);
        assert_eq!(lists.docs(0).collect::<Vec<_>>(), [1, 70_001]);
        assert_eq!(lists.docs(1).count(), 0);
        assert!(lists.docs(2).eq(0..140_000));
        assert_eq!([0, 1, 2, 3].map(|term| lists.frequency(term)), [2, 0, 140_000, 0]);
        assert_eq!(lists.docs(3).count(), 0, "a term that is not there");
    }

    #[track_caller]
    fn refused(starts: &[u32], words: &[u16], reason: &str) {
        let read = Lists::from_stored(starts.to_vec(), words.to_vec(), 100_000);
        assert_eq!(read.map(|lists| lists.words).err(), Some(reason));
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let (starts, words) = lists(&[&[0, 1], &[1]]).into_stored();
        assert!(Lists::from_stored(starts, words, 2).is_ok());
        refused(&[], &[], "the lists' places do not span the lists");
        refused(&[0, 2], &[0, 0, 5], "the lists' places do not span the lists");
        refused(&[0, 6, 3, 6], &[0, 0, 5, 0, 0, 6], "a list ends before it begins");
        refused(&[0, 3], &[0, 1, 5], "a run is longer than its list");
        refused(&[0, 4], &[0, 0, 5, 1], "a run is longer than its list");
        refused(&[0, 4], &[0, 1, 5, 5], "a list's documents do not rise");
        refused(&[0, 6], &[1, 0, 5, 0, 0, 6], "a list's documents do not rise");
        refused(&[0, 3], &[2, 0, 5], "a list names a document that is not there");
    }
}

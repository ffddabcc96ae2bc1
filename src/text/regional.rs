//! Writes the words of other regions in standard Chinese, so that curated phrasings and questions meet in the same words.
//!
//! One table, used on folded text, the longest word first. A word of a region that the standard could spell across two
//! words gives way to a longer, standard word that stands in the table for itself. Invariant: nothing that is written
//! matches again.

pub(super) mod cantonese;
mod taiwan;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A word as it is typed, and the standard one.
type Pair = (&'static str, &'static str);

/// Every word by its first ideograph, longest first.
static TABLE: LazyLock<FxHashMap<char, Vec<Pair>>> = LazyLock::new(|| {
    let mut table: FxHashMap<char, Vec<Pair>> = FxHashMap::default();
    for (words, standing) in [(cantonese::WORDS, cantonese::MANDARIN), (taiwan::WORDS, taiwan::MAINLAND)] {
        let words = words.split('|').filter_map(|pair| pair.trim().split_once(' '));
        for (typed, meant) in words.chain(standing.split_whitespace().map(|word| (word, word))) {
            if let Some(first) = typed.chars().next() {
                table.entry(first).or_default().push((typed, meant));
            }
        }
    }
    for words in table.values_mut() {
        words.sort_by_key(|(typed, _)| std::cmp::Reverse(typed.len()));
    }
    table
});

/// Writes simplified text in standard words; `None` where it holds nothing to rewrite.
pub(super) fn standard(text: &str) -> Option<String> {
    let mut written = String::new();
    // Up to where the text is read and, in most texts never, rewritten.
    let (mut at, mut done) = (0, 0);
    while let Some(rest) = text.get(at..)
        && let Some(c) = rest.chars().next()
    {
        let found = TABLE.get(&c).and_then(|words| words.iter().find(|(typed, _)| rest.starts_with(typed)));
        let len = found.map_or(c.len_utf8(), |(typed, _)| typed.len());
        // 唔 alone is a hum: it denies only what stands behind it.
        let hums = |typed: &str| typed == "唔" && !rest.chars().nth(1).is_some_and(char::is_alphabetic);
        if let Some((typed, meant)) = found
            && typed != meant
            && !hums(typed)
        {
            written.push_str(text.get(done..at).unwrap_or_default());
            written.push_str(meant);
            done = at + len;
        }
        at += len;
    }
    (done > 0).then(|| written + text.get(done..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{TABLE, standard};
    use crate::text::fold;

    /// Checks what `typed` is folded into.
    #[track_caller]
    pub(super) fn check(typed: &str, expected: &str) {
        assert_eq!(fold(typed), expected, "folding {typed:?}");
    }

    #[test]
    fn nothing_that_is_written_matches_again() {
        for (_, meant) in TABLE.values().flatten() {
            assert_eq!(standard(meant), None, "{meant}");
        }
    }
}

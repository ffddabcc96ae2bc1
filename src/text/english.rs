//! Tells common English words from misspelt ones.
//!
//! What is a word of the language was hardly typed for another: a question about gears is not one about years, though
//! one key away, and an honest refusal is the better reply to it.

use std::sync::LazyLock;

/// The words, in byte order.
static WORDS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("english_words.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Whether `word`, in lower case, is a common English word or the plural of one.
#[must_use]
pub fn is_english(word: &str) -> bool {
    let listed = |word: &str| WORDS.binary_search(&word).is_ok();
    listed(word) || word.strip_suffix('s').is_some_and(listed)
}

#[cfg(test)]
mod tests {
    use super::{WORDS, is_english};

    #[test]
    fn common_words_and_their_plurals_are_known() {
        for (word, expected) in
            [("gears", true), ("somewhere", true), ("helmets", true), ("teh", false), ("theem", false)]
        {
            assert_eq!(is_english(word), expected, "{word}");
        }
    }

    #[test]
    fn the_list_is_in_order() {
        assert!(WORDS.is_sorted());
    }
}

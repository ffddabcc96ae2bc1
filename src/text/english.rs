//! Tells common English words from misspelt ones.
//!
//! What is a word of the language was hardly typed for another: a question about gears is not one about years, though
//! one key away, and an honest refusal is the better reply to it.

use super::lines::line;

/// The words, a line each, in byte order.
const WORDS: &str = include_str!("english_words.txt");

/// Whether `word`, in lower case, is a common English word or the plural of one.
#[must_use]
pub fn is_english(word: &str) -> bool {
    is_listed(word) || word.strip_suffix('s').is_some_and(is_listed)
}

fn is_listed(word: &str) -> bool {
    line(WORDS, |line| line.cmp(word)).is_some()
}

#[cfg(test)]
mod tests {
    use super::{WORDS, is_english};

    #[test]
    fn common_words_and_their_plurals_are_known() {
        for (word, expected) in
            [("gears", true), ("somewhere", true), ("helmets", true), ("teh", false), ("theem", false), ("", false)]
        {
            assert_eq!(is_english(word), expected, "{word}");
        }
    }

    #[test]
    fn the_list_is_in_order() {
        assert!(WORDS.lines().is_sorted());
    }

    #[test]
    fn every_word_of_the_list_is_found() {
        for word in WORDS.lines() {
            assert!(is_english(word), "{word}");
        }
    }
}

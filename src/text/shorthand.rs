//! Writes out what English typed in haste leaves out: contractions without their apostrophe, abbreviations of chats.
//!
//! Looked up word by word while text is cut, so that curated phrasings and questions meet in the same words and no part of
//! a longer word is touched. Spellings that are words of their own (its, were, well, ill) stay as they are, and what also
//! spells a syllable of pinyin or a letter is written out only before a word that it goes with. Invariant: no word that is
//! written is looked up again.

use std::sync::LazyLock;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// `typed meant`; a middle dot joins the words of what is meant.
const WORDS: &str = "\
    cant can·not|dont do·not|doesnt does·not|didnt did·not|isnt is·not|arent are·not|wasnt was·not|werent were·not|aint is·not|\
    wont will·not|wouldnt would·not|couldnt could·not|shouldnt should·not|hasnt has·not|havent have·not|hadnt had·not|mustnt must·not|\
    whats what|whos who|wheres where|whens when|whys why|hows how|whatre what|thats that|theres there|heres here|\
    im i|ive i|youre you|youve you|theyre they|theyve they|weve we|hes he|shes she|\
    ppl people|pls please|plz please|plse please|u you|ur your|abt about|thx thanks|tnx thanks|thnx thanks|thankyou thanks|\
    wat what|wut what|wht what|whr where|hw how|govt government|gov government|govts governments|intl international|internatl international|\
    conf conference|confs conferences|b4 before|bc because|bcos because|bcoz because|coz because|cuz because|\
    dunno do·not·know|gonna going·to|wanna want·to|gimme give·me|lemme let·me|gotta got·to|kinda kind·of|\
    tmr tomorrow|tmrw tomorrow|tmrrw tomorrow|2moro tomorrow|thru through|tho though|sth something|smth something|\
    msg message|info information|rn now|yr year|yrs years|mins minutes|hrs hours";
/// The same, written out only before one of [`GOES_WITH`].
const BEFORE_A_WORD: &str = "wen when|r are";
/// Words before which a question word or a verb stands.
const GOES_WITH: &str =
    "is are was were will does do did can could should r the this that these those it you there they we he she";

/// The length of the longest in bytes: most words are longer or not in the table, and every word comes by here.
const LONGEST: usize = 9;

static TABLE: LazyLock<FxHashMap<&'static str, (Vec<&'static str>, bool)>> = LazyLock::new(|| {
    let pairs = |list: &'static str, always| {
        list.split('|').filter_map(|pair| pair.trim().split_once(' ')).map(move |(typed, meant)| (typed, meant, always))
    };
    pairs(WORDS, true)
        .chain(pairs(BEFORE_A_WORD, false))
        .map(|(typed, meant, always)| (typed, (meant.split('·').collect(), always)))
        .collect()
});

/// The words that `word`, in lower case, stands for; `None` where it stands for itself. `next` finds the word behind it.
pub(super) fn written_out(word: &str, next: impl FnOnce() -> CompactString) -> Option<&'static [&'static str]> {
    if word.len() > LONGEST {
        return None;
    }
    let (meant, always) = TABLE.get(word)?;
    let goes = || {
        let next = next();
        // Shorthand itself, the next word is compared as it will be written.
        let next = TABLE.get(next.as_str()).filter(|(_, always)| *always).map_or(next.as_str(), |(meant, _)| meant[0]);
        GOES_WITH.split(' ').any(|word| word == next)
    };
    (*always || goes()).then_some(meant.as_slice())
}

#[cfg(test)]
mod tests {
    use super::{TABLE, written_out};
    use crate::text::{fold, tokenize};

    #[track_caller]
    fn check(typed: &str, meant: &str) {
        let words = |text: &str| tokenize(&fold(text)).into_iter().map(|t| t.text).collect::<Vec<_>>();
        assert_eq!(words(typed), words(meant), "cutting {typed:?}");
    }

    #[test]
    fn what_haste_left_out_is_written() {
        check("how many ppl still cant get online", "how many people still can not get online");
        check("whats the theme of the conf plz", "what the theme of the conference please");
        check("wen r they meeting", "when are they meeting");
        check("doesnt the govt say smth abt it", "doesn't the government say something about it");
        check("won't and can't", "will not and can not");
    }

    #[test]
    fn what_stands_for_itself_stays() {
        for word in ["its", "were", "well", "conference", "wen", "r", "cantor"] {
            assert_eq!(written_out(word, || "hua".into()), None, "{word}");
        }
    }

    #[test]
    fn no_word_that_is_written_is_looked_up_again() {
        for word in TABLE.values().flat_map(|(meant, _)| meant) {
            assert_eq!(written_out(word, || "the".into()), None, "{word}");
        }
    }
}

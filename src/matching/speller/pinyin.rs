//! Reads pinyin typed for ideographs, with or without spaces: finds the words that may be pinyin, has them read (the
//! lattice does that), and tells whether what comes out was meant.

mod lattice;

use crate::matching::speller::pinyin::lattice::is_syllables;
use crate::matching::speller::{Spelled, Speller};
use crate::text::{Kind, Token, tokenize};

/// How far a text read from pinyin is trusted: tones are lost, so homophones may be meant.
const TRUST: f32 = 0.95;
/// The longest run of letters that is read.
const LONGEST: usize = 128;
/// What comes so many times in a row is laughter or a song (hahaha, lalala).
const IN_A_ROW: usize = 3;
/// Readings of no more syllables than this may be chance; longer ones hardly, for few words of other languages can be cut
/// into syllables to the last letter.
const SHORT: u16 = 4;
/// The least share of pairs in a short reading that the knowledge holds, in hundredths: below it the letters were no
/// pinyin.
const LEAST_KNOWN: u16 = 50;
/// The least that the ways of a long one are worth in the mean: words of other languages make rare ideographs.
const LEAST_MEAN: f32 = -2.9;

impl Speller {
    /// Replaces runs of words that are no known words but pinyin.
    pub(super) fn read_pinyin(&self, spelled: &mut Spelled) {
        if self.meetings == 0 {
            return; // a knowledge without Chinese
        }
        let mut at = 0;
        while at < spelled.tokens.len() {
            let run = spelled.tokens[at..].iter().take_while(|t| t.kind == Kind::Word).count();
            if run == 0 {
                at += 1;
                continue;
            }
            // So many words of the run are looked at: behind them it is too long to be read as a whole.
            let mut letters = 0;
            let fits = |token: &&Token| {
                letters += token.text.len();
                letters <= LONGEST
            };
            let seen = spelled.tokens[at..at + run].iter().take_while(fits).count();
            let tokens = &spelled.tokens[at..at + seen];
            if tokens.iter().all(|token| self.is_right(&token.text)) {
                at += seen.max(1);
                continue;
            }
            // Where not all of it is pinyin, try what stands before the first word that cannot be, then the first word alone,
            // and go on behind.
            let before = tokens.iter().take_while(|t| is_syllables(&t.text)).count();
            let read = [run, before, 1].into_iter().filter(|len| (1..=seen).contains(len)).find_map(|len| {
                let words = &tokens[..len];
                let unknown = words.iter().filter(|word| !self.is_right(&word.text)).count();
                // Beside English most of it must be strange: ping can is none in what ping can I expect.
                let may_be = if len == run { unknown > 0 } else { unknown * 2 > len };
                may_be.then(|| self.ideographs_of(words)).flatten().map(|text| (len, text))
            });
            at += match read {
                Some((len, text)) => spelled.put(at, len, &text, tokenize(&text), TRUST),
                None => 1,
            };
        }
    }

    /// The ideographs that `words` spell, if they are pinyin.
    fn ideographs_of(&self, words: &[Token]) -> Option<String> {
        let letters: String = words.iter().map(|w| w.text.as_str()).collect();
        let is_read = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if letters.len() > LONGEST || letters.len() < 3 || !letters.bytes().all(is_read) {
            return None;
        }
        if is_repetition(&letters) {
            return None;
        }
        let mut ends = vec![false; letters.len() + 1];
        let mut end = 0;
        for word in words {
            end += word.text.len();
            ends[end] = true;
        }
        let lattice = self.lattice(&letters, &ends);
        let best = lattice.best()?;
        // Words of English may be cut into syllables by chance (he can manage).
        let is_strange = words.iter().filter(|word| !self.is_right(&word.text)).count() * 2 >= words.len();
        let is_pinyin = if best.len > SHORT && is_strange {
            best.score >= LEAST_MEAN * f32::from(best.pairs + 1)
        } else {
            best.len >= 2 && best.known * 100 >= best.pairs * LEAST_KNOWN
        };
        is_pinyin.then(|| lattice.text(best)).flatten()
    }
}

/// Whether the letters are one and the same, over and over.
fn is_repetition(letters: &str) -> bool {
    let times = |len: usize| letters.get(len..).is_some_and(|rest| letters.starts_with(rest));
    (1..=letters.len() / IN_A_ROW).any(times)
}

//! The ways to read letters as ideographs, of which the likeliest is the reading.
//!
//! A Viterbi search (Viterbi 1967) over the letters, as input methods do it (Chen and Lee, "A new statistical approach to
//! Chinese pinyin input", 2000): each step takes one syllable and one ideograph of that reading. Pairs that the knowledge
//! holds carry the path; words of the language come next, so that what no phrasing says does not spoil the rest. A number
//! or a known name between syllables is passed over as it stands (3ddayin, wifimima).

use crate::matching::speller::Speller;
use crate::text::likeness::reading;
use crate::text::{Ideograph, Read, is_english, is_han_numeral, lexicon, tokenize, with_reading};

/// The longest syllable in letters (zhuang).
const SYLLABLE: usize = 6;
/// So many ways are followed from one place.
const BEAM: usize = 24;
/// How often a word of the knowledge is taken to be met at least, wherever it is asked: the logarithm of its share.
const KNOWN_WORD: f32 = -3.4;
/// The same of two ideographs that stand side by side in the knowledge without being a word.
const KNOWN_PAIR: f32 = -4.3;
/// What either gains for each time that it is ten times as often in the knowledge.
const OFTEN: f32 = 0.3;
/// The least that two known side by side are worth more than each by itself.
const LEAST_GAIN: f32 = 0.3;
/// The logarithm of how much rarer a reading is that is not the usual one of an ideograph.
const UNUSUAL: f32 = 2.0;
/// The least share of a known ideograph, as a logarithm: what the language hardly knows may be half of the subject's name.
const LEAST_SHARE: f32 = -6.0;
/// So many ideographs of a reading are guessed that the knowledge does not hold.
const GUESSED: usize = 12;
/// What letters are worth that are passed over, and an ordinal: as much as a common word.
const PASSED_OVER: f32 = -3.0;
/// The shortest name that is passed over between syllables.
const FOREIGN: usize = 2;
/// The longest.
const LONGEST_FOREIGN: usize = 12;

/// What stands for letters that are passed over.
const LETTERS: char = '\u{fffc}';
/// The sign of an ordinal.
const ORDINAL: char = '第';
/// The numbers behind it, by their syllables.
const ORDINALS: [(&str, char); 10] = [
    ("yi", '一'),
    ("er", '二'),
    ("san", '三'),
    ("si", '四'),
    ("wu", '五'),
    ("liu", '六'),
    ("qi", '七'),
    ("ba", '八'),
    ("jiu", '九'),
    ("shi", '十'),
];

/// A way to one ideograph at one place. 第 stands for an ordinal as a whole, as everywhere in the speller.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reached {
    ideograph: Ideograph,
    /// The logarithm of how likely the way is.
    pub score: f32,
    /// Whether it is the second of a word that only the language holds.
    closes: bool,
    /// Syllables on the way, and how many of them stand behind another or behind letters.
    pub len: u16,
    pub pairs: u16,
    /// How many of the pairs the knowledge holds.
    pub known: u16,
    /// Where it comes from: a place, and an index there.
    from: Option<(usize, usize)>,
}

/// The ways to each place of some letters.
#[derive(Debug)]
pub(super) struct Lattice<'l> {
    letters: &'l str,
    /// For each place the ways to it, the likeliest first.
    places: Vec<Vec<Reached>>,
}

impl Lattice<'_> {
    /// The likeliest way to the end.
    pub(super) fn best(&self) -> Option<Reached> {
        self.places.last()?.first().copied()
    }

    /// The text along the way to `end`.
    pub(super) fn text(&self, end: Reached) -> Option<String> {
        let (mut pieces, mut way, mut until) = (Vec::new(), end, self.letters.len());
        loop {
            let from = way.from.map_or(0, |(place, _)| place);
            let piece = self.letters.get(from..until)?;
            pieces.push(match way.ideograph.c {
                LETTERS => format!(" {piece} "),
                ORDINAL => ordinal(piece).map_or_else(String::new, |(_, number)| format!("{ORDINAL}{number}")),
                c => c.to_string(),
            });
            let Some((place, index)) = way.from else { break };
            (way, until) = (*self.places.get(place)?.get(index)?, place);
        }
        pieces.reverse();
        Some(pieces.concat().trim().to_owned())
    }
}

impl Speller {
    /// What is reached at every place, the likeliest first; a syllable never spans the end of a word.
    pub(super) fn lattice<'l>(&self, letters: &'l str, ends: &[bool]) -> Lattice<'l> {
        let mut places: Vec<Vec<Reached>> = vec![Vec::new(); letters.len() + 1];
        for start in 0..letters.len() {
            narrow(&mut places[start]);
            if start > 0 && places[start].is_empty() {
                continue;
            }
            let steps = Steps { speller: self, place: start, before: &places[start] };
            let mut reached: Vec<(usize, Reached)> = Vec::new();
            for (end, ends_word) in ends.iter().enumerate().skip(start + 1).take(SYLLABLE) {
                let Some(syllable) = letters.get(start..end) else { break };
                // Many type these two without the dots.
                let syllable = match syllable {
                    "lue" => "lve",
                    "nue" => "nve",
                    _ => syllable,
                };
                let meant = self.meant_by(syllable);
                reached.extend(meant.map(|read| {
                    let cost = if read.is_usual { 0.0 } else { UNUSUAL };
                    (end, steps.to(read.ideograph, cost))
                }));
                if *ends_word {
                    break;
                }
            }
            let rest = letters.get(start..).unwrap_or_default();
            // An edition turns the question, so that 第 is read with its number or not at all.
            reached.extend(ordinal(rest).map(|(len, _)| (start + len, steps.to(mark(ORDINAL), 0.0))));
            let to_end = ends.iter().skip(start + 1).position(|end| *end).map_or(rest.len(), |at| at + 1);
            let passed = rest.get(..to_end).map_or(0, |rest| self.passed_over(rest));
            reached.extend((passed > 0).then(|| (start + passed, steps.to(mark(LETTERS), 0.0))));
            for (end, reached) in reached {
                places[end].push(reached);
            }
        }
        if let Some(last) = places.last_mut() {
            narrow(last);
        }
        Lattice { letters, places }
    }

    /// The ideographs that a syllable may stand for: those that the knowledge holds, and the commonest others.
    fn meant_by(&self, syllable: &str) -> impl Iterator<Item = Read> {
        let common = with_reading(syllable);
        let is_meant = |(rank, read): &(usize, &Read)| *rank < GUESSED || self.is_met(read.ideograph.c);
        let own = self.by_syllable.get(syllable).into_iter().flatten().copied();
        let own = own.filter(|c| !common.iter().any(|read| read.ideograph.c == *c));
        let own = own.map(|c| Read { ideograph: Ideograph::new(c), is_usual: reading(c) == Some(syllable) });
        let common = common.iter().enumerate().filter(is_meant).map(|(_, read)| *read);
        common.chain(own).filter(|read| read.ideograph.c != ORDINAL)
    }

    /// How many of the letters are a number or a word that the knowledge has and that are no syllables; 0 for none.
    fn passed_over(&self, letters: &str) -> usize {
        let digits = letters.bytes().take_while(u8::is_ascii_digit).count();
        let is_word = |end: &usize| letters.get(..*end).is_some_and(|word| self.is_foreign(word));
        (FOREIGN..=LONGEST_FOREIGN.min(letters.len())).rev().find(is_word).unwrap_or(0).max(digits)
    }

    /// Whether a word of the knowledge is a name or a sign: neither English nor pinyin.
    fn is_foreign(&self, word: &str) -> bool {
        let is_grammar = || lexicon::longest(&tokenize(word)).is_some();
        self.words.contains_key(word) && !is_english(word) && !is_syllables(word) && !is_grammar()
    }

    /// Whether anything known holds the ideograph.
    fn is_met(&self, c: char) -> bool {
        self.behind.contains_key(&c) || self.before.contains_key(&c)
    }
}

/// What one step from a place may come from.
struct Steps<'a> {
    speller: &'a Speller,
    place: usize,
    before: &'a [Reached],
}

impl Steps<'_> {
    /// The best way to an ideograph that is read in a way which costs so much.
    fn to(&self, mut ideograph: Ideograph, cost: f32) -> Reached {
        let c = ideograph.c;
        if self.speller.is_met(c) {
            ideograph.share = ideograph.share.max(LEAST_SHARE);
        }
        let share = ideograph.share;
        let syllables = u16::from(c != LETTERS);
        let begun =
            Reached { ideograph, score: share - cost, closes: false, len: syllables, pairs: 0, known: 0, from: None };
        let mut best: Option<Reached> = None;
        for (index, way) in self.before.iter().enumerate() {
            let mut seen = self.speller.seen(way.ideograph.c, c);
            let signs = (numeral(way.ideograph.c), numeral(c));
            if signs != (way.ideograph.c, c) {
                seen = seen.max(self.speller.seen(signs.0, signs.1));
            }
            // One ideograph is not in two words of the language, but in 图书馆 there are two pairs.
            let word = way.ideograph.with(c).filter(|_| !way.closes || seen > 0);
            let known = match (seen > 0).then(|| word.is_some() || self.speller.is_word(way.ideograph.c, c)) {
                Some(true) => Some(KNOWN_WORD),
                Some(false) => Some(KNOWN_PAIR),
                None => None,
            };
            #[expect(clippy::cast_precision_loss, reason = "counts are small, and only compared")]
            let often = OFTEN * (seen.max(1) as f32).log10();
            let known = known.map(|known| known + often);
            let together = word.into_iter().chain(known).reduce(f32::max);
            // What they are met oftener than by chance: their mutual information.
            let gain = match together.map(|together| together - way.ideograph.share - share) {
                Some(gain) if seen > 0 => gain.max(LEAST_GAIN),
                Some(gain) => gain.max(0.0),
                None => 0.0,
            };
            let score = way.score + gain + share - cost;
            // Of equals the first stays: they are in order.
            if best.is_none_or(|best| score > best.score) {
                best = Some(Reached {
                    ideograph,
                    score,
                    closes: seen == 0 && word.is_some(),
                    len: way.len + syllables,
                    pairs: way.pairs + 1,
                    known: way.known + u16::from(seen > 0),
                    from: Some((self.place, index)),
                });
            }
        }
        best.unwrap_or(begun)
    }
}

/// What stands for letters or an ordinal.
fn mark(c: char) -> Ideograph {
    Ideograph::alone(c, PASSED_OVER)
}

/// The sign by which the speller knows an ideograph: `#` for a numeral.
fn numeral(c: char) -> char {
    if is_han_numeral(c) { '#' } else { c }
}

/// Leaves the likeliest way to each ideograph, and of these the likeliest in order.
fn narrow(ways: &mut Vec<Reached>) {
    ways.sort_unstable_by(|a, b| {
        a.ideograph.c.cmp(&b.ideograph.c).then(b.score.total_cmp(&a.score)).then(a.from.cmp(&b.from))
    });
    ways.dedup_by_key(|way| way.ideograph.c);
    ways.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.ideograph.c.cmp(&b.ideograph.c)));
    ways.truncate(BEAM);
}

/// Whether letters can be cut into syllables to the last.
pub(super) fn is_syllables(letters: &str) -> bool {
    let mut reached = vec![false; letters.len() + 1];
    reached[0] = true;
    for start in 0..letters.len() {
        for end in start + 1..=(start + SYLLABLE).min(letters.len()) {
            reached[end] |= reached[start] && letters.get(start..end).is_some_and(|s| !with_reading(s).is_empty());
        }
    }
    reached.last() == Some(&true)
}

/// The ordinal that letters begin with: how many of them it takes, and its number.
fn ordinal(letters: &str) -> Option<(usize, char)> {
    let number = letters.strip_prefix("di")?;
    let (syllable, number) = ORDINALS.into_iter().find(|(syllable, _)| number.starts_with(syllable))?;
    Some((2 + syllable.len(), number))
}

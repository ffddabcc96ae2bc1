//! The programs that are measured: each is built from phrasings and then names the entry that fits a question best.
//!
//! The rivals get the phrasings and the question in small letters and without marks, as their users would do; wenda gets
//! them as they are typed.

mod bm25;
mod brute;
mod postings;
mod tantivy;
mod wenda;

use serde::{Deserialize, Serialize};

/// One phrasing and the number of its entry.
pub type Phrasing = (String, usize);

/// A program under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Program {
    /// wenda: whole answers, from the text as typed to the reply.
    Wenda,
    /// rapidfuzz `ratio` against every phrasing.
    RapidfuzzRatio,
    /// strsim Sørensen-Dice against every phrasing.
    StrsimDice,
    /// strsim normalized Levenshtein against every phrasing.
    StrsimLevenshtein,
    /// BM25 over words, or over ideographs and pairs of them.
    Bm25,
    /// tantivy in memory, BM25 over character bigrams, its top ten.
    Tantivy,
    /// The same over words, or over pairs of ideographs: quicker in English, where any text shares most bigrams.
    TantivyWords,
    /// wenda's postings alone: the 64 best phrasings by weighted characters, pairs and words.
    Postings,
}

impl Program {
    /// Its name in tables and plots.
    pub fn title(self) -> &'static str {
        match self {
            Self::Wenda => "wenda (whole answers)",
            Self::RapidfuzzRatio => "rapidfuzz ratio",
            Self::StrsimDice => "strsim Sørensen-Dice",
            Self::StrsimLevenshtein => "strsim Levenshtein",
            Self::Bm25 => "BM25 (words, zh bigrams)",
            Self::Tantivy => "tantivy (character bigrams)",
            Self::TantivyWords => "tantivy (words, zh bigrams)",
            Self::Postings => "wenda's postings alone",
        }
    }
}

/// What a program makes of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The entry ranked first.
    pub first: Option<usize>,
    /// Whether it is given as the answer; all rivals always answer.
    pub answered: bool,
}

/// A program that is built. Shared by the threads that ask.
pub trait Ask: Sync {
    /// All that the program does with a question: this is what is timed.
    fn ask(&self, question: &str) -> Found;

    /// The entry that it ranks first, where that takes more than asking: not timed.
    fn rank(&self, question: &str) -> Option<usize> {
        self.ask(question).first
    }
}

/// Makes ready to build a program over the phrasings, which are in the order of their entries; what is returned builds
/// it. Only wenda has anything to make ready: its rivals read texts as they are, it reads a knowledge.
pub fn prepare(program: Program, phrasings: &[Phrasing]) -> Box<dyn FnOnce() -> Box<dyn Ask> + '_> {
    match program {
        Program::Wenda => {
            let knowledge = wenda::knowledge(phrasings);
            Box::new(|| Box::new(wenda::Wenda::new(knowledge)))
        }
        Program::RapidfuzzRatio => Box::new(|| Box::new(brute::Ratio::new(phrasings))),
        Program::StrsimDice => Box::new(|| Box::new(brute::Strsim::new(phrasings, strsim::sorensen_dice))),
        Program::StrsimLevenshtein => {
            Box::new(|| Box::new(brute::Strsim::new(phrasings, strsim::normalized_levenshtein)))
        }
        Program::Bm25 => Box::new(|| Box::new(bm25::Bm25::new(phrasings))),
        Program::Tantivy => {
            Box::new(|| Box::new(tantivy::Tantivy::bigrams(phrasings).expect("tantivy indexes in memory")))
        }
        Program::TantivyWords => {
            Box::new(|| Box::new(tantivy::Tantivy::words(phrasings).expect("tantivy indexes in memory")))
        }
        Program::Postings => Box::new(|| Box::new(postings::Bare::new(phrasings))),
    }
}

/// Small letters, and one space for everything that is neither letter nor digit.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            plain.push(c);
        } else if !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// Words of letters, and pairs of neighboring ideographs (or one that stands alone).
fn words(text: &str) -> Vec<String> {
    let text = plain(text);
    let mut words = Vec::new();
    for part in text.split(' ') {
        let chars: Vec<char> = part.chars().collect();
        for run in chars.chunk_by(|a, b| is_ideograph(*a) == is_ideograph(*b)) {
            if run.len() > 1 && is_ideograph(run[0]) {
                words.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
            } else if !run.is_empty() {
                words.push(run.iter().collect());
            }
        }
    }
    words
}

/// Whether a word is written in ideographs (all that this comparison needs to know of scripts).
fn is_ideograph(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c)
}

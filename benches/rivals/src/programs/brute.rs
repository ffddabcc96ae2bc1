//! Similarity to every phrasing, one after another.

use rapidfuzz::fuzz::{Args, RatioBatchComparator};

use super::{Ask, Found, Phrasing, plain};

/// rapidfuzz's `ratio` with what makes it quick: the question prepared once, and the best so far as the cutoff.
pub struct Ratio {
    phrasings: Vec<Phrasing>,
}

impl Ratio {
    pub fn new(phrasings: &[Phrasing]) -> Self {
        Self { phrasings: phrasings.iter().map(|(text, entry)| (plain(text), *entry)).collect() }
    }
}

impl Ask for Ratio {
    fn ask(&self, question: &str) -> Found {
        let question = RatioBatchComparator::new(plain(question).chars());
        let mut best = (-1.0, None);
        for (text, entry) in &self.phrasings {
            let cutoff = Args::default().score_cutoff(f64::max(best.0, 0.0));
            if let Some(ratio) = question.similarity_with_args(text.chars(), &cutoff)
                && ratio > best.0
            {
                best = (ratio, Some(*entry));
            }
        }
        Found { first: best.1, answered: true }
    }
}

/// A measure of strsim.
pub struct Strsim {
    phrasings: Vec<Phrasing>,
    measure: fn(&str, &str) -> f64,
}

impl Strsim {
    pub fn new(phrasings: &[Phrasing], measure: fn(&str, &str) -> f64) -> Self {
        Self { phrasings: phrasings.iter().map(|(text, entry)| (plain(text), *entry)).collect(), measure }
    }
}

impl Ask for Strsim {
    fn ask(&self, question: &str) -> Found {
        let question = plain(question);
        let mut best = (-1.0, None);
        for (text, entry) in &self.phrasings {
            let likeness = (self.measure)(&question, text);
            if likeness > best.0 {
                best = (likeness, Some(*entry));
            }
        }
        Found { first: best.1, answered: true }
    }
}

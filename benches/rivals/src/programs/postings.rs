//! wenda's postings without anything around them: what finding candidates costs of a whole answer.

use std::cell::RefCell;
use std::collections::HashMap;

use wenda::matching::postings::{Postings, PostingsBuilder, Scratch};

use super::{Ask, Found, Phrasing, is_ideograph, plain};

thread_local! {
    /// What a search needs besides the index, one for each thread.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Each ideograph and pair of them, each word, the first four letters of a long one, each pair of words.
pub struct Bare {
    numbers: HashMap<Box<str>, u32>,
    postings: Postings,
    entries: Vec<usize>,
}

impl Bare {
    pub fn new(phrasings: &[Phrasing]) -> Self {
        let mut numbers: HashMap<Box<str>, u32> = HashMap::new();
        let mut builder = PostingsBuilder::default();
        let mut held = Vec::new();
        for (text, _) in phrasings {
            held.clear();
            each_term(&plain(text), |term| {
                let next = u32::try_from(numbers.len()).expect("terms are fewer than 2^32");
                // Only a new term is worth a copy.
                let number = numbers.get(term).copied().unwrap_or_else(|| *numbers.entry(term.into()).or_insert(next));
                held.push(number);
            });
            held.sort_unstable();
            held.dedup();
            builder.push(&held, 1.0 / (4.0 + held.len() as f32).sqrt());
        }
        let postings = builder.finish(numbers.len());
        Self { numbers, postings, entries: phrasings.iter().map(|(_, entry)| *entry).collect() }
    }
}

impl Ask for Bare {
    fn ask(&self, question: &str) -> Found {
        let mut query: Vec<(u32, f32)> = Vec::new();
        each_term(&plain(question), |term| {
            if let Some(number) = self.numbers.get(term)
                && query.iter().all(|(other, _)| other != number)
            {
                let idf = (1.0 + self.postings.docs() as f32 / self.postings.frequency(*number) as f32).ln();
                query.push((*number, idf));
            }
        });
        let hits = SCRATCH.with_borrow_mut(|scratch| self.postings.top_k(&query, 64, None, scratch));
        Found { first: hits.first().map(|hit| self.entries[hit.doc as usize]), answered: true }
    }
}

fn each_term(text: &str, mut take: impl FnMut(&str)) {
    let mut joined = String::new();
    let mut before = "";
    for part in text.split(' ') {
        let chars: Vec<(usize, char)> = part.char_indices().collect();
        let at = |n: usize| chars.get(n).map_or(part.len(), |(at, _)| *at);
        if part.chars().any(is_ideograph) {
            for n in 0..chars.len() {
                take(&part[at(n)..at(n + 1)]);
                if n + 1 < chars.len() {
                    take(&part[at(n)..at(n + 2)]);
                }
            }
        } else if !part.is_empty() {
            take(part);
            if chars.len() > 4 {
                joined.clear();
                joined.extend([&part[..at(4)], "*"]);
                take(&joined);
            }
            if !before.is_empty() {
                joined.clear();
                joined.extend([before, " ", part]);
                take(&joined);
            }
        }
        before = part;
    }
}

//! BM25 as the textbooks have it (k1 = 1.2, b = 0.75), term at a time, over words and, in Chinese, pairs of ideographs.

use std::collections::HashMap;

use super::{Ask, Found, Phrasing, words};

/// An index with a list for each term.
pub struct Bm25 {
    terms: HashMap<String, Vec<(u32, f32)>>,
    /// What each phrasing's length makes of k1.
    norms: Vec<f32>,
    entries: Vec<usize>,
}

impl Bm25 {
    pub fn new(phrasings: &[Phrasing]) -> Self {
        let mut terms: HashMap<String, Vec<(u32, f32)>> = HashMap::new();
        let mut lengths = Vec::with_capacity(phrasings.len());
        for (number, (text, _)) in (0_u32..).zip(phrasings) {
            let words = words(text);
            lengths.push(words.len() as f32);
            for word in words {
                let list = terms.entry(word).or_default();
                match list.last_mut() {
                    Some((last, count)) if *last == number => *count += 1.0,
                    _ => list.push((number, 1.0)),
                }
            }
        }
        let mean = lengths.iter().sum::<f32>() / lengths.len().max(1) as f32;
        let norms = lengths.iter().map(|length| 1.2 * (0.25 + 0.75 * length / mean)).collect();
        Self { terms, norms, entries: phrasings.iter().map(|(_, entry)| *entry).collect() }
    }
}

impl Ask for Bm25 {
    fn ask(&self, question: &str) -> Found {
        let mut scores = vec![0.0_f32; self.entries.len()];
        let mut words = words(question);
        words.sort_unstable();
        words.dedup();
        for list in words.iter().filter_map(|word| self.terms.get(word)) {
            let (all, with) = (self.entries.len() as f32, list.len() as f32);
            let idf = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
            for (number, count) in list {
                let number = *number as usize;
                scores[number] += idf * count * 2.2 / (count + self.norms[number]);
            }
        }
        let best = scores.iter().enumerate().fold((0, 0.0), |best, (n, s)| if *s > best.1 { (n, *s) } else { best });
        Found { first: (best.1 > 0.0).then(|| self.entries[best.0]), answered: true }
    }
}

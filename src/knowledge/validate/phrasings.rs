//! Sees to it that a question leads to one entry: no phrasing may be claimed twice.

use std::collections::HashMap;

use super::super::{Entry, Question};
use super::head::Head;
use super::{Part, Spot, Validation};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::parallel;
use crate::text;
use crate::yaml::Step;

/// Texts as they are compared.
pub(super) struct Normals {
    /// The phrasings of each entry, in the order of `Entry::questions`.
    pub(super) phrasings: Vec<Vec<String>>,
    /// What is out of scope, in the order of the head.
    out_of_scope: Vec<String>,
}

impl Normals {
    pub(super) fn new(head: &Head, entries: &[Entry]) -> Self {
        let phrasings = entries.iter().flat_map(|e| e.questions.iter().map(|q| q.text.as_str()));
        let texts: Vec<&str> = phrasings.chain(head.out_of_scope.iter().map(String::as_str)).collect();
        let mut normals = parallel::map(&texts, TEXTS_A_THREAD, |text| text::normalize(text)).into_iter();
        let phrasings = entries.iter().map(|e| normals.by_ref().take(e.questions.len()).collect()).collect();
        Self { phrasings, out_of_scope: normals.collect() }
    }
}

/// From how many texts on another thread is worth starting: normalizing so many takes about a millisecond.
const TEXTS_A_THREAD: usize = 500;

impl Validation<'_> {
    pub(super) fn phrasings(&mut self, entries: &[Entry], spots: &[Spot], normals: &Normals) {
        let count = entries.iter().map(|e| e.questions.len()).sum();
        let mut seen: HashMap<&str, (usize, usize)> = HashMap::with_capacity(count);
        let mut faults = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            for (item, normal) in normals.phrasings[number].iter().enumerate() {
                let question = &entry.questions[item];
                if normal.is_empty() {
                    if !question.text.is_empty() {
                        faults.push((Code::EmptyText, (number, item), None));
                    }
                    continue;
                }
                let Some(&first) = seen.get(normal.as_str()) else {
                    seen.insert(normal, (number, item));
                    continue;
                };
                if first.0 != number {
                    faults.push((Code::SharedPhrasing, (number, item), Some(first)));
                } else if self.thorough && entry.questions[first.1].lang == question.lang {
                    faults.push((Code::RepeatedPhrasing, (number, item), Some(first)));
                }
            }
        }
        for (code, at, first) in faults {
            let question = &entries[at.0].questions[at.1].text;
            let message = match (code, first) {
                (Code::SharedPhrasing, Some(first)) => {
                    format!("`{question}` asks for `{}` and for `{}`", entries[at.0].id, entries[first.0].id)
                }
                (Code::RepeatedPhrasing, Some(first)) if entries[first.0].questions[first.1].text != *question => {
                    let same = &entries[first.0].questions[first.1].text;
                    format!("`{question}` is the same question as `{same}` once it is folded")
                }
                (Code::RepeatedPhrasing, _) => {
                    format!("`{question}` comes twice in `{}`", entries[at.0].id)
                }
                _ => format!("the phrasing `{question}` holds neither letter nor digit"),
            };
            let mut fault = Diagnostic::new(code, self.phrasing(entries, spots, at), message);
            if let Some(first) = first {
                let label = format!("first here, in `{}`", entries[first.0].id);
                fault = fault.related(self.phrasing(entries, spots, first), label);
            }
            self.faults.push(match code {
                Code::SharedPhrasing => fault.help("keep it in the entry that answers it"),
                _ => fault.help("remove it"),
            });
        }
    }

    /// Where the phrasing of that number of the entry of that number stands.
    pub(super) fn phrasing(&self, entries: &[Entry], spots: &[Spot], (entry, item): (usize, usize)) -> Place {
        use super::super::raw::RawQuestions;
        let spot = spots[entry];
        let raw = &self.files[spot.file].raw.entries.as_deref().unwrap_or_default()[spot.entry];
        let questions = &entries[entry].questions;
        let part = match raw.questions {
            RawQuestions::Plain(_) => Part { key: "questions", lang: None, item: Some(item) },
            RawQuestions::ByLang(_) => {
                let lang = questions[item].lang;
                let before = questions.iter().take(item).filter(|q: &&Question| q.lang == lang).count();
                Part { key: "questions", lang: Some(lang), item: Some(before) }
            }
        };
        self.place(spot, part)
    }

    /// What is said to be out of scope may not be asked for.
    pub(super) fn out_of_scope(&mut self, head: &Head, entries: &[Entry], spots: &[Spot], normals: &Normals) {
        if head.out_of_scope.is_empty() {
            return;
        }
        let mut phrasings = HashMap::new();
        for (entry, normals) in normals.phrasings.iter().enumerate() {
            for (item, normal) in normals.iter().enumerate() {
                phrasings.entry(normal.as_str()).or_insert((entry, item));
            }
        }
        let phrases = head.out_of_scope.iter().zip(&normals.out_of_scope).zip(&head.out_of_scope_spots);
        for ((phrase, normal), &(file, item)) in phrases {
            let Some(&at) = phrasings.get(normal.as_str()) else { continue };
            let place = self.files[file].places.value(&[Step::Key("out_of_scope"), Step::Item(item)]);
            let id = &entries[at.0].id;
            let fault = Diagnostic::new(
                Code::InAndOutOfScope,
                place,
                format!("`{phrase}` is out of scope and asks for `{id}`"),
            )
            .related(self.phrasing(entries, spots, at), format!("a phrasing of `{id}`"))
            .help("keep it in one of both places");
            self.faults.push(fault);
        }
    }
}

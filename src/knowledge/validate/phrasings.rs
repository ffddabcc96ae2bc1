//! Sees to it that a question leads to one entry: no phrasing may be claimed twice.

use std::collections::HashMap;

use super::super::{Entry, Question};
use super::head::Head;
use super::{Part, Spot, Validation};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text;
use crate::yaml::Step;

/// The phrasings of each entry as they are compared, in the order of `Entry::questions`.
pub(super) type Normals = Vec<Vec<String>>;

impl Validation<'_> {
    pub(super) fn phrasings(&mut self, entries: &[Entry], spots: &[Spot]) -> Normals {
        let count = entries.iter().map(|e| e.questions.len()).sum();
        let mut normals: Normals = Vec::with_capacity(entries.len());
        for entry in entries {
            normals.push(entry.questions.iter().map(|q| text::normalize(&q.text)).collect());
        }
        let mut seen: HashMap<&str, (usize, usize)> = HashMap::with_capacity(count);
        let mut faults = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            for (item, normal) in normals[number].iter().enumerate() {
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
                } else if entry.questions[first.1].lang == question.lang {
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
        normals
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
        for (entry, normals) in normals.iter().enumerate() {
            for (item, normal) in normals.iter().enumerate() {
                phrasings.entry(normal.as_str()).or_insert((entry, item));
            }
        }
        for (phrase, &(file, item)) in head.out_of_scope.iter().zip(&head.out_of_scope_spots) {
            let Some(&at) = phrasings.get(text::normalize(phrase).as_str()) else {
                continue;
            };
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

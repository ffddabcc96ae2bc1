//! Sees to it that every quotation stands in its document, character for character; where one does not, shows the
//! first character that differs, in the file and in the document.

use super::super::Passage;
use super::super::raw::{RawEntry, RawPassage};
use super::document::Document;
use super::head::Head;
use super::{Part, Spot, Validation};
use crate::diagnostic::{Code, Diagnostic};

impl Validation<'_> {
    pub(super) fn passages(&mut self, spot: Spot, raw: &RawEntry, head: &Head) -> Vec<Passage> {
        match &raw.passage {
            None => Vec::new(),
            Some(RawPassage::One(text)) => {
                self.passage(spot, Part::of("passage"), text.as_str(), head).into_iter().collect()
            }
            Some(RawPassage::Many(texts)) => {
                let parts = texts.iter().enumerate().filter_map(|(item, text)| {
                    let part = Part { key: "passage", lang: None, item: Some(item) };
                    self.passage(spot, part, text.as_str(), head)
                });
                parts.collect()
            }
        }
    }

    fn passage(&mut self, spot: Spot, part: Part<'_>, written: &str, head: &Head) -> Option<Passage> {
        // A block text of YAML ends in a line feed that nobody quoted.
        let text = written.trim_end_matches('\n');
        if text.trim().is_empty() {
            let place = self.place(spot, part);
            self.faults.push(Diagnostic::new(Code::EmptyText, place, "the passage is empty"));
            return None;
        }
        let own = head.source_of_file.get(spot.file).copied().flatten();
        let others = (0..head.sources.len()).filter(|s| Some(*s) != own);
        let order: Vec<usize> = own.into_iter().chain(others).collect();
        for &source in &order {
            let document = head.documents.get(source).and_then(Option::as_ref);
            if let Some(paragraph) = document.and_then(|d| d.find(text)) {
                return Some(Passage { text: text.to_owned(), source, paragraph });
            }
        }
        if order.is_empty() {
            if self.whole {
                let fault =
                    Diagnostic::new(Code::PassageWithoutSource, self.place(spot, part), "a passage of no document");
                self.faults.push(fault.help("name the document: `source: {file: …}`"));
            }
            return None;
        }
        // Where a document could not be read, that is the fault, not the passages that may stand in it.
        let documents: Option<Vec<&Document>> =
            order.iter().map(|&s| head.documents.get(s).and_then(Option::as_ref)).collect();
        if let Some(documents) = documents {
            let fault = self.not_found(spot, part, text, &documents, head, order[0]);
            self.faults.push(fault);
        }
        None
    }

    fn not_found(
        &self,
        spot: Spot,
        part: Part<'_>,
        text: &str,
        documents: &[&Document],
        head: &Head,
        first: usize,
    ) -> Diagnostic {
        let name = head.sources.get(first).map_or("", |s| s.file.as_str());
        let message = match documents {
            [_] => format!("the passage does not stand in `{name}`"),
            _ => "the passage stands in none of the documents".to_owned(),
        };
        let help = "copy it from the document, character for character";
        let near = documents.iter().filter_map(|d| d.nearest(text).map(|near| (near.alike, near, d)));
        let Some((_, near, document)) = near.reduce(|best, next| if next.0 > best.0 { next } else { best }) else {
            return Diagnostic::new(Code::PassageNotInSource, self.place(spot, part), message).help(help);
        };
        let place = self.places(spot).character(&part.way(spot.entry), near.differs_at);
        let found = text.chars().nth(near.differs_at);
        let there = document.text().place_at_byte(near.document_byte, 1);
        let expected = document.text().text().get(near.document_byte..).and_then(|rest| rest.chars().next());
        Diagnostic::new(Code::PassageNotInSource, place, message)
            .label(found.map_or_else(|| "ends here".to_owned(), |c| format!("found {}", show(c, expected))))
            .related(
                there,
                expected.map_or_else(
                    || "the document ends here".to_owned(),
                    |c| format!("the document has {}", show(c, found)),
                ),
            )
            .help(help)
    }
}

/// A character, with its code point where it could be taken for the `other`.
fn show(c: char, other: Option<char>) -> String {
    let code = u32::from(c);
    let plain_letters = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c) || c.is_ascii_alphabetic();
    match c {
        '\n' => "a line break".to_owned(),
        ' ' => "a space".to_owned(),
        _ if c.is_whitespace() || c.is_control() => format!("U+{code:04X}"),
        _ if plain_letters(c) && other.is_none_or(plain_letters) => format!("`{c}`"),
        _ => format!("`{c}` (U+{code:04X})"),
    }
}

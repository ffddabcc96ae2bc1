//! Turns what is written into what is valid, and collects on the way everything that keeps it from being so.
//!
//! Invariants: no fault stops the search for others; nothing is said to be missing that may stand in a part that could
//! not be read; places are looked up only for faults, so that sound files are read once.

mod document;
mod entries;
mod head;
mod lint;
mod near;
mod nearest;
mod passages;
mod phrasings;

use std::path::Path;

use super::raw::RawFile;
use super::{ANSWER_FROM, Knowledge};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Lang;
use crate::yaml::{Places, Step};

pub use entries::RESERVED_COMMANDS;

/// One file of the knowledge.
pub(super) struct File<'a> {
    pub(super) places: Places<'a>,
    pub(super) raw: RawFile,
}

/// The files and what was found in them so far.
struct Validation<'v> {
    files: &'v [File<'v>],
    /// Whether all that is written could be read: only then can a name be said to be unknown.
    whole: bool,
    /// Whether warnings are wanted too.
    thorough: bool,
    faults: Vec<Diagnostic>,
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spot {
    file: usize,
    entry: usize,
}

/// The way to one text of an entry: its key, its language where it is keyed by one, its number where it is in a list.
#[derive(Clone, Copy, Debug)]
struct Part<'p> {
    key: &'p str,
    lang: Option<Lang>,
    item: Option<usize>,
}

impl<'p> Part<'p> {
    fn of(key: &'p str) -> Self {
        Self { key, lang: None, item: None }
    }

    fn way(self, entry: usize) -> Vec<Step<'p>> {
        let mut way = vec![Step::Key("entries"), Step::Item(entry), Step::Key(self.key)];
        way.extend(self.lang.map(|lang| Step::Key(lang.code())));
        way.extend(self.item.map(Step::Item));
        way
    }
}

impl<'v> Validation<'v> {
    fn places(&self, spot: Spot) -> &'v Places<'v> {
        &self.files[spot.file].places
    }

    /// The place of a text of an entry.
    fn place(&self, spot: Spot, part: Part<'_>) -> crate::diagnostic::Place {
        self.places(spot).value(&part.way(spot.entry))
    }

    /// The text without surrounding white space; complains where nothing is left or where it cannot be shown.
    fn text(&mut self, places: &Places<'_>, way: &[Step<'_>], text: &str, what: &str) -> Option<String> {
        if let Some(at) = text.chars().position(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            let found = text.chars().nth(at).map_or(0, u32::from);
            let message = format!("{what} holds the control character U+{found:04X}");
            let place = places.character(way, at);
            self.faults.push(Diagnostic::new(Code::ControlCharacter, place, message).help("remove it"));
        }
        let trimmed = text.trim();
        if trimmed.is_empty() {
            self.faults.push(Diagnostic::new(Code::EmptyText, places.value(way), format!("{what} is empty")));
            return None;
        }
        Some(trimmed.to_owned())
    }
}

/// Checks `files`, whose documents lie in `folder`. The knowledge is valid only where no fault is an error. `whole`
/// says that all files could be read; `thorough` asks for the warnings as well.
pub(super) fn validate<'v>(
    files: &'v [File<'v>],
    folder: &Path,
    whole: bool,
    thorough: bool,
) -> (Knowledge, Vec<Diagnostic>) {
    let mut validation = Validation { files, whole, thorough, faults: Vec::new() };
    let head = validation.head(folder);
    let (entries, spots) = validation.entries(&head);
    let normals = phrasings::Normals::new(&head, &entries);
    validation.phrasings(&entries, &spots, &normals);
    validation.out_of_scope(&head, &entries, &spots, &normals);
    if thorough {
        validation.lint(&head, &entries, &spots);
        validation.near_phrasings(&entries, &spots, &normals);
    }
    let knowledge = Knowledge {
        subject: head.subject,
        sources: head.sources,
        topics: head.topics,
        synonyms: head.synonyms,
        out_of_scope: head.out_of_scope,
        answer_from: head.answer_from.unwrap_or(ANSWER_FROM),
        entries,
    };
    (knowledge, validation.faults)
}

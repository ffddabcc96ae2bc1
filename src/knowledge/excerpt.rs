//! Shows where an entry is written: its file, its line, and what a curator would look at there.
//!
//! Why it reads the files once more: the knowledge keeps no places, which would tie the memory of every bot to texts
//! that only a curator beside it wants to see. So an excerpt is of the files as they are now.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::{EntryId, load};
use crate::diagnostic::SourceText;
use crate::yaml::{Places, Step};

/// How many lines of the head of an entry, and from its answer on, are shown.
const HEAD: usize = 5;
const TAIL: usize = 16;

/// An entry as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// The file, as it was named when the knowledge was opened.
    pub file: String,
    /// The line on which the entry begins.
    pub line: usize,
    /// What is shown of it: its head, the phrasing, its answer and what follows; where numbers jump, lines are left out.
    pub lines: Vec<Line>,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its number.
    pub number: usize,
    /// As it is written.
    pub text: String,
    /// Whether it holds the phrasing.
    pub marked: bool,
}

/// Where entries of the knowledge at `path` stand, each with the line of a phrasing; an entry that is not found is left
/// out.
#[must_use]
pub fn excerpts(path: &Path, wanted: &[(&EntryId, &str)]) -> BTreeMap<EntryId, Excerpt> {
    let Ok(files) = load::read_files(path) else { return BTreeMap::new() };
    let mut found = BTreeMap::new();
    for source in &files.sources {
        let missing = |(id, _): &&(&EntryId, &str)| !found.contains_key(*id) && source.text().contains(id.as_str());
        let here: Vec<_> = wanted.iter().filter(missing).collect();
        // Most files are ruled out without being read.
        if here.is_empty() {
            continue;
        }
        let places = Places::new(source);
        for at in 0..places.count(&[Step::Key("entries")]) {
            let id = places.scalar(&[Step::Key("entries"), Step::Item(at), Step::Key("id")]).map(str::trim);
            if let Some((id, phrasing)) = here.iter().find(|(wanted, _)| Some(wanted.as_str()) == id) {
                found.insert((*id).clone(), cut(source, &places, at, phrasing));
            }
        }
    }
    found
}

fn cut(source: &SourceText, places: &Places<'_>, at: usize, phrasing: &str) -> Excerpt {
    let first = places.value(&[Step::Key("entries"), Step::Item(at)]).line();
    let answer = places.key(&[Step::Key("entries"), Step::Item(at), Step::Key("answer")]).line();
    let next = places.value(&[Step::Key("entries"), Step::Item(at + 1)]).line();
    // Past the last entry a place is that of the list, which begins above.
    let end = if next > first { next } else { source.text().lines().count() + 1 };
    let is_blank = |number: &usize| matches!(source.line(*number).trim().chars().next(), None | Some('#'));
    let last = (first..end).rev().find(|number| !is_blank(number)).unwrap_or(first);
    let asked = (first..=last).find(|&number| holds(source.line(number), phrasing));
    let wanted = |number: &usize| {
        *number < first + HEAD
            || (answer..answer + TAIL).contains(number)
            || asked.is_some_and(|asked| asked.abs_diff(*number) <= 1)
    };
    let line = |number| Line { number, text: source.line(number).to_owned(), marked: Some(number) == asked };
    Excerpt { file: source.name().to_owned(), line: first, lines: (first..=last).filter(wanted).map(line).collect() }
}

/// Whether a line writes `phrasing`, bare or in a list of its own.
fn holds(line: &str, phrasing: &str) -> bool {
    let bare = line.trim().trim_start_matches("- ").trim_matches(['\'', '"']);
    !phrasing.is_empty() && (bare == phrasing || line.contains('[') && line.contains(phrasing))
}

#[cfg(test)]
mod tests {
    use super::excerpts;
    use crate::knowledge::EntryId;

    const FILE: &str = "\
version: 1
entries:
  - id: dates
    questions:
      zh:
        - 什么时候
        - 几号
        - 哪天
        - 哪几天
    answer: 16日

  # the place
  - id: venue
    questions: [在哪里, 什么地方]
    answer: 乌镇
";

    #[track_caller]
    fn check(id: &str, phrasing: &str, line: usize, numbers: &[usize], marked: Option<usize>) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("a.yaml"), FILE).expect("a file");
        let id = EntryId::new(id).expect("an id");
        let mut found = excerpts(folder.path(), &[(&id, phrasing)]);
        let found = found.remove(&id).expect("an excerpt");
        assert_eq!(found.line, line);
        assert_eq!(found.lines.iter().map(|l| l.number).collect::<Vec<_>>(), numbers);
        assert_eq!(found.lines.iter().find(|l| l.marked).map(|l| l.number), marked);
    }

    #[test]
    fn an_entry_is_found_with_its_phrasing_and_its_answer() {
        check("dates", "几号", 3, &[3, 4, 5, 6, 7, 8, 10], Some(7));
        check("dates", "哪几天", 3, &[3, 4, 5, 6, 7, 8, 9, 10], Some(9));
        check("dates", "", 3, &[3, 4, 5, 6, 7, 10], None);
        check("venue", "什么地方", 13, &[13, 14, 15], Some(14));
    }
}

//! What is asked: the sets of the repository, any knowledge with labelled questions, or a synthetic collection.
//!
//! A set is written down once as two plain files, which every measured process reads: whatever it took to make the set
//! leaves no trace in the memory that is measured.

use std::fmt::Write as _;
use std::path::Path;

use wenda::eval::{self, Expected};
use wenda::knowledge;

use crate::programs::Phrasing;
use crate::synthetic::{Grammar, Lang};

/// Phrasings and questions about them.
pub struct Set {
    /// In the order of their entries.
    pub phrasings: Vec<Phrasing>,
    pub questions: Vec<Labelled>,
}

/// A question and the entries that would be right; none where nothing is.
pub struct Labelled {
    pub text: String,
    pub right: Vec<usize>,
}

impl Set {
    /// A folder of knowledge and a file of questions: YAML as `wenda eval` reads it, or `question<TAB>entry id`. Of YAML
    /// only the cases of the `categories`, unless there are none.
    pub fn labelled(knowledge_path: &Path, questions_path: &Path, categories: &[&str]) -> Result<Self, String> {
        let knowledge = knowledge::load(knowledge_path).map_err(|error| error.to_string())?;
        let mut phrasings = Vec::new();
        for (number, entry) in knowledge.entries.iter().enumerate() {
            phrasings.extend(entry.questions.iter().map(|question| (question.text.clone(), number)));
        }
        let find = |id: &str| {
            let found = knowledge.entries.iter().position(|entry| entry.id.as_str() == id);
            found.ok_or_else(|| format!("`{}` names `{id}`, which is no entry", questions_path.display()))
        };
        let mut questions = Vec::new();
        if questions_path.extension().is_some_and(|extension| extension == "tsv") {
            for line in read(questions_path)?.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
                let (ask, id) = line.split_once('\t').ok_or_else(|| format!("expected a tab in `{line}`"))?;
                let right = if id.trim() == "-" { Vec::new() } else { vec![find(id.trim())?] };
                questions.push(Labelled { text: ask.to_owned(), right });
            }
            return Ok(Self { phrasings, questions });
        }
        let cases = eval::load(&[questions_path.to_owned()], &knowledge).map_err(|error| error.to_string())?;
        let is_meant = |case: &eval::Case| {
            categories.is_empty() || case.category.as_deref().is_some_and(|own| categories.contains(&own))
        };
        for case in cases.into_iter().filter(is_meant) {
            let right = match &case.expected {
                // Questions that need two answers at once have no first place to compare, nor do expected texts.
                Expected::All(ids) if ids.len() > 1 => continue,
                Expected::Text(_) => continue,
                Expected::Any(ids) | Expected::All(ids) => {
                    ids.iter().map(|id| find(id.as_str())).collect::<Result<_, _>>()?
                }
                Expected::NoAnswer => Vec::new(),
            };
            questions.push(Labelled { text: case.ask, right });
        }
        Ok(Self { phrasings, questions })
    }

    /// So many made phrasings and questions.
    pub fn synthetic(lang: Lang, phrasings: usize, questions: usize) -> Self {
        let grammar = Grammar::new(lang);
        let collection = grammar.collection(phrasings);
        let asked = grammar.questions(collection.entries.len(), questions);
        let questions = asked.into_iter().map(|a| Labelled { text: a.text, right: a.entry.into_iter().collect() });
        let questions = questions.collect();
        let numbered = collection.entries.into_iter().enumerate();
        let phrasings = numbered.flat_map(|(entry, texts)| texts.into_iter().map(move |text| (text, entry))).collect();
        Self { phrasings, questions }
    }

    /// Writes the set into `folder`: a line a phrasing with its entry, a line a question with the right ones.
    pub fn write(&self, folder: &Path) -> Result<(), String> {
        let mut phrasings = String::new();
        for (text, entry) in &self.phrasings {
            let _ = writeln!(phrasings, "{}\t{entry}", one_line(text));
        }
        let mut questions = String::new();
        for question in &self.questions {
            let right: Vec<String> = question.right.iter().map(usize::to_string).collect();
            let _ = writeln!(questions, "{}\t{}", one_line(&question.text), right.join(","));
        }
        let save = |name: &str, text: &str| {
            std::fs::write(folder.join(name), text).map_err(|error| format!("`{name}` cannot be written: {error}"))
        };
        save(PHRASINGS, &phrasings)?;
        save(QUESTIONS, &questions)
    }

    /// Reads what [`write`](Self::write) wrote.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let parted = |line: &str| line.split_once('\t').map(|(text, behind)| (text.to_owned(), behind.to_owned()));
        let number = |text: &str| text.parse::<usize>().map_err(|error| format!("`{text}` is no entry: {error}"));
        let mut set = Self { phrasings: Vec::new(), questions: Vec::new() };
        for (text, entry) in read(&folder.join(PHRASINGS))?.lines().filter_map(parted) {
            set.phrasings.push((text, number(&entry)?));
        }
        for (text, right) in read(&folder.join(QUESTIONS))?.lines().filter_map(parted) {
            let right = right.split(',').filter(|entry| !entry.is_empty()).map(number).collect::<Result<_, _>>()?;
            set.questions.push(Labelled { text, right });
        }
        Ok(set)
    }
}

const PHRASINGS: &str = "phrasings.tsv";
const QUESTIONS: &str = "questions.tsv";

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))
}

fn one_line(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::{Lang, Set};

    #[test]
    fn a_set_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let set = Set::synthetic(Lang::En, 300, 50);
        set.write(folder.path()).expect("written");
        let read = Set::read(folder.path()).expect("read");
        assert_eq!(read.phrasings, set.phrasings);
        let parts = |set: &Set| set.questions.iter().map(|q| (q.text.clone(), q.right.clone())).collect::<Vec<_>>();
        assert_eq!(parts(&read), parts(&set));
    }
}

//! What is asked: the sets of the repository, any knowledge with labelled questions, or a synthetic collection.

use std::path::{Path, PathBuf};

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

/// Where a set comes from; as one word, so that it can be handed to a child process.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A folder of knowledge and a file of questions: YAML as `wenda eval` reads it, or `question<TAB>entry id`.
    Files { knowledge: PathBuf, questions: PathBuf },
    /// So many synthetic phrasings and questions.
    Synthetic { lang: Lang, phrasings: usize, questions: usize },
}

impl Origin {
    pub fn read(&self) -> Result<Set, String> {
        match self {
            Self::Files { knowledge, questions } => read(knowledge, questions),
            Self::Synthetic { lang, phrasings, questions } => Ok(synthetic(*lang, *phrasings, *questions)),
        }
    }

    /// The arguments by which a child process finds the same set.
    pub fn arguments(&self) -> Vec<String> {
        match self {
            Self::Files { knowledge, questions } => {
                vec!["files".into(), knowledge.display().to_string(), questions.display().to_string()]
            }
            Self::Synthetic { lang, phrasings, questions } => {
                vec!["synthetic".into(), lang.to_string(), phrasings.to_string(), questions.to_string()]
            }
        }
    }

    pub fn from_arguments(arguments: &[String]) -> Result<Self, String> {
        match arguments {
            [kind, knowledge, questions] if kind == "files" => {
                Ok(Self::Files { knowledge: knowledge.into(), questions: questions.into() })
            }
            [kind, lang, phrasings, questions] if kind == "synthetic" => {
                let number = |text: &String| text.parse().map_err(|e| format!("`{text}` is no number: {e}"));
                let lang = if lang == "zh" { Lang::Zh } else { Lang::En };
                Ok(Self::Synthetic { lang, phrasings: number(phrasings)?, questions: number(questions)? })
            }
            _ => Err(format!("no set is meant by {arguments:?}")),
        }
    }
}

fn read(knowledge_path: &Path, questions_path: &Path) -> Result<Set, String> {
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
        let text = std::fs::read_to_string(questions_path)
            .map_err(|error| format!("`{}` cannot be read: {error}", questions_path.display()))?;
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let (ask, id) = line.split_once('\t').ok_or_else(|| format!("expected a tab in `{line}`"))?;
            let right = if id.trim() == "-" { Ok(Vec::new()) } else { find(id.trim()).map(|entry| vec![entry]) }?;
            questions.push(Labelled { text: ask.to_owned(), right });
        }
    } else {
        let cases = eval::load(&[questions_path.to_owned()], &knowledge).map_err(|error| error.to_string())?;
        for case in cases {
            let right = match &case.expected {
                // Questions that need two answers at once have no first place to compare.
                Expected::All(ids) if ids.len() > 1 => continue,
                Expected::Text(_) => continue,
                Expected::Any(ids) | Expected::All(ids) => {
                    ids.iter().map(|id| find(id.as_str())).collect::<Result<_, _>>()?
                }
                Expected::NoAnswer => Vec::new(),
            };
            questions.push(Labelled { text: case.ask, right });
        }
    }
    Ok(Set { phrasings, questions })
}

fn synthetic(lang: Lang, phrasings: usize, questions: usize) -> Set {
    let grammar = Grammar::new(lang);
    let collection = grammar.collection(phrasings);
    let asked = grammar.questions(collection.entries.len(), questions);
    let questions = asked.into_iter().map(|a| Labelled { text: a.text, right: a.entry.into_iter().collect() });
    let questions = questions.collect();
    let numbered = collection.entries.into_iter().enumerate();
    let phrasings = numbered.flat_map(|(entry, texts)| texts.into_iter().map(move |text| (text, entry))).collect();
    Set { phrasings, questions }
}

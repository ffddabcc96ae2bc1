//! The knowledge as everybody but the loader sees it: valid by construction.
//!
//! Invariants: ids are unique and well formed, every entry has a phrasing and an answer, every passage stands in its
//! source, every related id, topic and command exists. `knowledge::load` is the only maker outside tests.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Lang;

/// A text in one or both languages; at least one is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Localized {
    zh: Option<String>,
    en: Option<String>,
}

impl Localized {
    /// The same text whatever the language (a plain string in YAML).
    #[must_use]
    pub fn plain(text: String) -> Self {
        Self { zh: Some(text.clone()), en: Some(text) }
    }

    /// A text by language; `None` where neither is given.
    #[must_use]
    pub fn by_lang(zh: Option<String>, en: Option<String>) -> Option<Self> {
        (zh.is_some() || en.is_some()).then_some(Self { zh, en })
    }

    /// The text in `lang`, else in the other language.
    #[must_use]
    pub fn pick(&self, lang: Lang) -> &str {
        let (first, second) = match lang {
            Lang::Zh => (&self.zh, &self.en),
            Lang::En => (&self.en, &self.zh),
        };
        first.as_deref().or(second.as_deref()).unwrap_or_default()
    }
}

/// An entry's stable name: 1 to 64 of `A-Z a-z 0-9 _ -`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryId(String);

impl EntryId {
    /// The longest id in characters; Telegram's start parameter and button data hold 64 bytes.
    pub const MAX_LEN: usize = 64;

    /// Reads an id; `None` where it is empty, too long or holds another character.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let well_formed = !text.is_empty()
            && text.len() <= Self::MAX_LEN
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        well_formed.then(|| Self(text.to_owned()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the bot speaks about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The conference's name.
    pub title: Localized,
    /// Other names of this very conference.
    pub aliases: Vec<String>,
}

/// A document that passages are quoted from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The document's title.
    pub title: Localized,
    /// The file's name as written in the knowledge.
    pub file: String,
}

/// A heading under which entries are browsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The key in `topics`.
    pub id: String,
    /// What people read.
    pub title: Localized,
}

/// One way of asking for an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The phrasing as the curator wrote it.
    pub text: String,
    /// Its language: as keyed in YAML, else as detected.
    pub lang: Lang,
}

/// A piece of a source, character for character.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The quoted text.
    pub text: String,
    /// Index into [`Knowledge::sources`].
    pub source: usize,
    /// The 1-based number of the source's non-empty line in which the passage begins.
    pub paragraph: usize,
}

/// One fact: how people ask for it, the answer, and what the answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The stable name.
    pub id: EntryId,
    /// Index into [`Knowledge::topics`].
    pub topic: Option<usize>,
    /// A quick-fact command without its slash: 1 to 32 of `a-z 0-9 _`.
    pub command: Option<String>,
    /// The phrasings, at least one; the first of a language is its title.
    pub questions: Vec<Question>,
    /// The short fact.
    pub answer: Localized,
    /// What it rests on; empty where the knowledge quotes nothing.
    pub passages: Vec<Passage>,
    /// Indices into [`Knowledge::entries`].
    pub related: Vec<usize>,
}

impl Entry {
    /// The phrasing that names the entry on a button: the first in `lang`, else the first.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &str {
        let own = self.questions.iter().find(|q| q.lang == lang);
        own.or(self.questions.first()).map_or("", |q| q.text.as_str())
    }
}

/// Everything that is known, in the order of the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knowledge {
    /// What the bot speaks about, where a file says so.
    pub subject: Option<Subject>,
    /// The documents.
    pub sources: Vec<Source>,
    /// The headings, in order.
    pub topics: Vec<Topic>,
    /// Groups of words that mean the same here; the first of each stands for all.
    pub synonyms: Vec<Vec<String>>,
    /// Words and questions that the document says nothing about.
    pub out_of_scope: Vec<String>,
    /// From this confidence on, 500 to 1000 thousandths, an entry is the answer; below it is offered at most.
    pub answer_from: u16,
    /// The facts.
    pub entries: Vec<Entry>,
}

/// From what confidence on an entry is the answer where no file says it: what is nine in ten likely.
///
/// Of the sets in `benches/sets`, whose questions out of scope are mostly near ones, a fiftieth of these are answered so.
pub const ANSWER_FROM: u16 = 900;

impl Default for Knowledge {
    fn default() -> Self {
        Self {
            subject: None,
            sources: Vec::new(),
            topics: Vec::new(),
            synonyms: Vec::new(),
            out_of_scope: Vec::new(),
            answer_from: ANSWER_FROM,
            entries: Vec::new(),
        }
    }
}

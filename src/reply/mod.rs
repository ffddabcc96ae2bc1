//! What is said to the asker, before any platform gives it a shape.
//!
//! Invariant: every sentence the bot says of its own is in [`phrases`]; answers and passages come from the knowledge.

use serde::Serialize;

use crate::knowledge::{Entry, EntryId, Knowledge};
use crate::text::Lang;

pub mod phrases;
pub mod telegram_phrases;

/// How a question ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Sure: the cards are the answers, one for each question that the message holds.
    Answer,
    /// Not sure: the cards are up to five candidates, best first ("did you mean").
    Suggest,
    /// The document does not tell: no cards.
    None,
}

/// Where a passage stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceLine {
    /// The document's title in the language of the reply.
    pub title: String,
    /// The 1-based number of the non-empty line of the document.
    pub paragraph: usize,
}

/// One entry, ready to be shown in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The entry's stable name.
    pub id: EntryId,
    /// The entry's title: its first phrasing in the language.
    pub question: String,
    /// The short fact.
    pub answer: String,
    /// The quoted text, as in the document; several places are joined by a line break.
    pub passage: Option<String>,
    /// Where the first quoted place stands.
    pub source: Option<SourceLine>,
    /// How sure the match is, in thousandths; 1000 where nothing was matched (a button, a command).
    pub score: u16,
    /// Entries worth offering next: id and title.
    pub related: Vec<(EntryId, String)>,
}

impl Card {
    /// Lays out `entry` in `lang`.
    #[must_use]
    pub fn new(knowledge: &Knowledge, entry: &Entry, lang: Lang, score: u16) -> Self {
        let passage = (!entry.passages.is_empty())
            .then(|| entry.passages.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n"));
        let source = entry.passages.first().and_then(|p| {
            let source = knowledge.sources.get(p.source)?;
            Some(SourceLine { title: source.title.pick(lang).to_owned(), paragraph: p.paragraph })
        });
        let related = entry.related.iter().filter_map(|&i| knowledge.entries.get(i));
        Self {
            id: entry.id.clone(),
            question: entry.title(lang).to_owned(),
            answer: entry.answer.pick(lang).to_owned(),
            passage,
            source,
            score,
            related: related.map(|e| (e.id.clone(), e.title(lang).to_owned())).collect(),
        }
    }
}

/// A whole reply to one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The language to speak.
    pub lang: Lang,
    /// How it ended.
    pub outcome: Outcome,
    /// The answers or the candidates, in order; empty for [`Outcome::None`].
    pub cards: Vec<Card>,
    /// Questions of the same message, as typed, that found no answer while others did.
    pub untold: Vec<String>,
    /// Indices of the nearest topics, best first: offered with [`Outcome::None`] so that no reply is a dead end.
    pub topics: Vec<usize>,
}

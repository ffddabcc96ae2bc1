//! Question -> reply: the one way from what somebody typed to what is said, for every front end.

use std::sync::Arc;

use crate::knowledge::{EntryId, Knowledge};
use crate::reply::{Card, Outcome, Reply};
use crate::text::Lang;

/// Answers questions from one knowledge. Cheap to share behind an `Arc`; swapping knowledge means making a new one.
#[derive(Debug)]
pub struct Responder {
    knowledge: Arc<Knowledge>,
}

impl Responder {
    /// Builds the index over `knowledge`.
    #[must_use]
    pub fn new(knowledge: Arc<Knowledge>) -> Self {
        Self { knowledge }
    }

    /// The knowledge that is answered from.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// Answers `question`, whatever it is.
    #[must_use]
    pub fn respond(&self, question: &str) -> Reply {
        let _ = question;
        Reply { lang: Lang::Zh, outcome: Outcome::None, cards: Vec::new(), untold: Vec::new(), topics: Vec::new() }
    }

    /// The card of an entry that was chosen by id (a button, a deep link, a number in the terminal).
    #[must_use]
    pub fn card(&self, id: &EntryId, lang: Lang) -> Option<Card> {
        let entry = self.knowledge.entries.iter().find(|e| e.id == *id)?;
        Some(Card::new(&self.knowledge, entry, lang, 1000))
    }

    /// The card of a quick-fact command, without its slash.
    #[must_use]
    pub fn command(&self, command: &str, lang: Lang) -> Option<Card> {
        let entry = self.knowledge.entries.iter().find(|e| e.command.as_deref() == Some(command))?;
        Some(Card::new(&self.knowledge, entry, lang, 1000))
    }

    /// Up to `limit` cards for a text being typed, best first: for inline search, where nothing is decided.
    #[must_use]
    pub fn search(&self, text: &str, lang: Lang, limit: usize) -> Vec<Card> {
        let _ = (text, lang, limit);
        Vec::new()
    }

    /// The reckoning behind the reply to `question`, as a table for the curator.
    #[must_use]
    pub fn explain(&self, question: &str) -> String {
        let _ = question;
        String::new()
    }

    /// The reply to a phrasing of the knowledge, by index of its entry and of the phrasing, as if it were not there.
    #[must_use]
    pub fn respond_without(&self, entry: usize, question: usize) -> Reply {
        let phrasing = self.knowledge.entries.get(entry).and_then(|e| e.questions.get(question));
        self.respond(phrasing.map_or("", |q| q.text.as_str()))
    }

    /// The entry that ranks first for a phrasing of the knowledge as if it were not there, answered or not.
    #[must_use]
    pub fn best_without(&self, entry: usize, question: usize) -> Option<usize> {
        let _ = (entry, question);
        None
    }
}

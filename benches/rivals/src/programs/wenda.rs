//! wenda as everybody uses it: the responder over a knowledge.

use std::sync::Arc;

use ::wenda::knowledge::{Entry, EntryId, Knowledge, Localized, Question};
use ::wenda::reply::Outcome;
use ::wenda::responder::Responder;
use ::wenda::text::{Lang, detect};

use super::{Ask, Found, Phrasing};

pub struct Wenda {
    responder: Responder,
}

/// The knowledge that holds the phrasings and nothing else.
pub fn knowledge(phrasings: &[Phrasing]) -> Knowledge {
    let mut entries: Vec<Entry> = Vec::new();
    for (text, entry) in phrasings {
        while entries.len() <= *entry {
            entries.push(Entry {
                id: EntryId::new(&format!("e{}", entries.len())).expect("a letter and digits make an id"),
                topic: None,
                command: None,
                questions: Vec::new(),
                answer: Localized::plain(format!("Answer {}.", entries.len())),
                passages: Vec::new(),
                related: Vec::new(),
            });
        }
        let lang = detect(text).unwrap_or(Lang::Zh);
        entries[*entry].questions.push(Question { text: text.clone(), lang });
    }
    Knowledge { entries, ..Knowledge::default() }
}

impl Wenda {
    pub fn new(knowledge: Knowledge) -> Self {
        Self { responder: Responder::new(Arc::new(knowledge)) }
    }
}

impl Ask for Wenda {
    fn ask(&self, question: &str) -> Found {
        let reply = self.responder.respond(question);
        Found {
            first: reply.cards.first().and_then(|card| number(&card.id)),
            answered: reply.outcome == Outcome::Answer,
        }
    }

    /// By the ranking, also where nothing is answered: a rival that never refuses is compared with no other way.
    fn rank(&self, question: &str) -> Option<usize> {
        let lang = detect(question).unwrap_or(Lang::Zh);
        self.responder.search(question, lang, 1).first().and_then(|card| number(&card.id))
    }
}

fn number(id: &EntryId) -> Option<usize> {
    id.as_str().strip_prefix('e')?.parse().ok()
}

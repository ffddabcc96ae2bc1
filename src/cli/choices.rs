//! What may be chosen next, so that no reply is a dead end: suggestions, nearest topics, related questions.
//!
//! Invariant: the list that is shown and the list that numbers are looked up in are the same value.

use crate::knowledge::{Entry, EntryId, Knowledge};
use crate::reply::{Outcome, Reply, phrases};
use crate::text::Lang;

/// How many topics are offered where nothing is nearer: as many as are read at a glance.
const FALLBACK: usize = 3;

/// Something that can be chosen by its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// An entry: its card is shown.
    Entry(EntryId),
    /// A topic by its index, or what stands under none: its questions are listed.
    Topic(Option<usize>),
}

/// A list to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// What is said above it.
    pub heading: String,
    /// What stands for what, in order.
    pub items: Vec<(Choice, String)>,
}

/// What `reply` offers: candidates, or the nearest topics; nothing more where it is an answer.
#[must_use]
pub fn offered(knowledge: &Knowledge, reply: &Reply) -> Choices {
    let lang = reply.lang;
    match reply.outcome {
        Outcome::Answer => Choices::default(),
        Outcome::Suggest => {
            let cards = reply.cards.iter().map(|card| (Choice::Entry(card.id.clone()), card.question.clone()));
            Choices { heading: phrases::did_you_mean(lang).to_owned(), items: cards.collect() }
        }
        Outcome::None => {
            let mut items: Vec<_> = reply.topics.iter().filter_map(|&t| example_of(knowledge, Some(t), lang)).collect();
            if items.is_empty() {
                items = (0..knowledge.topics.len()).filter_map(|t| example_of(knowledge, Some(t), lang)).collect();
                items.truncate(FALLBACK);
            }
            if items.is_empty() {
                items = knowledge.entries.iter().take(FALLBACK).map(|entry| titled(entry, lang)).collect();
            }
            Choices { heading: phrases::you_can_ask(lang).to_owned(), items }
        }
    }
}

/// The questions worth asking after the answers of `reply`, each once, none that was just answered.
#[must_use]
pub fn related(reply: &Reply) -> Choices {
    let mut items: Vec<(Choice, String)> = Vec::new();
    for (id, title) in reply.cards.iter().flat_map(|card| &card.related) {
        let choice = Choice::Entry(id.clone());
        let answered = reply.cards.iter().any(|card| card.id == *id);
        if !answered && !items.iter().any(|(known, _)| *known == choice) {
            items.push((choice, title.clone()));
        }
    }
    Choices { heading: phrases::related(reply.lang).to_owned(), items }
}

/// Every topic that has entries, and the rest under a name of its own; without topics the entries themselves.
#[must_use]
pub fn topics(knowledge: &Knowledge, lang: Lang) -> Choices {
    if knowledge.topics.is_empty() {
        let items = knowledge.entries.iter().map(|entry| titled(entry, lang)).collect();
        return Choices { heading: phrases::you_can_ask(lang).to_owned(), items };
    }
    let all = (0..knowledge.topics.len()).map(Some).chain([None]);
    let filled = all.filter(|&topic| entries_of(knowledge, topic).next().is_some());
    let items = filled.map(|topic| (Choice::Topic(topic), topic_title(knowledge, topic, lang).to_owned()));
    Choices { heading: phrases::topics_heading(lang).to_owned(), items: items.collect() }
}

/// The questions of a topic.
#[must_use]
pub fn questions(knowledge: &Knowledge, topic: Option<usize>, lang: Lang) -> Choices {
    let items = entries_of(knowledge, topic).map(|entry| titled(entry, lang)).collect();
    Choices { heading: phrases::topic_heading(lang, topic_title(knowledge, topic, lang)), items }
}

fn entries_of(knowledge: &Knowledge, topic: Option<usize>) -> impl Iterator<Item = &Entry> {
    knowledge.entries.iter().filter(move |entry| entry.topic == topic)
}

fn topic_title(knowledge: &Knowledge, topic: Option<usize>, lang: Lang) -> &str {
    let topic = topic.and_then(|t| knowledge.topics.get(t));
    topic.map_or(phrases::other_topics(lang), |topic| topic.title.pick(lang))
}

fn titled(entry: &Entry, lang: Lang) -> (Choice, String) {
    (Choice::Entry(entry.id.clone()), entry.title(lang).to_owned())
}

fn example_of(knowledge: &Knowledge, topic: Option<usize>, lang: Lang) -> Option<(Choice, String)> {
    let entry = entries_of(knowledge, topic).next()?;
    let title = topic_title(knowledge, topic, lang);
    Some((Choice::Topic(topic), phrases::topic_with_example(lang, title, entry.title(lang))))
}

//! Question -> reply: the one way from what somebody typed to what is said, for every front end.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::knowledge::{EntryId, Knowledge};
use crate::matching::{Decision, Matcher, Reckoning, Verdict, explain};
use crate::reply::{Card, Outcome, Reply};
use crate::text::{Lang, detect};

/// The most topics named where the document does not tell.
const NEAREST_TOPICS: usize = 3;

/// Answers questions from one knowledge. Cheap to share behind an `Arc`; swapping knowledge means making a new one.
#[derive(Debug)]
pub struct Responder {
    knowledge: Arc<Knowledge>,
    matcher: Matcher,
}

impl Responder {
    /// Builds the index over `knowledge`.
    #[must_use]
    pub fn new(knowledge: Arc<Knowledge>) -> Self {
        Self { matcher: Matcher::new(Arc::clone(&knowledge)), knowledge }
    }

    /// Puts together again what [`Self::parts`] took apart.
    #[must_use]
    pub fn of_parts(knowledge: Knowledge, matcher: Matcher) -> Self {
        let knowledge = Arc::new(knowledge);
        Self { matcher: matcher.over(Arc::clone(&knowledge)), knowledge }
    }

    /// What it is made of, to be written down.
    #[must_use]
    pub fn parts(&self) -> (&Knowledge, &Matcher) {
        (&self.knowledge, &self.matcher)
    }

    /// The knowledge that is answered from.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The same, to be held on to.
    #[must_use]
    pub fn shared_knowledge(&self) -> Arc<Knowledge> {
        Arc::clone(&self.knowledge)
    }

    /// Answers `question`, whatever it is.
    #[must_use]
    pub fn respond(&self, question: &str) -> Reply {
        self.reply(question, &self.decide(question))
    }

    /// Decides on `question`, for whoever wants the reckoning as well as the reply: [`Self::respond`] is this and
    /// [`Self::reply`].
    #[must_use]
    pub fn decide(&self, question: &str) -> Decision {
        self.matcher.decide(question)
    }

    /// Decides on the phrasing `question` of `entry` as if it had never been written.
    #[must_use]
    pub fn decide_without(&self, entry: usize, question: usize) -> Decision {
        let phrasing = self.knowledge.entries.get(entry).and_then(|e| e.questions.get(question));
        self.matcher.decide_leaving_out(phrasing.map_or("", |q| &q.text), entry, question)
    }

    /// Puts a decision on `question` into words.
    #[must_use]
    pub fn reply(&self, question: &str, decision: &Decision) -> Reply {
        let lang = self.lang(question, decision);
        let mut seen = BTreeSet::new();
        let shown = decision.verdicts.iter().filter(|v| v.outcome == decision.outcome).flat_map(Verdict::shown);
        let mut cards: Vec<Card> = shown
            .filter(|ranked| seen.insert(ranked.entry))
            .filter_map(|r| Some(Card::new(&self.knowledge, self.knowledge.entries.get(r.entry)?, lang, r.score)))
            .collect();
        if decision.outcome == Outcome::Suggest {
            cards.truncate(5);
        }
        let open =
            |v: &&Verdict| decision.outcome == Outcome::Answer && v.outcome != Outcome::Answer && v.is_question();
        let untold = decision.verdicts.iter().filter(open).map(|v| v.text.clone()).collect();
        let topics = if decision.outcome == Outcome::None { self.nearest_topics(decision) } else { Vec::new() };
        Reply { lang, outcome: decision.outcome, cards, untold, topics }
    }

    /// The language to reply in: that of the question, Chinese where it was typed in pinyin or has no letters.
    fn lang(&self, question: &str, decision: &Decision) -> Lang {
        let is_pinyin = |(_, read): &(String, String)| detect(read) == Some(Lang::Zh);
        if decision.verdicts.iter().flat_map(|v| &v.repairs).any(is_pinyin) {
            return Lang::Zh;
        }
        detect(question).unwrap_or(Lang::Zh)
    }

    /// The topics of the entries that came nearest, else the first ones.
    fn nearest_topics(&self, decision: &Decision) -> Vec<usize> {
        let near = decision
            .verdicts
            .iter()
            .flat_map(|v| &v.ranking)
            .filter_map(|r| self.knowledge.entries.get(r.entry)?.topic);
        let mut topics: Vec<usize> = Vec::new();
        for topic in near.chain(0..self.knowledge.topics.len()) {
            if topics.len() < NEAREST_TOPICS && !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        topics
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
        let decision = self.matcher.decide(text);
        let mut seen = BTreeSet::new();
        let ranked = decision.verdicts.iter().flat_map(|v| &v.ranking).filter(|r| seen.insert(r.entry));
        let cards = ranked
            .filter_map(|r| Some(Card::new(&self.knowledge, self.knowledge.entries.get(r.entry)?, lang, r.score)));
        cards.take(limit).collect()
    }

    /// The reckoning behind the reply to `question`, as a table for the curator.
    #[must_use]
    pub fn explain(&self, question: &str) -> String {
        explain(&self.reckon(question))
    }

    /// The same as data, for whoever shows it otherwise.
    #[must_use]
    pub fn reckon(&self, question: &str) -> Reckoning {
        Reckoning::new(&self.knowledge, &self.matcher.decide(question))
    }
}

//! A reply as an object of JSON, in the shape that other programs rely on.
//!
//! Invariant: names and order of the keys are a contract; a key is never left out because its value is empty.

use std::time::Duration;

use serde::{Serialize, Serializer};

use crate::reply::{Card, Outcome, Reply, SourceLine};
use crate::text::Lang;

/// One question and what became of it.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    question: &'a str,
    outcome: Outcome,
    lang: Lang,
    answers: Vec<AnswerRecord<'a>>,
    elapsed_us: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct AnswerRecord<'a> {
    id: &'a str,
    question: &'a str,
    answer: &'a str,
    passage: Option<&'a str>,
    source: Option<&'a SourceLine>,
    #[serde(serialize_with = "as_share")]
    score: u16,
}

impl<'a> Record<'a> {
    /// Puts together what was asked, what is replied and how long it took; `explain` only where it was wanted.
    #[must_use]
    pub fn new(question: &'a str, reply: &'a Reply, elapsed: Duration, explain: Option<&'a str>) -> Self {
        Self {
            question,
            outcome: reply.outcome,
            lang: reply.lang,
            answers: reply.cards.iter().map(AnswerRecord::new).collect(),
            elapsed_us: u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX),
            explain,
        }
    }
}

impl<'a> AnswerRecord<'a> {
    fn new(card: &'a Card) -> Self {
        Self {
            id: card.id.as_str(),
            question: &card.question,
            answer: &card.answer,
            passage: card.passage.as_deref(),
            source: card.source.as_ref(),
            score: card.score,
        }
    }
}

/// Thousandths as a share: 930 is `0.93`.
fn as_share<S: Serializer>(thousandths: &u16, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(f64::from(*thousandths) / 1000.0)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Record;
    use crate::knowledge::EntryId;
    use crate::reply::{Card, Outcome, Reply, SourceLine};
    use crate::text::Lang;

    fn reply(outcome: Outcome, cards: Vec<Card>) -> Reply {
        Reply { lang: Lang::Zh, outcome, cards, untold: Vec::new(), topics: Vec::new() }
    }

    #[track_caller]
    fn check(reply: &Reply, explain: Option<&str>, expected: &str) {
        let record = Record::new("问", reply, Duration::from_micros(85), explain);
        assert_eq!(serde_json::to_string(&record).expect("a record is JSON"), expected);
    }

    #[test]
    fn keys_and_their_order_are_kept() {
        let card = Card {
            id: EntryId::new("dates").expect("an id"),
            question: "几号".to_owned(),
            answer: "16日".to_owned(),
            passage: Some("１６日".to_owned()),
            source: Some(SourceLine { title: "文".to_owned(), paragraph: 2 }),
            score: 930,
            related: Vec::new(),
        };
        let bare = Card { passage: None, source: None, score: 1000, ..card.clone() };
        check(
            &reply(Outcome::Answer, vec![card]),
            None,
            r#"{"question":"问","outcome":"answer","lang":"zh","answers":[{"id":"dates","question":"几号","answer":"16日","passage":"１６日","source":{"title":"文","paragraph":2},"score":0.93}],"elapsed_us":85}"#,
        );
        check(
            &reply(Outcome::Suggest, vec![bare]),
            None,
            r#"{"question":"问","outcome":"suggest","lang":"zh","answers":[{"id":"dates","question":"几号","answer":"16日","passage":null,"source":null,"score":1.0}],"elapsed_us":85}"#,
        );
        check(
            &reply(Outcome::None, Vec::new()),
            Some("why"),
            r#"{"question":"问","outcome":"none","lang":"zh","answers":[],"elapsed_us":85,"explain":"why"}"#,
        );
    }
}

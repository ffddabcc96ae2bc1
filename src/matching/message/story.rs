//! Reads a question together with the story that leads up to it.
//!
//! A question may say too little by itself (what should I do, 怎么办); then the nearest clauses before it tell what it is
//! about. Invariants: a story alone is never answered beside a question, and a question that stands for itself is read
//! with its story only towards an entry that is near without it.

use crate::matching::index::LeftOut;
use crate::matching::{Matcher, Rule, Verdict};
use crate::reply::Outcome;
use crate::text::{Token, fold, tokenize};

/// How many clauses of a story a question is read with at most.
const MOST_STORY: usize = 3;
/// A question that says something by itself is read with its story only towards one of so many entries.
const NEAR: usize = 3;

/// From this cover of its own words on, a question says all but the one thing that the question before it named.
const FOLLOWING: f32 = 0.85;

/// Words that take up the question before: 中国又有多少, and where is it.
const TAKING_UP: &str = "又 还 也 再 呢 则 那 and also too else about";

/// A sentence told before a question.
pub(super) struct Told {
    /// Its text.
    pub text: String,
    /// Whether it is a question itself.
    pub asked: bool,
}

/// What a question stands among.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// Its whole sentence.
    pub whole: &'a Verdict,
    /// The clauses of the sentence that only tell something.
    pub told: &'a [Verdict],
    /// The sentences before it, back to the last question.
    pub story: &'a [Told],
    /// What was asked before it.
    pub before: &'a [Verdict],
}

impl Matcher {
    /// Judges several clauses as one question.
    pub(super) fn question<'t>(&self, clauses: impl Iterator<Item = &'t str>, left_out: LeftOut) -> Verdict {
        let text = clauses.collect::<Vec<_>>().join(", ");
        Verdict { asks: true, ..self.judge(&text, left_out) }
    }

    /// Reads a question together with what was told before it, the nearest first, where that tells more.
    pub(super) fn in_context(&self, found: Vec<Verdict>, context: Context<'_>, left_out: LeftOut) -> Vec<Verdict> {
        let [alone] = found.as_slice() else { return found };
        if matches!(alone.rule, Rule::Exact | Rule::OutOfScope(_)) {
            return found;
        }
        let leans = alone.leans() || alone.is_elliptical();
        let around: Vec<usize> = alone.ranking.iter().take(NEAR).map(|r| r.entry).collect();
        let answered: Vec<usize> =
            context.before.iter().filter(|v| v.outcome == Outcome::Answer).filter_map(Verdict::best).collect();
        let here = context.told.iter().map(|v| (v.text.as_str(), false, true));
        let told: Vec<(&str, bool, bool)> =
            context.story.iter().map(|told| (told.text.as_str(), told.asked, false)).chain(here).collect();
        let mut readings = vec![(false, alone.clone()), (false, context.whole.clone())];
        let open = alone.outcome != Outcome::Answer && !matches!(alone.rule, Rule::Blocked(_));
        let most = if leans || open { told.len().min(MOST_STORY) } else { 0 };
        for told in (1..=most).filter_map(|n| told.get(told.len() - n..)) {
            let reading = self.question(told.iter().map(|t| t.0).chain([alone.text.as_str()]), left_out);
            let near = told.iter().all(|(_, _, here)| *here);
            let again = reading.best().is_some_and(|entry| {
                // 大会什么时候举办？在哪里？ asks for the place, not for time and place once more: the same is quoted.
                let quoted = |own: usize| alone.is_answer() && own != entry && self.same_passage(own, entry);
                answered.contains(&entry) || alone.best().is_some_and(quoted)
            });
            if !again && (near || leans || reading.best().is_some_and(|entry| around.contains(&entry))) {
                readings.push((leans && !told.iter().any(|(_, asked, _)| *asked), reading));
            }
        }
        // Where several readings are equally good the first is the one with the least story.
        let best =
            readings.into_iter().rev().max_by_key(|(leaning, v)| (v.is_answer(), v.is_answer() && *leaning, v.rank()));
        let Some((_, mut best)) = best else { return found };
        if best.text == alone.text && best.is_elliptical() && context.whole.best() != best.best() {
            best = in_doubt(best, context.whole);
        }
        if best.outcome == Outcome::None && !alone.is_barred() && !context.whole.is_barred() {
            // Nothing that asks is known: what the story is about may still be worth offering.
            let offered = context.told.iter().filter(|v| v.outcome != Outcome::None);
            if let Some(offer) = offered.max_by_key(|v| v.rank()) {
                best = Verdict {
                    outcome: Outcome::Suggest,
                    rule: Rule::Unsure(self.knowledge.answer_from),
                    ..offer.clone()
                };
            }
        }
        vec![Verdict { asks: true, ..best }]
    }

    /// Reads each question of a sentence that leaves something out together with the one before it: where both are about
    /// what that one is about, they are one question, and where they are about something else, that is asked.
    pub(super) fn completed(&self, asked: Vec<Verdict>, left_out: LeftOut) -> Vec<Verdict> {
        let mut completed: Vec<Verdict> = Vec::with_capacity(asked.len());
        for question in asked {
            let before = completed.last().filter(|_| question.is_elliptical());
            let together =
                before.map(|v| self.question([v.text.as_str(), question.text.as_str()].into_iter(), left_out));
            match (together, before.and_then(Verdict::best)) {
                (Some(together), before) if together.best() == before => {}
                (Some(together), _) if together.best() != question.best() => completed.push(together),
                _ => completed.push(question),
            }
        }
        completed
    }

    /// Reads a question that takes a part of itself from the answered one `before` it: 全球多少网民？中国又有多少？
    ///
    /// `None` unless an entry that is near to it by itself comes first once the two are read together, what is answered
    /// already set aside.
    pub(super) fn followed(&self, before: &[Verdict], open: &Verdict, left_out: LeftOut) -> Option<Verdict> {
        let last = before.last().filter(|v| v.is_answer())?;
        let takes_up = |t: &Token| TAKING_UP.split(' ').any(|word| word == t.text);
        let open_yet = open.outcome == Outcome::Suggest && matches!(open.rule, Rule::Unsure(_));
        if !open_yet || !tokenize(&fold(&open.text)).iter().any(takes_up) {
            return None;
        }
        let answered: Vec<usize> = before.iter().filter(|v| v.is_answer()).filter_map(Verdict::best).collect();
        let together = self.question([last.text.as_str(), open.text.as_str()].into_iter(), left_out);
        let meant = together.ranking.iter().map(|r| r.entry).find(|entry| !answered.contains(entry))?;
        let mut near = open.ranking.iter().take(NEAR);
        let at = near.position(|r| r.entry == meant && r.block.is_none() && r.scored.question_cover >= FOLLOWING)?;
        let mut followed =
            Verdict { outcome: Outcome::Answer, rule: Rule::Followed(self.knowledge.answer_from), ..open.clone() };
        followed.ranking[..=at].rotate_right(1);
        Some(followed)
    }
}

/// The reading of a whole sentence, where its question `alone` leaves out what may turn it to another entry: beside what
/// the whole would be offered, so is what the question by itself would be answered with.
fn in_doubt(mut alone: Verdict, whole: &Verdict) -> Verdict {
    if whole.is_answer() {
        return whole.clone();
    }
    (alone.outcome, alone.rule) = (Outcome::Suggest, Rule::Elliptical);
    if whole.outcome == Outcome::None {
        return alone;
    }
    let mut whole = whole.clone();
    if let Some(own) = alone.ranking.into_iter().next() {
        whole.ranking.retain(|r| r.entry != own.entry);
        whole.ranking.insert(whole.ranking.len().min(1), own);
    }
    whole
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::knowledge::{Entry, EntryId, Knowledge, Localized, Question};
    use crate::matching::Matcher;
    use crate::reply::Outcome;
    use crate::text::Lang;

    const ENTRIES: [(&str, &[&str]); 4] = [
        ("cancel", &["今天的号今天还能退不", "预约的号怎么取消", "不想看了怎么退号"]),
        ("refund", &["检查没做能退费吗", "检查费怎么退", "不想做检查了能退钱吗"]),
        ("weekend", &["周末几点开门", "周六开门吗", "周日营业吗"]),
        ("weekday", &["工作日门诊从早上几点到下午几点", "平时几点上班"]),
    ];

    /// The entries that are answered with, in order.
    fn answered(message: &str) -> Vec<&'static str> {
        let question = |text: &&str| Question { text: (*text).to_owned(), lang: Lang::Zh };
        let entry = |(id, questions): (&str, &[&str])| Entry {
            id: EntryId::new(id).expect("an id"),
            topic: None,
            command: None,
            questions: questions.iter().map(question).collect(),
            answer: Localized::plain(id.to_owned()),
            passages: Vec::new(),
            related: Vec::new(),
        };
        // So few phrasings make nobody very sure.
        let knowledge = Knowledge { entries: ENTRIES.map(entry).into(), answer_from: 780, ..Knowledge::default() };
        let verdicts = Matcher::new(Arc::new(knowledge)).decide(message).verdicts;
        let answers = verdicts.iter().filter(|v| v.outcome == Outcome::Answer);
        answers.filter_map(|v| Some(ENTRIES[v.best()?].0)).collect()
    }

    #[test]
    fn what_a_question_leaves_out_was_said_before() {
        let rows: [(&str, &[&str]); 5] = [
            ("还能退不", &["cancel"]),
            ("检查费交了，还能退不", &["refund"]),
            ("周六开门吗，几点到几点", &["weekend"]),
            ("平时几点上班，周六开门吗", &["weekday", "weekend"]),
            ("检查费怎么退？周日营业吗？", &["refund", "weekend"]),
        ];
        for (message, expected) in rows {
            assert_eq!(answered(message), expected, "{message}");
        }
    }
}

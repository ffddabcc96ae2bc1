//! What a case would have been replied at every threshold, not only at the one that is set.
//!
//! A message may hold several questions, each answered from a confidence of its own. So a case has no single
//! confidence: as the threshold falls the reply begins with the surest question's entry and grows. [`Step`]s hold each
//! of these replies, graded as a whole, as people would read it. A message taken for its surest question would be
//! right too early, one taken for its weakest would hide a false answer that has long been given.
//!
//! Invariants: at the engine's own threshold the step is the reply that was given; the message is taken apart as it was,
//! for the clauses that a lower threshold might have found are not looked for.

use super::case::Expected;
use super::grade::{Grade, grade_answer};
use crate::knowledge::Knowledge;
use crate::matching::{Decision, Rule, Verdict};
use crate::reply::Card;
use crate::text::Lang;

/// One case, asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// Whether the knowledge is expected to answer.
    pub in_scope: bool,
    /// The replies, from the highest threshold at which anything is answered to the lowest at which the reply still
    /// changes; empty where no threshold brings an answer.
    pub steps: Vec<Step>,
    /// The estimate that was made of the best entry, where the case can tell whether it holds.
    pub estimate: Option<Estimate>,
}

/// The reply at a threshold and below it, down to the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The threshold, in thousandths.
    pub confidence: u16,
    /// How the reply does: [`Grade::Right`], [`Grade::Partial`] or [`Grade::Wrong`].
    pub grade: Grade,
}

/// How likely an entry was said to be the answer, and whether it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The best entry's score, in thousandths.
    pub score: u16,
    /// Whether the entry answers the question in full.
    pub right: bool,
}

impl Trial {
    /// Weighs the decision on a case that was replied to in `lang`.
    #[must_use]
    pub fn new(expected: &Expected, knowledge: &Knowledge, decision: &Decision, lang: Lang) -> Self {
        let asked: Vec<&Verdict> = decision.verdicts.iter().filter(|v| v.rule != Rule::NothingAsked).collect();
        let bests: Vec<(Option<u16>, Card)> = asked.iter().filter_map(|v| best(knowledge, v, lang)).collect();
        let mut thresholds: Vec<u16> = bests.iter().filter_map(|(confidence, _)| *confidence).collect();
        thresholds.sort_unstable_by(|a, b| b.cmp(a));
        thresholds.dedup();
        let step = |confidence: u16| {
            let answered = bests.iter().filter(|(own, _)| *own >= Some(confidence));
            let cards: Vec<Card> = answered.map(|(_, card)| card.clone()).collect();
            Step { confidence, grade: grade_answer(expected, &cards) }
        };
        // Which of several questions the label speaks of cannot be told; a phrase listed as out of scope overrules the
        // estimate, and nobody is told it.
        let estimate = match (asked.as_slice(), bests.as_slice()) {
            ([verdict], [(_, card)]) if !matches!(verdict.rule, Rule::OutOfScope(_)) => {
                let grade = grade_answer(expected, std::slice::from_ref(card));
                Some(Estimate { score: card.score, right: grade == Grade::Right })
            }
            _ => None,
        };
        Self { in_scope: expected.in_scope(), steps: thresholds.into_iter().map(step).collect(), estimate }
    }

    /// How the reply does where a confidence of `threshold` thousandths is enough to answer; `None` where nothing is
    /// answered.
    #[must_use]
    pub fn at(&self, threshold: u16) -> Option<Grade> {
        self.steps.iter().take_while(|step| step.confidence >= threshold).last().map(|step| step.grade)
    }
}

/// The best entry of one question, with the confidence from which it is the answer.
fn best(knowledge: &Knowledge, verdict: &Verdict, lang: Lang) -> Option<(Option<u16>, Card)> {
    let ranked = verdict.ranking.first()?;
    let entry = knowledge.entries.get(ranked.entry)?;
    Some((verdict.confidence(), Card::new(knowledge, entry, lang, ranked.score)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Trial;
    use crate::eval::case::Expected;
    use crate::eval::grade::Grade;
    use crate::knowledge::{ANSWER_FROM, Entry, EntryId, Knowledge, Localized, Question};
    use crate::reply::Outcome;
    use crate::responder::Responder;
    use crate::text::Lang;

    fn id(id: &str) -> EntryId {
        EntryId::new(id).expect("an id")
    }

    fn responder(answer_from: u16) -> Responder {
        let question = |text: &str| Question { text: text.to_owned(), lang: Lang::Zh };
        let entry = |name: &str, questions: &[&str]| Entry {
            id: id(name),
            topic: None,
            command: None,
            questions: questions.iter().copied().map(question).collect(),
            answer: Localized::plain(name.to_owned()),
            passages: Vec::new(),
            related: Vec::new(),
        };
        Responder::new(Arc::new(Knowledge {
            entries: vec![
                entry("dates", &["大会什么时候举办", "大会几号开始"]),
                entry("venue", &["大会在哪里举办", "会址在何处"]),
            ],
            out_of_scope: vec!["门票".to_owned()],
            answer_from,
            ..Knowledge::default()
        }))
    }

    fn ask(answer_from: u16, ask: &str, expected: &Expected) -> (Outcome, Trial) {
        let responder = responder(answer_from);
        let decision = responder.decide(ask);
        (decision.outcome, Trial::new(expected, responder.knowledge(), &decision, Lang::Zh))
    }

    #[track_caller]
    fn check(text: &str, expected: &Expected, steps: &[(u16, Grade)], estimate: Option<(u16, bool)>) {
        let (_, trial) = ask(ANSWER_FROM, text, expected);
        let found: Vec<_> = trial.steps.iter().map(|step| (step.confidence, step.grade)).collect();
        assert_eq!(found, steps, "{text}");
        assert_eq!(trial.estimate.map(|said| (said.score, said.right)), estimate, "{text}");
    }

    #[test]
    fn one_question_is_one_step() {
        let dates = Expected::Any(vec![id("dates")]);
        check("大会什么时候举办", &dates, &[(1000, Grade::Right)], Some((1000, true)));
        check("会址在何处", &dates, &[(1000, Grade::Wrong)], Some((1000, false)));
        check("大会什么时候举办", &Expected::NoAnswer, &[(1000, Grade::Wrong)], Some((1000, false)));
    }

    #[test]
    fn several_questions_are_right_together_and_make_no_estimate() {
        let both = Expected::All(vec![id("dates"), id("venue")]);
        check("大会什么时候举办？会址在何处？", &both, &[(1000, Grade::Right)], None);
        let (_, trial) = ask(ANSWER_FROM, "大会什么时候举办？大会在哪举办呢？", &both);
        let grades: Vec<Grade> = trial.steps.iter().map(|step| step.grade).collect();
        assert_eq!(grades, [Grade::Partial, Grade::Right], "the surer question alone is half the reply: {trial:?}");
        let second = trial.steps.last().map_or(0, |step| step.confidence);
        let found = [second, second + 1, 1001].map(|threshold| trial.at(threshold));
        assert_eq!(found, [Some(Grade::Right), Some(Grade::Partial), None]);
    }

    #[test]
    fn what_is_refused_for_good_is_answered_at_no_threshold() {
        for text in ["大会门票什么时候举办", "qwxz xyzzy", "你好", ""] {
            check(text, &Expected::NoAnswer, &[], None);
        }
    }

    #[test]
    fn at_the_engines_own_threshold_the_reply_is_the_one_that_was_given() {
        let questions = [
            "大会什么时候举办",
            "第九届大会什么时候举办",
            "大会什么时候举办，在哪里举办？",
            "大会不在哪里举办",
            "几号",
            "开始",
            "我在写作业。大会几号开始？",
            "大会多少钱举办",
            "今天天气如何",
            "主办方很好。大会几号开始。",
        ];
        let mut answers = [500, 780, ANSWER_FROM, 1000].map(|from| (from, 0));
        for text in questions {
            for (from, answered) in &mut answers {
                let (outcome, trial) = ask(*from, text, &Expected::NoAnswer);
                assert_eq!(trial.at(*from).is_some(), outcome == Outcome::Answer, "{text}: {outcome:?} {trial:?}");
                *answered += u8::from(outcome == Outcome::Answer);
            }
        }
        assert!(answers.is_sorted_by(|(_, more), (_, less)| more >= less), "{answers:?}");
        assert!(answers[0].1 > answers[3].1, "the setting counts: {answers:?}");
    }
}

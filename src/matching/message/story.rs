//! Reads a question together with the story that leads up to it.
//!
//! A question may say too little by itself (what should I do, 怎么办); then the nearest clauses before it tell what it is
//! about. Invariants: a story alone is never answered beside a question, and a question that stands for itself is read
//! with its story only towards an entry that is near without it.

use crate::matching::index::LeftOut;
use crate::matching::{Matcher, Rule, Verdict};
use crate::reply::Outcome;

/// How many clauses of a story a question is read with at most.
const MOST_STORY: usize = 3;
/// A question that says something by itself is read with its story only towards one of so many entries.
const NEAR: usize = 3;

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
        let leans = alone.leans();
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
            let again = reading.best().is_some_and(|entry| answered.contains(&entry));
            if !again && (near || leans || reading.best().is_some_and(|entry| around.contains(&entry))) {
                readings.push((leans && !told.iter().any(|(_, asked, _)| *asked), reading));
            }
        }
        // Where several readings are equally good the first is the one with the least story.
        let best =
            readings.into_iter().rev().max_by_key(|(leaning, v)| (v.is_answer(), v.is_answer() && *leaning, v.rank()));
        let Some((_, mut best)) = best else { return found };
        if best.outcome == Outcome::None && !alone.is_barred() && !context.whole.is_barred() {
            // Nothing that asks is known: what the story is about may still be worth offering.
            let offered = context.told.iter().filter(|v| v.outcome != Outcome::None);
            if let Some(offer) = offered.max_by_key(|v| v.rank()) {
                best = Verdict { outcome: Outcome::Suggest, rule: Rule::Unsure, ..offer.clone() };
            }
        }
        vec![Verdict { asks: true, ..best }]
    }
}

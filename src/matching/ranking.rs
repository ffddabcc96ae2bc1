//! Ranks the entries for one question: coverage of the question by the best phrasing, and the linear ranker's opinion.

use std::collections::BTreeSet;

use crate::matching::Matcher;
use crate::matching::candidates::candidates;
use crate::matching::confidence::{Objection, Signals};
use crate::matching::facts::Fact;
use crate::matching::features::Feature;
use crate::matching::guards::{Block, block};
use crate::matching::index::LeftOut;
use crate::matching::score::{Scored, Scorer, Weighed};

/// What full coverage is worth in the linear ranker's units (logarithms of odds): about as much as its own opinion of a
/// clear case.
const COVER: f32 = 6.0;
/// The same for the entry's centroid where no linear ranker could be learnt.
const CENTROID: f32 = 3.0;
/// What it costs an entry, in the same units, to lack a fact that the question turns on: of two about as alike the one that
/// carries it goes first.
const LACKING: f32 = 2.0;
/// So many entries that the linear ranker puts first are looked at whatever words they share with the question.
const RANKER_FIRST: usize = 6;

/// An entry in the ranking of one question.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// Index into the knowledge's entries.
    pub entry: usize,
    /// Index into the entry's questions: the phrasing that matched best.
    pub question: usize,
    /// How likely the entry is to answer, in thousandths.
    pub score: u16,
    /// How much of the question the phrasing covers, in thousandths.
    pub cover: u16,
    /// What orders the entries, in logarithms of odds.
    pub evidence: f32,
    /// What the score is made of.
    pub signals: Signals,
    /// Why it must not be the answer.
    pub block: Option<Block>,
    pub(super) scored: Scored,
}

/// A question as the ranking sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asking<'a> {
    /// Its atoms, weighed.
    pub weighed: &'a [Weighed],
    /// Its features, for the linear ranker.
    pub features: &'a [Feature],
    /// What it turns on.
    pub facts: &'a BTreeSet<Fact>,
    /// Whether it denies something.
    pub denies: bool,
}

impl Matcher {
    /// The entries that share anything with the question, best first.
    pub(super) fn rank(&self, asking: Asking<'_>, left_out: LeftOut) -> Vec<Ranked> {
        let opinions = self.linear(left_out).and_then(|linear| linear.scores(asking.features));
        let first = opinions.as_deref().map(|opinions| best(opinions, RANKER_FIRST)).unwrap_or_default();
        let mut scorer = Scorer::new(&self.index, &self.totals, asking.weighed, left_out);
        let mut ranking: Vec<Ranked> = candidates(&self.index, asking.weighed, &first, left_out)
            .into_iter()
            .filter_map(|(entry, phrasings)| {
                let scored = scorer.best(entry, &phrasings)?;
                let opinion = opinions.as_ref().and_then(|opinions| opinions.get(entry as usize)).copied();
                let block = block(&self.index, asking.weighed, asking.facts, asking.denies, &scored, left_out);
                let likeness = COVER * scored.score + opinion.unwrap_or(CENTROID * scored.centroid);
                let evidence = if matches!(block, Some(Block::Fact(_))) { likeness - LACKING } else { likeness };
                Some(Ranked {
                    entry: entry as usize,
                    question: self.index.place(scored.phrasing)?.1,
                    score: 0,
                    cover: thousandths(scored.score),
                    evidence,
                    signals: Signals::default(),
                    block,
                    scored,
                })
            })
            .collect();
        ranking.sort_by(|a, b| b.evidence.total_cmp(&a.evidence).then(a.entry.cmp(&b.entry)));
        self.estimate(&mut ranking, asking.weighed, opinions.as_deref());
        ranking
    }

    /// Gives every candidate its confidence, which depends on its rivals.
    fn estimate(&self, ranking: &mut [Ranked], question: &[Weighed], opinions: Option<&[f32]>) {
        let Some(best) = ranking.first() else { return };
        let most = best.evidence;
        // A runner-up that quotes the same passage is no rival, and its chance is the best entry's as well: either way the
        // asker reads what the document says.
        let (alike, rivals): (Vec<&Ranked>, Vec<&Ranked>) =
            ranking.iter().partition(|r| r.entry == best.entry || self.same_passage(r.entry, best.entry));
        let next = rivals.first().map_or(f32::MIN, |r| r.evidence);
        let alike: Vec<(usize, f32)> = alike.iter().map(|r| (r.entry, r.evidence)).collect();
        let all: f32 = ranking.iter().map(|r| (r.evidence - most).exp()).sum();
        let shares = opinions.map(shares);
        let listed = !self.knowledge.out_of_scope.is_empty();
        for (i, ranked) in ranking.iter_mut().enumerate() {
            let lead = ranked.evidence - if i == 0 { next } else { most };
            let objection = match ranked.block {
                None => Objection::None,
                Some(block) if block.is_hard() => Objection::Hard,
                Some(_) => Objection::Soft,
            };
            let own = [(ranked.entry, ranked.evidence)];
            let chances = if i == 0 { alike.as_slice() } else { &own }.iter().map(|&(entry, evidence)| {
                let chance = (evidence - most).exp() / all;
                [chance, shares.as_ref().and_then(|shares| shares.get(entry)).copied().unwrap_or(chance)]
            });
            let [chance, opinion] = chances.fold([0.0; 2], |[a, b], [chance, opinion]| [a + chance, b + opinion]);
            ranked.signals = Signals::new(question, &ranked.scored, lead, [chance, opinion], objection, listed);
            ranked.score = thousandths(ranked.signals.confidence());
        }
    }

    /// Whether two entries rest on the same words of the document.
    pub(super) fn same_passage(&self, one: usize, other: usize) -> bool {
        let passages =
            |entry: usize| self.knowledge.entries.get(entry).map(|e| e.passages.as_slice()).unwrap_or_default();
        let (one, other) = (passages(one), passages(other));
        one.iter().any(|a| other.iter().any(|b| a.text.contains(&b.text) || b.text.contains(&a.text)))
    }
}

/// The entries that score highest.
fn best(scores: &[f32], most: usize) -> Vec<u32> {
    let mut best: Vec<(f32, u32)> = scores.iter().copied().zip(0..).collect();
    best.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    best.truncate(most);
    best.into_iter().map(|(_, entry)| entry).collect()
}

/// The chance of each entry, by logarithms of odds.
fn shares(logits: &[f32]) -> Vec<f32> {
    let most = logits.iter().copied().fold(f32::MIN, f32::max);
    let mut shares: Vec<f32> = logits.iter().map(|logit| (logit - most).exp()).collect();
    let sum: f32 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= sum);
    shares
}

/// A share as thousandths.
pub(super) fn thousandths(share: f32) -> u16 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the share lies between 0 and 1")]
    let score = (share.clamp(0.0, 1.0) * 1000.0).round() as u16;
    score
}

//! Holds both plans against a plain scan of the documents, to the last bit.

use proptest::collection::{btree_set, vec};
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use super::levels::Levels;
use super::search::Plan;
use super::{Hit, Postings, PostingsBuilder, Scratch};

/// A document: its terms and its factor.
type Doc = (Vec<u32>, f32);

fn build(docs: &[Doc]) -> Postings {
    let mut builder = PostingsBuilder::default();
    for (terms, factor) in docs {
        builder.push(terms, *factor);
    }
    builder.finish(0)
}

/// The definition: every document's sum, the unit and the factor as the index keeps them.
fn scan(docs: &[Doc], query: &[(u32, f32)], k: usize, skip: Option<u32>) -> Vec<Hit> {
    let held = |term: u32| docs.iter().any(|(terms, _)| terms.contains(&term));
    let sound: Vec<(u32, f32)> = query.iter().copied().filter(|(t, w)| *w > 0.0 && w.is_finite() && held(*t)).collect();
    let total: f64 = sound.iter().map(|(_, w)| f64::from(*w)).sum();
    let room = f64::from(1 << 24) - f64::from(u32::try_from(query.len()).unwrap_or(u32::MAX));
    let mut unit = 2_f64.powi(-400);
    while unit * room < total {
        unit *= 2.0;
    }
    let (levels, order) = Levels::new(&docs.iter().map(|(_, factor)| *factor).collect::<Vec<_>>());
    let mut hits = Vec::new();
    for (inner, doc) in (0_u32..).zip(&order) {
        let factor = levels.factors[levels.ends.partition_point(|end| *end <= inner)];
        let held = sound.iter().filter(|(term, _)| docs[*doc as usize].0.contains(term));
        let sum: f64 = held.map(|(_, w)| (f64::from(*w) / unit).round().max(1.0)).sum();
        if sum > 0.0 && skip != Some(*doc) {
            #[expect(clippy::cast_possible_truncation, reason = "a score is a float")]
            hits.push(Hit { doc: *doc, score: ((sum * (unit * f64::from(factor))) as f32).min(f32::MAX) });
        }
    }
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.doc.cmp(&b.doc)));
    hits.truncate(k);
    hits
}

/// Terms fall off in frequency as words do; few weights and factors, so that there are ties.
fn term() -> impl Strategy<Value = u32> {
    prop_oneof![0_u32..4, 0_u32..12, 0_u32..40, 0_u32..400]
}

fn docs() -> impl Strategy<Value = Vec<Doc>> {
    let few = select(vec![1.0_f32, 0.7, 0.5, 0.25]);
    let any_factor = prop_oneof![9 => few, 1 => 0.01_f32..10.0, 1 => Just(f32::NAN)];
    let doc = (btree_set(term(), 0..12).prop_map(|terms| terms.into_iter().collect()), any_factor);
    vec(doc, 0..500)
}

fn query() -> impl Strategy<Value = Vec<(u32, f32)>> {
    let weight = prop_oneof![select(vec![1.0_f32, 2.0, 3.0]), 0.1_f32..8.0, Just(1e-12), any::<f32>()];
    vec((term(), weight), 0..30)
}

proptest! {
    #[test]
    fn both_plans_find_what_a_scan_finds(docs in docs(), query in query(), k in 0_usize..20, skip in 0_u32..40) {
        let postings = build(&docs);
        let skip = Some(skip).filter(|s| *s < 20);
        let mut scratch = Scratch::default();
        let expected = scan(&docs, &query, k, skip);
        for plan in [Plan::Prune, Plan::Gather, Plan::Prune] {
            let hits = postings.top_k_by(plan, &query, k, skip, &mut scratch);
            prop_assert_eq!(&hits, &expected, "{:?}", plan);
        }
        let stored = Postings::from_parts(postings.into_parts()).expect("whole parts are accepted");
        prop_assert_eq!(stored.top_k_by(Plan::Prune, &query, k, skip, &mut scratch), expected);
    }

    #[test]
    fn damaged_parts_never_panic(docs in docs(), query in query(), at in any::<proptest::sample::Index>(), word: u16) {
        let mut parts = build(&docs).into_parts();
        if !parts.words.is_empty() {
            let at = at.index(parts.words.len());
            parts.words[at] = word;
        }
        if let Ok(postings) = Postings::from_parts(parts) {
            postings.top_k_by(Plan::Prune, &query, 10, None, &mut Scratch::default());
        }
    }
}

/// More documents than one stretch holds, so that runs, levels and the pruning itself come into play.
#[test]
fn pruning_finds_what_gathering_finds_across_stretches() {
    let mut state = 7_u32;
    let mut next = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    // Small numbers far more often than great ones.
    let mut next_term = |below: u32| {
        let bits = next(15);
        next(1 << bits) % below
    };
    let mut builder = PostingsBuilder::default();
    for _ in 0..150_000 {
        let count = 3 + next_term(8);
        let mut terms: Vec<u32> = (0..count).map(|_| next_term(1 << 14)).collect();
        terms.sort_unstable();
        terms.dedup();
        builder.push(&terms, [1.0, 0.9, 0.8, 0.7, 0.6][terms.len() % 5]);
    }
    let postings = builder.finish(1 << 14);
    let mut scratch = Scratch::default();
    for round in 0..60 {
        let count = 1 + round % 20;
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let query: Vec<(u32, f32)> = (0..count)
            .map(|_| next_term(1 << 14))
            .map(|term| (term, (150_000.0 / (1 + postings.frequency(term)) as f32).ln().max(0.1)))
            .collect();
        let gathered = postings.top_k_by(Plan::Gather, &query, 64, Some(round), &mut scratch);
        let pruned = postings.top_k_by(Plan::Prune, &query, 64, Some(round), &mut scratch);
        assert_eq!(pruned, gathered, "{query:?}");
    }
}

//! Learns the weights: stochastic gradient descent on the logistic loss (Bottou 2010), in a fixed order.
//!
//! The examples are few and short, so plain passes with a falling rate reach what a batch solver would, in a tenth of a
//! second. Time and memory are bounded: where entries or phrasings are too many, fewer passes are made, then none.

use super::lessons::{Example, Lessons};
use super::table::Table;
use super::{Linear, Vector, fill};

/// Passes over the phrasings; more change nothing that shows.
const PASSES: usize = 8;
/// The fewest passes that are worth making.
pub(super) const FEWEST_PASSES: usize = 3;
/// How far the first step goes; it falls to nothing by the last. With texts of length 1 and logits of a few units, this
/// lets a rare feature reach its weight within a pass.
const RATE: f32 = 6.0;
/// The same for an entry's bias, which every one of its phrasings moves.
const BIAS_RATE: f32 = 0.05 * RATE;
/// The most weights while learning: 128 MiB of them.
const MOST_WEIGHTS: usize = 1 << 25;
/// The most multiplications: two or three seconds on one core.
pub(super) const MOST_WORK: usize = 6_000_000_000;

/// Learns from `lessons`, but for those that `held_out` names; `None` where that would take too long.
#[expect(clippy::cast_precision_loss, reason = "counts of phrasings; only their ratios and logarithms are used")]
pub(super) fn train(lessons: &Lessons, held_out: impl Fn(usize) -> bool) -> Option<Linear> {
    let entries = lessons.entries();
    let taught: Vec<Example> =
        (0..lessons.len()).filter(|number| !held_out(*number)).map(|number| lessons.example(number)).collect();
    let mut frequency = vec![0_u32; lessons.keys().len()];
    for noted in taught.iter().flat_map(|example| example.features) {
        frequency[noted.feature as usize] += 1;
    }
    // A feature of one phrasing alone helps only where phrasings are few; where they are many it is dropped first.
    let least = [1, 2, 3]
        .into_iter()
        .find(|least| frequency.iter().filter(|n| *n >= least).count().saturating_mul(entries) <= MOST_WEIGHTS)?;
    let mut keys: Vec<(u64, u32)> =
        lessons.keys().filter(|(_, feature)| frequency[*feature as usize] >= least).collect();
    keys.sort_unstable();
    let work = taught.iter().flat_map(|example| example.features).filter(|n| frequency[n.feature as usize] >= least);
    let work = work.count().saturating_mul(entries).max(1);
    let passes = PASSES.min(MOST_WORK / work);
    if passes < FEWEST_PASSES || !(2..=usize::from(u16::MAX)).contains(&entries) {
        return None;
    }
    let count = taught.len() as f32;
    let idf = |n: f32| ((count + 1.0) / (n + 0.5)).ln();
    let unseen = idf(0.5);
    // By the number of a feature: its row and its rarity.
    let mut rows: Vec<Option<(u32, f32)>> = vec![None; frequency.len()];
    for ((_, feature), row) in keys.iter().zip(0..) {
        rows[*feature as usize] = Some((row, idf(frequency[*feature as usize] as f32)));
    }
    let (weights, bias) = descend(&taught, &Rows { of: &rows, unseen, count: keys.len() }, entries, passes);
    let idfs = keys.iter().filter_map(|(_, feature)| Some(rows[*feature as usize]?.1));
    let mut table = Table::default();
    for (idf, row) in idfs.zip(weights.chunks_exact(entries)) {
        table.push(idf, row);
    }
    drop(weights);
    Some(table.finish(keys.into_iter().map(|(key, _)| key).collect(), bias, unseen))
}

/// Where the weights of each feature stand.
struct Rows<'r> {
    /// Feature -> its row and its rarity.
    of: &'r [Option<(u32, f32)>],
    /// The rarity of one that has no row.
    unseen: f32,
    count: usize,
}

impl Rows<'_> {
    /// Puts an example as the classifier sees it into `vector`.
    fn vector(&self, example: Example, vector: &mut Vector) {
        let features = example.features.iter();
        let features = features.map(|n| (n.weight, self.of.get(n.feature as usize).copied().flatten()));
        fill(vector, features, self.unseen);
    }
}

/// The weights, row by row, and the biases.
#[expect(clippy::cast_precision_loss, reason = "counts of phrasings; only their ratios are used")]
fn descend(examples: &[Example], rows: &Rows, entries: usize, passes: usize) -> (Vec<f32>, Vec<f32>) {
    let mut weights = vec![0.0_f32; rows.count * entries];
    let mut bias = vec![0.0_f32; entries];
    let mut sizes = vec![0_usize; entries];
    for example in examples {
        sizes[example.entry as usize] += 1;
    }
    let mean = examples.len() as f32 / sizes.iter().filter(|n| **n > 0).count().max(1) as f32;
    // An entry of many phrasings must not swallow the others; the root leaves it some of its due.
    let balance: Vec<f32> = sizes.iter().map(|n| (mean / (*n).max(1) as f32).sqrt()).collect();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut step, steps) = (0_usize, passes * examples.len());
    let mut pull = vec![0.0_f32; entries];
    let mut vector = Vector::new();
    for _ in 0..passes {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        for &i in &order {
            let class = examples[i].entry as usize;
            // Worked out each time: kept, the vectors would take as much memory as the examples.
            rows.vector(examples[i], &mut vector);
            let left = 1.0 - step as f32 / steps as f32;
            step += 1;
            pull.copy_from_slice(&bias);
            for &(row, value) in &vector {
                let row = &weights[row as usize * entries..][..entries];
                for (sum, weight) in pull.iter_mut().zip(row) {
                    *sum += value * weight;
                }
            }
            toward(&mut pull, class, left * balance[class]);
            for (bias, pull) in bias.iter_mut().zip(&pull) {
                *bias += BIAS_RATE * pull;
            }
            for &(row, value) in &vector {
                let row = &mut weights[row as usize * entries..][..entries];
                for (weight, pull) in row.iter_mut().zip(&pull) {
                    *weight += RATE * value * pull;
                }
            }
        }
    }
    (weights, bias)
}

/// Turns logits into the pull of one example on each entry: towards its own, away from the others by their chance.
fn toward(logits: &mut [f32], class: usize, rate: f32) {
    let most = logits.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for logit in logits.iter_mut() {
        *logit = (*logit - most).exp();
        sum += *logit;
    }
    for logit in logits.iter_mut() {
        *logit *= -rate / sum;
    }
    logits[class] += rate;
}

/// A fixed sequence of numbers that look random (a linear congruential generator; Knuth's constants).
struct Random(u64);

impl Random {
    /// A number below `bound`, which is not zero.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }
}

//! Learns the weights: stochastic gradient descent on the logistic loss (Bottou 2010), in a fixed order.
//!
//! The examples are few and short, so plain passes with a falling rate reach what a batch solver would, in a tenth of a
//! second. Time and memory are bounded: where entries or phrasings are too many, fewer passes are made, then none.

use rustc_hash::FxHashMap;

use super::lessons::Example;
use super::{Linear, Row, Vector, vector};

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
/// Weights below this many steps of 127 are not kept: they are noise of the last passes.
const LEAST_STEPS: i8 = 2;

/// Learns from `examples`, but for those that `held_out` names; `None` where that would take too long.
#[expect(clippy::cast_precision_loss, reason = "counts of phrasings; only their ratios and logarithms are used")]
pub(super) fn train(examples: &[Example], entries: usize, held_out: impl Fn(usize) -> bool) -> Option<Linear> {
    let taught: Vec<&Example> =
        examples.iter().enumerate().filter(|(i, _)| !held_out(*i)).map(|(_, example)| example).collect();
    let mut frequency: FxHashMap<u64, u32> = FxHashMap::default();
    for feature in taught.iter().flat_map(|example| &example.features) {
        *frequency.entry(feature.key).or_default() += 1;
    }
    // A feature of one phrasing alone helps only where phrasings are few; where they are many it is dropped first.
    let least = [1, 2, 3]
        .into_iter()
        .find(|least| frequency.values().filter(|n| *n >= least).count().saturating_mul(entries) <= MOST_WEIGHTS)?;
    let count = taught.len() as f32;
    let idf = |n: f32| ((count + 1.0) / (n + 0.5)).ln();
    let mut keys: Vec<(u64, u32)> = frequency.into_iter().filter(|(_, n)| *n >= least).collect();
    keys.sort_unstable();
    let idfs: Vec<f32> = keys.iter().map(|(_, n)| idf(*n as f32)).collect();
    let rows: FxHashMap<u64, u32> = keys.iter().zip(0..).map(|((key, _), row)| (*key, row)).collect();
    let unseen = idf(0.5);
    let row = |key: u64| rows.get(&key).and_then(|row| Some((*row, *idfs.get(*row as usize)?)));
    let vectors: Vec<Vector> = taught.iter().map(|example| vector(&example.features, row, unseen)).collect();
    let work = vectors.iter().map(Vec::len).sum::<usize>().saturating_mul(entries).max(1);
    let passes = PASSES.min(MOST_WORK / work);
    if passes < FEWEST_PASSES || !(2..=usize::from(u16::MAX)).contains(&entries) {
        return None;
    }
    let classes: Vec<usize> = taught.iter().map(|example| example.entry as usize).collect();
    let (weights, bias) = descend(&vectors, &classes, (keys.len(), entries), passes);
    Some(compress(rows, &idfs, &weights, bias, unseen))
}

/// The weights, row by row, and the biases.
#[expect(clippy::cast_precision_loss, reason = "counts of phrasings; only their ratios are used")]
fn descend(
    vectors: &[Vector],
    classes: &[usize],
    (rows, entries): (usize, usize),
    passes: usize,
) -> (Vec<f32>, Vec<f32>) {
    let mut weights = vec![0.0_f32; rows * entries];
    let mut bias = vec![0.0_f32; entries];
    let mut sizes = vec![0_usize; entries];
    for class in classes {
        sizes[*class] += 1;
    }
    let mean = vectors.len() as f32 / sizes.iter().filter(|n| **n > 0).count().max(1) as f32;
    // An entry of many phrasings must not swallow the others; the root leaves it some of its due.
    let balance: Vec<f32> = sizes.iter().map(|n| (mean / (*n).max(1) as f32).sqrt()).collect();
    let mut order: Vec<usize> = (0..vectors.len()).collect();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut step, steps) = (0_usize, passes * vectors.len());
    let mut pull = vec![0.0_f32; entries];
    for _ in 0..passes {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        for &i in &order {
            let (vector, class) = (&vectors[i], classes[i]);
            let left = 1.0 - step as f32 / steps as f32;
            step += 1;
            pull.copy_from_slice(&bias);
            for &(row, value) in vector {
                let row = &weights[row as usize * entries..][..entries];
                for (sum, weight) in pull.iter_mut().zip(row) {
                    *sum += value * weight;
                }
            }
            toward(&mut pull, class, left * balance[class]);
            for (bias, pull) in bias.iter_mut().zip(&pull) {
                *bias += BIAS_RATE * pull;
            }
            for &(row, value) in vector {
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

/// Keeps of each row the weights that matter, as bytes.
fn compress(rows: FxHashMap<u64, u32>, idfs: &[f32], weights: &[f32], bias: Vec<f32>, unseen: f32) -> Linear {
    let mut table = Vec::with_capacity(idfs.len());
    let (mut kept, mut kept_steps) = (Vec::new(), Vec::new());
    for (idf, row) in idfs.iter().zip(weights.chunks_exact(bias.len().max(1))) {
        let most = row.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
        let step = most / f32::from(i8::MAX);
        table.push(Row { from: u32::try_from(kept.len()).unwrap_or(u32::MAX), step, idf: *idf });
        for (weight, entry) in row.iter().zip(0..) {
            #[expect(clippy::cast_possible_truncation, reason = "between -127 and 127 by the choice of step")]
            let steps = if step > 0.0 { (weight / step).round() as i8 } else { 0 };
            if steps.unsigned_abs() >= LEAST_STEPS.unsigned_abs() {
                kept.push(entry);
                kept_steps.push(steps);
            }
        }
    }
    kept.shrink_to_fit();
    kept_steps.shrink_to_fit();
    Linear { rows, table, entries: kept, steps: kept_steps, bias, unseen }
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

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
    // By the number of a feature: its row.
    let mut rows: Vec<Option<u32>> = vec![None; frequency.len()];
    for ((_, feature), row) in keys.iter().zip(0..) {
        rows[*feature as usize] = Some(row);
    }
    let mut key_of = vec![0; frequency.len()];
    lessons.keys().for_each(|(key, feature)| key_of[feature as usize] = key);
    let names: Vec<u64> = taught.iter().map(|example| name(*example, &key_of)).collect();
    drop(key_of);
    let (weights, bias) = descend(&taught, &names, &Rows { of: &rows, count: keys.len() }, entries, passes);
    let mut table = Table::default();
    weights.chunks_exact(entries).for_each(|row| table.push(row));
    drop(weights);
    Some(table.finish(keys.into_iter().map(|(key, _)| key).collect(), bias))
}

/// Where the weights of each feature stand.
struct Rows<'r> {
    /// Feature -> its row.
    of: &'r [Option<u32>],
    count: usize,
}

impl Rows<'_> {
    /// Puts an example as the classifier sees it into `vector`.
    fn vector(&self, example: Example, vector: &mut Vector) {
        let features = example.features.iter();
        let features = features.map(|n| (n.weight, self.of.get(n.feature as usize).copied().flatten()));
        fill(vector, features);
    }
}

/// What names an example, wherever it stands: its features.
fn name(example: Example, key_of: &[u64]) -> u64 {
    example.features.iter().fold(0, |name: u64, noted| name.wrapping_add(mixed(key_of[noted.feature as usize])))
}

/// The weights, row by row, and the biases; `names` are those of the examples.
#[expect(clippy::cast_precision_loss, reason = "counts of phrasings; only their ratios are used")]
fn descend(examples: &[Example], names: &[u64], rows: &Rows, entries: usize, passes: usize) -> (Vec<f32>, Vec<f32>) {
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
    let (mut step, steps) = (0_usize, passes * examples.len());
    let mut pull = vec![0.0_f32; entries];
    let mut vector = Vector::new();
    for pass in 1..=passes as u64 {
        // Another order each pass, but one in which a phrasing keeps its place when others come and go: what a curator
        // adds must not change what has nothing to do with it.
        order.sort_unstable_by_key(|&i| (mixed(names[i].wrapping_mul(2 * pass + 1)), i));
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

/// A number that looks random, always the same for the same one (the finalizer of SplitMix64; Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators", 2014).
fn mixed(number: u64) -> u64 {
    let number = (number ^ number >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ number >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ number >> 31
}

#[cfg(test)]
mod tests {
    use crate::matching::features::Feature;
    use crate::matching::linear::Lessons;

    /// Eight phrasings of three features of an entry; the first feature is the entry's own.
    fn phrasings(entry: u64) -> Vec<Vec<Feature>> {
        let feature = |key| Feature { key, weight: 1.0 };
        (0..8).map(|n| vec![feature(1000 + entry), feature(2000 + n), feature(3000 + entry * 10 + n)]).collect()
    }

    fn scores(entries: &[u64]) -> Vec<(u64, i64)> {
        let mut lessons = Lessons::new(entries.len());
        entries.iter().for_each(|entry| lessons.add(&phrasings(*entry)));
        let linear = lessons.teach(|_| false).expect("it is soon learnt");
        let asked = [1001, 2003, 3025].map(|key| Feature { key, weight: 1.0 });
        // To a hundredth: sums over the entries differ in their last bits.
        #[expect(clippy::cast_possible_truncation, reason = "scores are small")]
        let mut scores: Vec<(u64, i64)> = entries
            .iter()
            .zip(linear.scores(&asked).expect("two of the features are known"))
            .map(|(entry, score)| (*entry, (score * 100.0).round() as i64))
            .collect();
        scores.sort_unstable();
        scores
    }

    #[test]
    fn where_an_entry_stands_in_the_file_changes_nothing() {
        let as_written = scores(&[0, 1, 2, 3, 4]);
        assert!(as_written.iter().all(|(entry, score)| *entry == 1 || *score < as_written[1].1), "{as_written:?}");
        for order in [[4, 3, 2, 1, 0], [1, 0, 2, 4, 3]] {
            assert_eq!(scores(&order), as_written, "{order:?}");
        }
    }
}

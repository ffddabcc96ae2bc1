//! Puts documents into levels of equal factor, highest first, so that one number bounds a long stretch of postings.
//!
//! Up to 256 different factors are kept as they are (a factor that depends on the length alone has few). More are cut
//! into 256 steps of about equal ratio: the bits of a positive float grow with its logarithm, nearly, and in whole
//! numbers the cut is the same on every machine.

/// The most levels: steps of 1 % where the factors differ tenfold, and a list crosses them in no time.
const MOST: usize = 256;

/// Which inner numbers have which factor.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Levels {
    /// One past each level's last document; the last is the number of documents.
    pub ends: Vec<u32>,
    /// Each level's factor, falling.
    pub factors: Vec<f32>,
}

impl Levels {
    /// The levels of documents with these factors, and the documents in the order of their levels.
    pub fn new(factors: &[f32]) -> (Self, Vec<u32>) {
        let keys: Vec<u32> = factors.iter().map(|f| sound(*f).to_bits()).collect();
        let steps = Steps::new(&keys);
        // A step's document count, then where its next document goes.
        let mut places = vec![0_u32; steps.count()];
        let mut bounds = vec![(u32::MAX, 0_u32); steps.count()];
        let step_of: Vec<u8> = keys.iter().map(|key| steps.step(*key)).collect();
        for (key, step) in keys.iter().zip(&step_of) {
            places[usize::from(*step)] += 1;
            let (low, high) = &mut bounds[usize::from(*step)];
            (*low, *high) = ((*low).min(*key), (*high).max(*key));
        }
        let mut levels = Self::default();
        let mut end = 0;
        for (place, (low, high)) in places.iter_mut().zip(bounds) {
            let start = end;
            end += *place;
            if *place > 0 {
                levels.ends.push(end);
                levels.factors.push(f32::midpoint(f32::from_bits(low), f32::from_bits(high)));
            }
            *place = start;
        }
        let mut order = vec![0_u32; keys.len()];
        for (doc, step) in (0_u32..).zip(step_of) {
            let place = &mut places[usize::from(step)];
            order[*place as usize] = doc;
            *place += 1;
        }
        (levels, order)
    }

    pub fn bytes(&self) -> usize {
        size_of_val(self.ends.as_slice()) + size_of_val(self.factors.as_slice())
    }
}

/// A factor must be positive for scores to be ordered; what is not counts as next to nothing.
fn sound(factor: f32) -> f32 {
    if factor.is_finite() { factor.max(f32::MIN_POSITIVE) } else { f32::MIN_POSITIVE }
}

/// How factors are cut into steps.
enum Steps {
    /// Each its own, rising.
    Exact(Vec<u32>),
    /// Equal stretches between the highest and the lowest.
    Cut { high: u32, span: u64 },
}

impl Steps {
    fn new(keys: &[u32]) -> Self {
        let mut distinct: Vec<u32> = Vec::new();
        for key in keys {
            if let Err(at) = distinct.binary_search(key) {
                distinct.insert(at, *key);
                if distinct.len() > MOST {
                    let (low, high) = keys.iter().fold((*key, *key), |(low, high), k| (low.min(*k), high.max(*k)));
                    return Self::Cut { high, span: u64::from(high - low) + 1 };
                }
            }
        }
        Self::Exact(distinct)
    }

    fn count(&self) -> usize {
        match self {
            Self::Exact(distinct) => distinct.len(),
            Self::Cut { .. } => MOST,
        }
    }

    /// The step of a factor: 0 for the highest.
    fn step(&self, key: u32) -> u8 {
        let step = match self {
            Self::Exact(distinct) => distinct.len() - 1 - distinct.partition_point(|d| *d < key),
            Self::Cut { high, span } => {
                let step = u64::from(high - key) * MOST as u64 / span;
                usize::try_from(step).unwrap_or(MOST - 1)
            }
        };
        u8::try_from(step).unwrap_or(u8::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::Levels;

    #[test]
    fn few_factors_are_kept_as_they_are() {
        let (levels, order) = Levels::new(&[0.5, 1.0, 0.25, 1.0, 0.5]);
        assert_eq!(levels, Levels { ends: vec![2, 4, 5], factors: vec![1.0, 0.5, 0.25] });
        assert_eq!(order, [1, 3, 0, 4, 2]);
    }

    #[test]
    fn many_factors_are_cut_into_steps_of_about_one_in_a_hundred() {
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let factors: Vec<f32> = (0..10_000).map(|n| 10.0 / (1.0 + 0.0009 * (n * 7919 % 10_000) as f32)).collect();
        let (levels, order) = Levels::new(&factors);
        assert!(levels.factors.len() <= 256 && levels.factors.is_sorted_by(|a, b| a > b), "{levels:?}");
        assert_eq!(levels.ends.last(), Some(&10_000));
        let mut start = 0;
        for (end, kept) in levels.ends.iter().zip(&levels.factors) {
            let docs = &order[start as usize..*end as usize];
            assert!(docs.is_sorted(), "a level keeps the order of documents");
            assert!(docs.iter().all(|d| (factors[*d as usize] / kept - 1.0).abs() < 0.01));
            start = *end;
        }
    }

    #[test]
    fn odd_factors_count_as_next_to_nothing() {
        let (levels, order) = Levels::new(&[f32::NAN, 1.0, -1.0, f32::INFINITY, 0.0]);
        assert_eq!((levels.ends, levels.factors), (vec![1, 5], vec![1.0, f32::MIN_POSITIVE]));
        assert_eq!(order, [1, 0, 2, 3, 4]);
        assert_eq!(Levels::new(&[]), (Levels::default(), Vec::new()));
    }
}

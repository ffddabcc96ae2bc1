//! Turns a query's weights into whole numbers, so that sums are the same in whatever order they are made.
//!
//! The unit is the power of two at which all weights together just stay below 2^24: as fine as a float, and the product
//! with a factor is exact in a double.

use super::lists::Lists;

/// What all weights of a query together stay below.
const MOST: f64 = (1 << 24) as f64;

/// One term of a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    pub term: u32,
    /// The weight in units, at least 1.
    pub weight: u32,
    /// How many documents hold it, at least 1.
    pub frequency: u32,
}

/// Reads a query into `terms`: each term once, rising, without what no document holds. Returns the unit.
///
/// A weight that is not a positive number counts nothing.
pub(super) fn read(query: &[(u32, f32)], lists: &Lists, terms: &mut Vec<Term>) -> f64 {
    let sound = |weight: f32| weight > 0.0 && weight.is_finite();
    let held = query.iter().filter(|(term, weight)| sound(*weight) && lists.frequency(*term) > 0);
    let total: f64 = held.clone().map(|(_, weight)| f64::from(*weight)).sum();
    // A term more may round up by half a unit, or from nothing to one.
    #[expect(clippy::cast_precision_loss, reason = "a query has few terms")]
    let room = (MOST - query.len() as f64).max(1.0);
    let unit = power_of_two_above(total / room);
    terms.clear();
    terms.extend(held.map(|(term, weight)| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 2^24")]
        let units = (f64::from(*weight) / unit).round() as u32;
        Term { term: *term, weight: units.max(1), frequency: lists.frequency(*term) }
    }));
    terms.sort_unstable_by_key(|t| t.term);
    terms.dedup_by(|later, first| {
        let same = later.term == first.term;
        first.weight += if same { later.weight } else { 0 };
        same
    });
    unit
}

/// The least power of two that is not less than `x`.
fn power_of_two_above(x: f64) -> f64 {
    let power = f64::from_bits(x.to_bits() & !((1 << 52) - 1));
    if power < x { power * 2.0 } else { power.max(f64::MIN_POSITIVE) }
}

#[cfg(test)]
mod tests {
    use super::{Lists, Term, power_of_two_above, read};

    #[test]
    fn powers_of_two_bound_from_above() {
        for (x, expected) in [(1.0, 1.0), (1.1, 2.0), (0.3, 0.5), (4.0, 4.0), (0.0, f64::MIN_POSITIVE)] {
            assert!((power_of_two_above(x) - expected).abs() < 1e-300, "above {x}");
        }
    }

    #[test]
    fn terms_are_read_once_and_what_counts_nothing_is_left_out() {
        let lists = Lists::new(4, [&[0_u32, 1][..], &[1, 3]].into_iter());
        let mut terms = Vec::new();
        let query = [(3, 1.0), (1, 0.5), (0, -1.0), (2, 1.0), (1, 0.5), (9, 1.0), (0, f32::NAN), (0, 1e-20)];
        let unit = read(&query, &lists, &mut terms);
        let one = terms[1].weight;
        assert!((f64::from(one) * unit - 1.0).abs() < 1e-6, "{terms:?} in {unit}");
        let term = |term, weight, frequency| Term { term, weight, frequency };
        assert_eq!(terms, [term(0, 1, 1), term(1, one, 2), term(3, one, 1)]);
        assert!(terms.iter().map(|t| t.weight).sum::<u32>() < 1 << 24);
        read(&[], &lists, &mut terms);
        assert_eq!(terms, []);
    }
}

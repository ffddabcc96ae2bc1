//! Spreads the work of starting (reading, normalizing, indexing) over the cores: a start-up is waited for.
//!
//! Invariant: results come in the order of the items, whatever the number of cores.

use std::collections::VecDeque;

/// How many cores there are for it.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Applies `work` to all items; no thread is started for fewer than `grain` of them.
pub(crate) fn map<'i, T: Sync, R: Send>(items: &'i [T], grain: usize, work: impl Fn(&'i T) -> R + Sync) -> Vec<R> {
    let threads = cores().min(items.len() / grain.max(1)).max(1);
    let (first, rest) = items.split_at(items.len().div_ceil(threads));
    let work = &work;
    std::thread::scope(|scope| {
        let chunks = rest.chunks(first.len().max(1));
        let others: Vec<_> =
            chunks.map(|chunk| scope.spawn(move || chunk.iter().map(work).collect::<Vec<R>>())).collect();
        let mut results: Vec<R> = first.iter().map(work).collect();
        for other in others {
            results.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        results
    })
}

/// Does both, each on a core of its own.
pub(crate) fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), other)
    })
}

/// Hands the results of `work` on all items to `take`, in order; while one is taken, each core works out one of the next.
///
/// What has been taken is dropped by whoever works ahead: freeing many small pieces takes its time.
pub(crate) fn ahead<T: Send, R: Send>(
    mut items: impl Iterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(&mut R),
) {
    let work = &work;
    std::thread::scope(|scope| {
        let mut start = |taken: Option<R>| {
            let item = items.next()?;
            Some(scope.spawn(move || {
                drop(taken);
                work(item)
            }))
        };
        let mut under_way: VecDeque<_> = (0..cores()).map_while(|_| start(None)).collect();
        let mut taken = None;
        while let Some(first) = under_way.pop_front() {
            let mut result = first.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            under_way.extend(start(taken));
            take(&mut result);
            taken = Some(result);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{ahead, map};

    #[test]
    fn what_is_worked_out_ahead_is_taken_in_order() {
        for count in [0, 1, 2, 50] {
            let mut taken = Vec::new();
            ahead(0..count, |n| n * 2, |n| taken.push(*n));
            assert_eq!(taken, (0..count).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [0, 1, 2, 3, 100, 1_001] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(map(&items, 1, |n| n * 2), items.iter().map(|n| n * 2).collect::<Vec<_>>());
        }
    }
}

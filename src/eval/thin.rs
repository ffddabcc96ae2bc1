//! Leaves out of a line what nobody would see: the points that lie on the way between others.
//!
//! After Ramer, *An Iterative Procedure for the Polygonal Approximation of Plane Curves*, 1972, and Douglas and Peucker,
//! *Algorithms for the Reduction of the Number of Points …*, 1973. Invariant: no point that is left out is farther than
//! the tolerance from the piece that takes its place, and both ends are kept; so a corner stays where it is.

/// The indices of the points to keep, in order. `tolerance` is in the points' own unit.
#[must_use]
pub fn corners<const N: usize>(points: &[[f64; N]], tolerance: f64) -> Vec<usize> {
    let Some(last) = points.len().checked_sub(1) else { return Vec::new() };
    let mut kept = vec![0, last];
    let mut pieces = vec![(0, last)];
    while let Some((from, to)) = pieces.pop() {
        let (Some(start), Some(end)) = (points.get(from), points.get(to)) else { continue };
        let between = points.iter().enumerate().take(to).skip(from + 1);
        let farthest = between.map(|(at, point)| (at, distance(point, start, end))).max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, _)) = farthest.filter(|(_, far)| *far > tolerance) {
            kept.push(at);
            pieces.extend([(from, at), (at, to)]);
        }
    }
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// How far `point` is from the piece of a line between `start` and `end`.
fn distance<const N: usize>(point: &[f64; N], start: &[f64; N], end: &[f64; N]) -> f64 {
    let dot = |a: &[f64; N], b: &[f64; N]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    let minus = |a: &[f64; N], b: &[f64; N]| std::array::from_fn::<f64, N, _>(|i| a[i] - b[i]);
    let (way, off) = (minus(end, start), minus(point, start));
    let length = dot(&way, &way);
    let along = if length > 0.0 { (dot(&off, &way) / length).clamp(0.0, 1.0) } else { 0.0 };
    let rest = minus(&off, &way.map(|x| x * along));
    dot(&rest, &rest).sqrt()
}

#[cfg(test)]
mod tests {
    use super::corners;

    #[track_caller]
    fn check(points: &[[f64; 2]], expected: &[usize]) {
        assert_eq!(corners(points, 0.5), expected, "{points:?}");
    }

    #[test]
    fn only_corners_and_ends_are_kept() {
        check(&[], &[]);
        check(&[[1.0, 1.0]], &[0]);
        check(&[[0.0, 0.0], [1.0, 0.1], [2.0, 0.0]], &[0, 2]);
        check(&[[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [2.0, 1.0], [2.0, 2.0]], &[0, 2, 4]);
        check(&[[0.0, 0.0], [1.0, 9.0], [2.0, 0.0]], &[0, 1, 2]);
        // A line that comes back to where it began has its turning point.
        check(&[[0.0, 0.0], [5.0, 0.0], [0.0, 0.0]], &[0, 1, 2]);
    }
}

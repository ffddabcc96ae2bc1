//! Draws a diagram as inline SVG: axes with ticks and labels, lines, bars, and points with names.
//!
//! Invariant: nothing is drawn outside the axes, as places are clamped to them; colors are the style sheet's, by class.

use std::fmt::Write;

use super::markup::escape;

/// The picture, in its own units: about what a phone shows one to one.
const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 300.0;
/// What the axes' labels take at the left and below, and what the outermost ticks take at the right and above.
const LEFT: f64 = 50.0;
const BELOW: f64 = 46.0;
const RIGHT: f64 = 14.0;
const ABOVE: f64 = 16.0;
/// Into how many steps an axis is parted.
const STEPS: u8 = 5;

/// An axis.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    /// What it shows.
    pub label: &'static str,
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

impl Axis {
    /// An axis in percent that holds `most`: it ends at a round number.
    pub fn up_to(label: &'static str, most: f64) -> Self {
        const ENDS: [f64; 11] = [1.0, 2.0, 3.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 75.0];
        Self { label, from: 0.0, to: ENDS.into_iter().find(|end| *end >= most).unwrap_or(100.0) }
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        let step = (self.to - self.from) / f64::from(STEPS);
        // Without the last bits of the sum: three fifths are 0.6.
        (0..=STEPS).map(move |i| ((self.from + step * f64::from(i)) * 1000.0).round() / 1000.0)
    }

    /// A place as a share of the axis.
    fn share(&self, at: f64) -> f64 {
        ((at - self.from) / (self.to - self.from)).clamp(0.0, 1.0)
    }
}

/// Something that is drawn.
#[derive(Clone, Debug)]
pub enum Mark {
    /// A line through points.
    Line {
        /// Its class in the style sheet.
        class: &'static str,
        /// Its points.
        points: Vec<(f64, f64)>,
    },
    /// A bar from the ground.
    Bar {
        /// Where it begins and ends.
        between: (f64, f64),
        /// How high it is.
        height: f64,
        /// What stands above it.
        label: String,
    },
    /// A point with a name.
    Dot {
        /// Its class in the style sheet.
        class: &'static str,
        /// Where it is.
        at: (f64, f64),
        /// Its name.
        label: String,
    },
}

/// A diagram.
#[derive(Clone, Debug)]
pub struct Plot {
    /// A name of its own in the page.
    pub id: String,
    /// What it is.
    pub title: &'static str,
    /// What it shows, in words, for whoever does not see it.
    pub desc: String,
    /// The axis at the bottom.
    pub x: Axis,
    /// The axis at the left.
    pub y: Axis,
    /// What is drawn, the lowest first.
    pub marks: Vec<Mark>,
}

impl Plot {
    /// The diagram as an `svg` element.
    pub fn svg(&self) -> String {
        let Self { id, title, desc, .. } = self;
        let marks: String = self.marks.iter().map(|mark| self.mark(mark)).collect();
        format!(
            "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n{}{marks}</svg>\n",
            escape(title),
            escape(desc),
            self.axes()
        )
    }

    fn left(&self, x: f64) -> f64 {
        LEFT + self.x.share(x) * (WIDTH - LEFT - RIGHT)
    }

    fn top(&self, y: f64) -> f64 {
        HEIGHT - BELOW - self.y.share(y) * (HEIGHT - ABOVE - BELOW)
    }

    fn axes(&self) -> String {
        let mut out = String::new();
        let (right, ground) = (WIDTH - RIGHT, HEIGHT - BELOW);
        // Writing to a string cannot fail.
        for tick in self.y.ticks() {
            let y = self.top(tick);
            let _ = writeln!(out, "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{right}\"/>");
            let _ = writeln!(out, "<text class=\"end\" x=\"{}\" y=\"{:.1}\">{tick}</text>", LEFT - 6.0, y + 4.0);
        }
        for tick in self.x.ticks() {
            let x = self.left(tick);
            let _ = writeln!(out, "<path class=\"grid\" d=\"M{x:.1} {ground}v4\"/>");
            let _ = writeln!(out, "<text class=\"middle\" x=\"{x:.1}\" y=\"{}\">{tick}</text>", ground + 17.0);
        }
        let (middle, height) = ((LEFT + right) / 2.0, (ABOVE + ground) / 2.0);
        let _ = writeln!(
            out,
            "<text class=\"middle label\" x=\"{middle}\" y=\"{}\">{}</text>",
            HEIGHT - 8.0,
            escape(self.x.label)
        );
        let _ = writeln!(
            out,
            "<text class=\"middle label\" transform=\"translate(12 {height}) rotate(-90)\">{}</text>",
            escape(self.y.label)
        );
        out
    }

    fn mark(&self, mark: &Mark) -> String {
        match mark {
            Mark::Line { class, points } => {
                let place = |(x, y): &(f64, f64)| format!("{:.1},{:.1}", self.left(*x), self.top(*y));
                let points: Vec<String> = points.iter().map(place).collect();
                format!("<polyline class=\"{class}\" points=\"{}\"/>\n", points.join(" "))
            }
            Mark::Bar { between: (from, to), height, label } => {
                let (left, right, top) = (self.left(*from), self.left(*to), self.top(*height));
                let (width, tall) = (right - left - 2.0, HEIGHT - BELOW - top);
                format!(
                    "<rect class=\"bar\" x=\"{:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{tall:.1}\"/>\n\
                     <text class=\"count middle\" x=\"{:.1}\" y=\"{:.1}\">{}</text>\n",
                    left + 1.0,
                    (left + right) / 2.0,
                    top - 4.0,
                    escape(label)
                )
            }
            Mark::Dot { class, at: (x, y), label } => {
                let (left, top) = (self.left(*x), self.top(*y));
                // The name goes to where there is more room.
                let (side, to) = if self.x.share(*x) > 0.5 { ("end", -9.0) } else { ("start", 9.0) };
                let down = if self.y.share(*y) > 0.5 { 16.0 } else { -8.0 };
                format!(
                    "<circle class=\"dot {class}\" cx=\"{left:.1}\" cy=\"{top:.1}\" r=\"4.5\"/>\n\
                     <text class=\"name {side}\" x=\"{:.1}\" y=\"{:.1}\">{}</text>\n",
                    left + to,
                    top + down,
                    escape(label)
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, Mark, Plot};

    fn plot(marks: Vec<Mark>) -> String {
        let axis = |label| Axis { label, from: 0.0, to: 100.0 };
        let desc = "it <shows>".to_owned();
        Plot { id: "p".to_owned(), title: "a <title>", desc, x: axis("x <is>"), y: axis("y <is>"), marks }.svg()
    }

    #[test]
    fn an_axis_ends_at_the_next_round_number() {
        let ends = [0.0, 0.9, 2.1, 5.0, 7.0, 60.0, 100.0].map(|most| Axis::up_to("", most).to);
        assert_eq!(ends, [1.0, 1.0, 3.0, 5.0, 10.0, 75.0, 100.0]);
        assert_eq!(Axis::up_to("", 2.5).ticks().collect::<Vec<_>>(), [0.0, 0.6, 1.2, 1.8, 2.4, 3.0]);
    }

    #[test]
    fn places_are_on_the_axes_and_never_beyond() {
        let line = |points: &[(f64, f64)]| plot(vec![Mark::Line { class: "c", points: points.to_vec() }]);
        assert!(line(&[(0.0, 0.0), (100.0, 100.0)]).contains("points=\"50.0,254.0 386.0,16.0\""));
        assert!(line(&[(-9.0, 120.0), (50.0, 50.0)]).contains("points=\"50.0,16.0 218.0,135.0\""));
        let bar = plot(vec![Mark::Bar { between: (0.0, 10.0), height: 50.0, label: "7".to_owned() }]);
        assert!(bar.contains("x=\"51.0\" y=\"135.0\" width=\"31.6\" height=\"119.0\""), "{bar}");
    }

    #[test]
    fn it_says_in_words_what_it_shows() {
        let svg = plot(vec![Mark::Dot { class: "own", at: (60.0, 2.0), label: "<now>".to_owned() }]);
        for part in ["role=\"img\"", "a &lt;title&gt;</title>", "it &lt;shows&gt;</desc>", ">&lt;now&gt;<", "x &lt;is"]
        {
            assert!(svg.contains(part), "{part} in {svg}");
        }
    }
}

//! Draws lines over two logarithmic axes as SVG, by hand: a plot is a few dozen elements, and no crate is needed.

use std::fmt::Write as _;

/// One line of a plot.
pub struct Line {
    pub title: String,
    /// Which color; lines of one program share it.
    pub color: usize,
    pub dashed: bool,
    pub points: Vec<(f64, f64)>,
}

/// Colors that stay apart on white and on black, and for most who see fewer colors (Okabe & Ito 2008).
const COLORS: [&str; 5] = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00"];

const WIDTH: f64 = 750.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 76.0;
const RIGHT: f64 = 50.0;
const TOP: f64 = 44.0;
const LEGEND: f64 = 20.0;
const BOTTOM: f64 = 48.0;

/// Draws the lines; a limit is a level that is to be stayed under.
pub fn plot(title: &str, x_title: &str, y_title: &str, lines: &[Line]) -> String {
    let points = || lines.iter().flat_map(|line| &line.points);
    let decades = |values: &mut dyn Iterator<Item = f64>| {
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        (low.max(1e-9).log10().floor(), high.max(1e-9).log10().ceil().max(low.max(1e-9).log10().floor() + 1.0))
    };
    let (x_low, x_high) = decades(&mut points().map(|p| p.0));
    let (y_low, y_high) = decades(&mut points().map(|p| p.1));
    let height = HEIGHT + LEGEND * lines.len() as f64;
    let x = |v: f64| LEFT + (v.max(1e-9).log10() - x_low) / (x_high - x_low) * (WIDTH - LEFT - RIGHT);
    let y = |v: f64| HEIGHT - BOTTOM - (v.max(1e-9).log10() - y_low) / (y_high - y_low) * (HEIGHT - TOP - BOTTOM);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" \
         font-size=\"13\">\n<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"24\" font-size=\"16\">{}</text>\n",
        escaped(title)
    );
    let (x_end, y_end) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
    for decade in x_low as i32..=x_high as i32 {
        let at = x(10_f64.powi(decade));
        let _ = writeln!(
            svg,
            "<path d=\"M{at:.1} {TOP}V{y_end}\" stroke=\"#ddd\"/><text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            y_end + 18.0,
            power(decade)
        );
    }
    for decade in y_low as i32..=y_high as i32 {
        let at = y(10_f64.powi(decade));
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {at:.1}H{x_end}\" stroke=\"#ddd\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LEFT - 6.0,
            at + 4.0,
            power(decade)
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\n\
         <text transform=\"translate(16 {:.1}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
        (LEFT + x_end) / 2.0,
        HEIGHT - 10.0,
        escaped(x_title),
        (TOP + y_end) / 2.0,
        escaped(y_title)
    );
    for (number, line) in lines.iter().enumerate() {
        let color = COLORS[line.color % COLORS.len()];
        let dash = if line.dashed { " stroke-dasharray=\"6 4\"" } else { "" };
        let path: Vec<String> = line.points.iter().map(|p| format!("{:.1} {:.1}", x(p.0), y(p.1))).collect();
        let stroke = format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"{dash}");
        let _ = writeln!(svg, "<path d=\"M{}\" {stroke}/>", path.join("L"));
        for point in &line.points {
            let _ =
                writeln!(svg, "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"{color}\"/>", x(point.0), y(point.1));
        }
        let at = HEIGHT + LEGEND * number as f64 + 4.0;
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {at:.1}h28\" {stroke}/><text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            LEFT + 36.0,
            at + 4.0,
            escaped(&line.title)
        );
    }
    svg + "</svg>\n"
}

fn power(decade: i32) -> String {
    match decade {
        0..=6 => {
            let digits = 10_u32.pow(decade.unsigned_abs()).to_string();
            let groups: Vec<&str> =
                digits.as_bytes().rchunks(3).rev().filter_map(|g| std::str::from_utf8(g).ok()).collect();
            groups.join(",")
        }
        _ => format!("{}", 10_f64.powi(decade)),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::{Line, plot};

    #[test]
    fn a_plot_holds_its_lines_and_decades() {
        let points = vec![(1_000.0, 3.0), (1_000_000.0, 250.0)];
        let svg = plot("T & T", "x", "y", &[Line { title: "a".into(), color: 0, dashed: true, points }]);
        for part in ["T &amp; T", ">1,000,000<", ">1,000<", ">1<", "stroke-dasharray", "</svg>"] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
    }
}

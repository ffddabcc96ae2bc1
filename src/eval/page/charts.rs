//! The confidence in three pictures: risk over coverage, accuracy over refusal, and what is true over what was said.

use super::super::confidence::Confidence;
use super::super::curve::Shares;
use super::super::reliability::Bin;
use super::plot::{Axis, Mark, Plot};

/// The refusals that are marked, in percent of the cases out of scope: those of the measures `accuracy@90` and
/// `accuracy@95`.
const REFUSALS: [usize; 2] = [90, 95];

/// Those of the pictures that the cases allow, each with its legend. `id` tells them from others of the page.
pub fn of(id: &str, confidence: &Confidence) -> String {
    let figures = [risk(id, confidence), refusal(id, confidence), reliability(id, confidence)];
    let figures: String = figures.into_iter().flatten().collect();
    if figures.is_empty() { figures } else { format!("<div class=\"figures\">\n{figures}</div>\n") }
}

/// How risk falls as less is answered.
fn risk(id: &str, confidence: &Confidence) -> Option<String> {
    let place = |shares: &Shares| shares.coverage.zip(shares.risk);
    let points: Vec<(f64, f64)> = confidence.curve.thinned().iter().filter_map(place).collect();
    let (_, end) = (points.first()?, points.last()?);
    let most = points.iter().map(|(_, risk)| *risk).fold(0.0, f64::max);
    let own = confidence.now.as_ref().and_then(place);
    let mut desc = format!("The lowest threshold covers {:.1} % at a risk of {:.1} %.", end.0, end.1);
    let mut marks = vec![Mark::Line { class: "first", points: points.clone() }];
    if let Some((coverage, risk)) = own {
        desc = format!("As wenda answers now it covers {coverage:.1} % at a risk of {risk:.1} %. {desc}");
        marks.push(Mark::Dot { class: "own", at: (coverage, risk), label: format!("now {risk:.1} %") });
    }
    let plot = Plot {
        id: format!("{id}-risk"),
        title: "Risk over coverage",
        desc,
        x: Axis { label: "coverage: % in scope answered", from: 0.0, to: 100.0 },
        y: Axis::up_to("risk: % of answers wrong", most),
        marks,
    };
    Some(figure(&plot, "Answering only what is surer, further left, how many of the answers are wrong?"))
}

/// What refusing costs.
fn refusal(id: &str, confidence: &Confidence) -> Option<String> {
    let refused = |shares: &Shares| shares.false_answers.map(|answered| 100.0 - answered);
    let curve = confidence.curve.thinned();
    let line = |share: fn(&Shares) -> Option<f64>| -> Vec<(f64, f64)> {
        curve.iter().filter_map(|shares| refused(shares).zip(share(shares))).collect()
    };
    let (answered, right) = (line(|shares| shares.coverage), line(|shares| shares.accuracy));
    // All that is refused at every threshold would only make the picture empty.
    let least = right.last()?.0.min(90.0);
    let from = (least / 10.0).floor() * 10.0;
    let mut marks =
        vec![Mark::Line { class: "second", points: answered }, Mark::Line { class: "first", points: right }];
    let mut told = Vec::new();
    for refusal in REFUSALS {
        if let Some((at, accuracy)) =
            confidence.curve.refusing(refusal).and_then(|shares| refused(&shares).zip(shares.accuracy))
        {
            told.push(format!("{accuracy:.1} % are answered rightly where {refusal} % are refused"));
            marks.push(Mark::Dot { class: "mark", at: (at, accuracy), label: String::new() });
        }
    }
    if let Some((at, accuracy)) = confidence.now.as_ref().and_then(|now| refused(now).zip(now.accuracy)) {
        told.push(format!("as wenda answers now {accuracy:.1} % where {at:.1} % are"));
        marks.push(Mark::Dot { class: "own", at: (at, accuracy), label: format!("now {accuracy:.1} %") });
    }
    let plot = Plot {
        id: format!("{id}-refusal"),
        title: "Accuracy over refusal",
        desc: format!("{}.", told.join("; ")),
        x: Axis { label: "% out of scope refused", from, to: 100.0 },
        y: Axis { label: "% in scope", from: 0.0, to: 100.0 },
        marks,
    };
    let legend = "<span class=\"key first\">answered rightly</span> <span class=\"key second\">answered at all</span>. \
                  The rings are where 90 and 95 % are refused.";
    Some(figure(&plot, legend))
}

/// Whether what was said comes true.
fn reliability(id: &str, confidence: &Confidence) -> Option<String> {
    let ece = confidence.reliability.ece()?;
    let bar = |bin: &Bin| {
        let between = (f64::from(bin.from) / 1000.0, f64::from(bin.to) / 1000.0);
        bin.right.map(|height| Mark::Bar { between, height, label: bin.cases.to_string() })
    };
    let own = f64::from(confidence.now?.threshold) / 1000.0;
    let mut marks: Vec<Mark> = confidence.reliability.bins().iter().filter_map(bar).collect();
    marks.push(Mark::Line { class: "ideal", points: vec![(0.0, 0.0), (1.0, 100.0)] });
    marks.push(Mark::Line { class: "limit", points: vec![(own, 0.0), (own, 100.0)] });
    let plot = Plot {
        id: format!("{id}-reliability"),
        title: "Said and true",
        desc: format!("The shares that are right are {ece:.1} % off what the scores say, in the mean."),
        x: Axis { label: "score of the best entry", from: 0.0, to: 1.0 },
        y: Axis { label: "% of them right", from: 0.0, to: 100.0 },
        marks,
    };
    let legend = format!(
        "Were the scores true, the bars would end on the <span class=\"key ideal\">slope</span>. Above each the number of \
         cases. <span class=\"key limit\">From {own:.3}</span> wenda answers, where no guard objects."
    );
    Some(figure(&plot, &legend))
}

/// A picture above its legend, which is markup.
fn figure(plot: &Plot, legend: &str) -> String {
    let (svg, title) = (plot.svg(), plot.title);
    format!("<figure>\n{svg}<figcaption><strong>{title}.</strong> {legend}</figcaption>\n</figure>\n")
}

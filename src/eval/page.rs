//! Lays a report out as one web page, to be looked at, sent on and kept: measures, curves, and what went wrong.
//!
//! Invariants: the page is one file that loads nothing and runs nothing, as its own policy says to the browser; whatever
//! comes from files is escaped; every figure of a picture stands in a table, too.

use std::fmt::Write;
use std::path::PathBuf;

use super::confidence::Confidence;
use super::leave_one_out::LeaveOneOut;
use super::report::{Failure, Report, Row, Shown};
use super::tally::percent;
use crate::knowledge::Knowledge;
use crate::text::Lang;
use markup::{Cell, escape, table};

mod charts;
mod markup;
mod plot;

const STYLE: &str = include_str!("page/style.css");

/// The page on `report`, which was made of the questions in `files`.
#[must_use]
pub fn page(report: &Report, knowledge: &Knowledge, files: &[PathBuf]) -> String {
    let title = knowledge.subject.as_ref().map_or("the knowledge", |subject| subject.title.pick(Lang::En));
    let title = escape(title);
    let parts = [lead(report, knowledge, files), missed(report), measures(report), cases(report), left_out(report)];
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>wenda eval: {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <main>\n<h1>{title}</h1>\n{}</main>\n</body>\n</html>\n",
        parts.concat()
    )
}

fn lead(report: &Report, knowledge: &Knowledge, files: &[PathBuf]) -> String {
    let (inside, outside) = (report.tally.in_scope.cases, report.tally.out_of_scope.cases);
    let mut asked = Vec::new();
    if !files.is_empty() {
        let names: Vec<String> = files.iter().map(|file| escape(&file.display().to_string())).collect();
        let names = names.join("</code>, <code>");
        asked.push(format!("{inside} questions in scope and {outside} out of scope, of <code>{names}</code>"));
    }
    if let Some(left_out) = &report.leave_one_out {
        asked.push(format!("{} phrasings, each left out in turn", left_out.replies.cases));
    }
    let entries = knowledge.entries.len();
    format!("<p class=\"lead\">What <code>wenda eval</code> measured on {entries} entries: {}.</p>\n", asked.join("; "))
}

fn missed(report: &Report) -> String {
    let items: String =
        report.missed.iter().map(|missed| format!("<li>{}</li>", escape(&missed.to_string()))).collect();
    if items.is_empty() { items } else { format!("<ul class=\"missed\" aria-label=\"Missed limits\">{items}</ul>\n") }
}

fn measures(report: &Report) -> String {
    let row = |(measure, value): &(super::Measure, f64)| {
        let value = if measure.unit() == "%" { format!("{value:.2}") } else { format!("{value:.0}") };
        vec![
            Cell::head(measure.as_str()),
            Cell::number(format!("{value}&nbsp;{}", measure.unit())),
            Cell::text(measure.about()),
        ]
    };
    let rows: Vec<_> = report.measures.iter().map(row).collect();
    section(
        "measures",
        "Measures",
        &table("Every measure that could be taken", &["measure", "#value", "what it is"], &rows),
    )
}

/// What became of the labelled questions.
fn cases(report: &Report) -> String {
    let mut out = report.confidence.as_ref().map(|c| confidence("confidence", "Confidence", c)).unwrap_or_default();
    if !report.categories.is_empty() {
        let head =
            ["category", "#in scope", "#hit@1", "#hit@3", "#wrong", "#refused", "#out of scope", "#false answers"];
        let rows: Vec<_> = report.categories.iter().map(category).collect();
        out += &section("categories", "Categories", &table("The cases by category, shares in percent", &head, &rows));
    }
    if !report.failures.is_empty() {
        let head = ["question", "expected", "shown instead"];
        let reckoning = |failure: &Failure| failure.explain.as_ref().map(|e| vec![Cell::fold(head.len(), "why", e)]);
        let rows = report.failures.iter().flat_map(|f| [Some(failure(f)), reckoning(f)]);
        let rows: Vec<_> = rows.flatten().collect();
        let caption = format!("{} cases, with scores in thousandths", report.failures.len());
        out += &section("failures", "What could have gone better", &table(&caption, &head, &rows));
    }
    out
}

fn category(row: &Row) -> Vec<Cell> {
    let (inside, outside) = (&row.tally.in_scope, &row.tally.out_of_scope);
    let share = |part, whole| Cell::share(percent(part, whole));
    vec![
        Cell::head(&row.category),
        Cell::number(inside.cases.to_string()),
        share(inside.right, inside.cases),
        share(inside.hit3(), inside.cases),
        share(inside.wrong, inside.cases),
        share(inside.refused, inside.cases),
        Cell::number(outside.cases.to_string()),
        share(outside.answered, outside.cases),
    ]
}

fn failure(failure: &Failure) -> Vec<Cell> {
    let place = match &failure.category {
        Some(category) => format!("{}, {category}", failure.place),
        None => failure.place.clone(),
    };
    let rank = failure.rank.map(|rank| format!("; right at {rank}")).unwrap_or_default();
    let instead = Cell::text(&format!("{}{rank}", failure.grade)).line(&shown(&failure.instead));
    vec![Cell::text(&failure.ask).line(&place), Cell::text(&failure.expected), instead]
}

/// What became of the phrasings that were left out.
fn left_out(report: &Report) -> String {
    let Some(LeaveOneOut { confidence: known, worst, wrong, .. }) = &report.leave_one_out else {
        return String::new();
    };
    let title = "Confidence, each phrasing left out";
    let mut out = known.as_ref().map(|c| confidence("left-out", title, c)).unwrap_or_default();
    if !worst.is_empty() {
        let row = |worst: &super::leave_one_out::Worst| {
            vec![
                Cell::head(&worst.entry),
                Cell::number(worst.lost.to_string()),
                Cell::number(worst.phrasings.to_string()),
                Cell::text(worst.mostly_to.as_deref().unwrap_or("nothing")),
            ]
        };
        let rows: Vec<_> = worst.iter().map(row).collect();
        let body = table("The worst first", &["entry", "#lost", "#phrasings", "mostly to"], &rows);
        out += &section("worst", "Entries whose phrasings support each other least", &body);
    }
    if !wrong.is_empty() {
        let row = |left: &super::leave_one_out::LeftOut| {
            vec![Cell::text(&left.ask), Cell::text(&left.entry), Cell::text(&shown(&left.shown))]
        };
        let rows: Vec<_> = wrong.iter().map(row).collect();
        let body = table("With scores in thousandths", &["phrasing", "expected", "answered instead"], &rows);
        out += &section("left-out-wrong", "Phrasings answered wrongly when left out", &body);
    }
    out
}

fn confidence(id: &str, title: &str, confidence: &Confidence) -> String {
    let mut body = charts::of(id, confidence);
    let milestones = confidence.milestones();
    if milestones.iter().any(|shares| shares.coverage.is_some()) {
        let row = |shares: &super::Shares| {
            let own = if confidence.is_own(shares.threshold) { " (now)" } else { "" };
            vec![
                Cell::head(&format!("{:.3}{own}", f64::from(shares.threshold) / 1000.0)),
                Cell::share(shares.coverage),
                Cell::share(shares.risk),
                Cell::share(shares.accuracy),
                Cell::share(shares.false_answers),
            ]
        };
        let rows: Vec<_> = milestones.iter().map(row).collect();
        let head = ["from confidence", "#coverage", "#risk", "#accuracy", "#false answers"];
        body += &table("Answering more or less: what other thresholds would bring, in percent", &head, &rows);
    }
    if confidence.reliability.ece().is_some() {
        let row = |bin: &super::Bin| {
            let range = format!("{:.1} to {:.1}", f64::from(bin.from) / 1000.0, f64::from(bin.to) / 1000.0);
            vec![Cell::head(&range), Cell::number(bin.cases.to_string()), Cell::share(bin.said), Cell::share(bin.right)]
        };
        let rows: Vec<_> = confidence.reliability.bins().iter().map(row).collect();
        let head = ["score of the best entry", "#cases", "#said", "#right"];
        body += &table("Said and true: the mean score and the share that is right, in percent", &head, &rows);
    }
    section(id, title, &body)
}

fn section(id: &str, title: &str, body: &str) -> String {
    format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n{body}</section>\n")
}

fn shown(shown: &[Shown]) -> String {
    let mut out = String::new();
    for (i, Shown { id, score }) in shown.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(out, "{}{id} {score}", if i == 0 { "" } else { ", " });
    }
    out
}

#[cfg(test)]
mod tests;

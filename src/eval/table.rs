//! Lays a report out for people: the sums first, then each category, then what went wrong.

use std::fmt::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::leave_one_out::LeaveOneOut;
use super::limit::Measure;
use super::report::{Failure, Report, Shown};
use super::tally::{InScope, OutOfScope, percent};

mod confidence;

/// How many of the worst entries are listed: enough for an afternoon of mending.
const WORST: usize = 10;

/// The whole report as text.
#[must_use]
pub fn table(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_table(&mut out, report);
    out
}

fn write_table(out: &mut String, report: &Report) -> fmt::Result {
    if report.tally.in_scope.cases > 0 {
        in_scope(out, &report.tally.in_scope)?;
    }
    if report.tally.out_of_scope.cases > 0 {
        out_of_scope(out, &report.tally.out_of_scope)?;
    }
    if let Some(confidence) = &report.confidence {
        let measures =
            [Measure::Auroc, Measure::Accuracy90, Measure::Accuracy95, Measure::Risk, Measure::Aurc, Measure::Ece];
        confidence::write(out, report, confidence, &measures)?;
    }
    if let (Some(median), Some(p99)) = (report.times.percentile_us(50), report.times.percentile_us(99)) {
        writeln!(out, "time a question: median {median} µs, p99 {p99} µs")?;
    }
    categories(out, report)?;
    if !report.failures.is_empty() {
        writeln!(out, "\nwhat could have gone better")?;
        report.failures.iter().try_for_each(|failure| write_failure(out, failure))?;
    }
    if let Some(left_out) = &report.leave_one_out {
        leave_one_out(out, report, left_out)?;
    }
    if !report.missed.is_empty() {
        writeln!(out)?;
    }
    report.missed.iter().try_for_each(|missed| writeln!(out, "missed: {missed}"))
}

fn in_scope(out: &mut String, counts: &InScope) -> fmt::Result {
    let InScope { cases, right, partial, wrong, suggested, suggested_in_3: _, suggested_in_5, refused } = *counts;
    writeln!(out, "in scope {:>16}", many(cases, "case"))?;
    row(out, "hit@1", right, cases, "answered rightly at once")?;
    row(out, "hit@3", counts.hit3(), cases, "or right among the first three suggestions")?;
    row(out, "hit@5", counts.hit5(), cases, "or right among the suggestions")?;
    row(out, "coverage", counts.answered(), cases, "answered at once, rightly or not")?;
    row(out, "partial", partial, cases, "answered in part")?;
    row(out, "wrong", wrong, cases, "answered wrongly")?;
    row(out, "suggested", suggested, cases, &format!("of which {suggested_in_5} hold what is right"))?;
    row(out, "refused", refused, cases, "")
}

fn out_of_scope(out: &mut String, counts: &OutOfScope) -> fmt::Result {
    let OutOfScope { cases, answered, suggested, refused } = *counts;
    writeln!(out, "out of scope {:>12}", many(cases, "case"))?;
    row(out, "false-answers", answered, cases, "answered all the same")?;
    row(out, "suggested", suggested, cases, "")?;
    row(out, "refused", refused, cases, "")
}

fn row(out: &mut String, name: &str, part: usize, whole: usize, about: &str) -> fmt::Result {
    let line = format!("  {name:<14}{part:>6}  {:>6}   {about}", share(part, whole));
    writeln!(out, "{}", line.trim_end())
}

fn categories(out: &mut String, report: &Report) -> fmt::Result {
    if report.categories.is_empty() {
        return Ok(());
    }
    let longest = report.categories.iter().map(|row| row.category.width()).max().unwrap_or_default().max(8);
    let head = "cases   hit@1   hit@3   wrong  refused | cases   false";
    writeln!(out, "\n{}  {head}", pad("category", longest))?;
    for row in &report.categories {
        let (i, o) = (&row.tally.in_scope, &row.tally.out_of_scope);
        writeln!(
            out,
            "{}  {:>5} {:>7} {:>7} {:>7}  {:>7} | {:>5} {:>7}",
            pad(&row.category, longest),
            i.cases,
            share(i.right, i.cases),
            share(i.hit3(), i.cases),
            share(i.wrong, i.cases),
            share(i.refused, i.cases),
            o.cases,
            share(o.answered, o.cases),
        )?;
    }
    Ok(())
}

fn write_failure(out: &mut String, failure: &Failure) -> fmt::Result {
    let category = failure.category.as_ref().map(|c| format!(" [{c}]")).unwrap_or_default();
    writeln!(out, "{}{category} {}", failure.place, failure.ask)?;
    let rank = failure.rank.map(|rank| format!(" (right at {rank})")).unwrap_or_default();
    let instead = if failure.instead.is_empty() { String::new() } else { format!(": {}", shown(&failure.instead)) };
    writeln!(out, "    expected {}, {}{rank}{instead}", failure.expected, failure.grade)?;
    for line in failure.explain.iter().flat_map(|reckoning| reckoning.lines()) {
        writeln!(out, "      {line}")?;
    }
    Ok(())
}

fn leave_one_out(out: &mut String, report: &Report, left_out: &LeaveOneOut) -> fmt::Result {
    let InScope { cases, right, wrong, suggested, suggested_in_5, refused, .. } = left_out.replies;
    writeln!(out, "\nleave one out {:>11}", many(cases, "phrasing"))?;
    row(out, "loo-hit@1", left_out.ranked_first, cases, "the entry still ranks first")?;
    row(out, "loo-right", right, cases, "still answered rightly")?;
    row(out, "loo-wrong", wrong, cases, "answered wrongly")?;
    row(out, "suggested", suggested, cases, &format!("of which {suggested_in_5} hold what is right"))?;
    row(out, "refused", refused, cases, "")?;
    if left_out.passed_over > 0 {
        writeln!(out, "  passed over {}: the only one of its entry", many(left_out.passed_over, "phrasing"))?;
    }
    if let Some(confidence) = &left_out.confidence {
        confidence::write(out, report, confidence, &[Measure::LooAurc, Measure::LooEce])?;
    }
    if !left_out.worst.is_empty() {
        writeln!(out, "\nentries whose phrasings support each other least")?;
    }
    for worst in left_out.worst.iter().take(WORST) {
        let to = worst.mostly_to.as_deref().unwrap_or("nothing");
        let share = share(worst.lost, worst.phrasings);
        writeln!(
            out,
            "  {:<24} {:>3} of {:>3} lost {share:>6} %, mostly to {to}",
            worst.entry, worst.lost, worst.phrasings
        )?;
    }
    if !left_out.wrong.is_empty() {
        writeln!(out, "\nphrasings answered wrongly when left out")?;
    }
    for wrong in &left_out.wrong {
        writeln!(out, "  {}: {} -> {}", wrong.entry, wrong.ask, shown(&wrong.shown))?;
    }
    Ok(())
}

fn shown(shown: &[Shown]) -> String {
    shown.iter().map(|s| format!("{} {}", s.id, s.score)).collect::<Vec<_>>().join(", ")
}

/// A share in percent, or a dash where there is nothing to share.
fn share(part: usize, whole: usize) -> String {
    percent(part, whole).map_or_else(|| "-".to_owned(), |percent| format!("{percent:.1}"))
}

fn many(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// `text` filled up to so many columns.
fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

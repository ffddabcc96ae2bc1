//! Lays out what the confidence is worth: the single measures, and the risk at a few coverages.

use std::fmt::{self, Write};

use super::super::confidence::Confidence;
use super::super::limit::Measure;
use super::super::report::Report;

/// Writes those of `measures` that can be taken, and what other thresholds would bring.
pub fn write(out: &mut String, report: &Report, confidence: &Confidence, measures: &[Measure]) -> fmt::Result {
    let taken: Vec<_> = measures.iter().filter_map(|measure| Some((measure, measure.of(report)?))).collect();
    if taken.is_empty() {
        return Ok(());
    }
    writeln!(out, "confidence")?;
    for (measure, value) in taken {
        writeln!(out, "  {:<14}{value:>14.1}   {}", measure.as_str(), measure.about())?;
    }
    let milestones = confidence.milestones();
    if milestones.iter().all(|shares| shares.coverage.is_none()) {
        return Ok(());
    }
    writeln!(out, "  from confidence   coverage    risk   false")?;
    for shares in milestones {
        let own = if confidence.is_own(shares.threshold) { "   as it answers now" } else { "" };
        writeln!(
            out,
            "  {:>15.3} {:>10} {:>7} {:>7}{own}",
            f64::from(shares.threshold) / 1000.0,
            share(shares.coverage),
            share(shares.risk),
            share(shares.false_answers),
        )?;
    }
    Ok(())
}

/// A share in percent, or a dash where there is nothing to share.
fn share(percent: Option<f64>) -> String {
    percent.map_or_else(|| "-".to_owned(), |percent| format!("{percent:.1}"))
}

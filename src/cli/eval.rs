//! `wenda eval`: runs labelled questions, prints the measures, and fails below a floor.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};

use super::{Failure, say};
use crate::eval::{Limit, Missed, evaluate, leave_one_out, load, page, table};
use crate::responder::Responder;

/// Run labelled questions and print the measures
///
/// Asks every question of the files as people would and grades the replies. A file is YAML, or tab-separated where
/// its name ends in .tsv.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  wenda eval tests/questions/*.yaml
  wenda eval questions.yaml --floor hit@1=92 --floor hit@3=98 --ceiling wrong=2
  wenda eval questions.yaml --html eval.html
  wenda eval --leave-one-out --json | jq .leave_one_out.worst

Measures for --floor and --ceiling:
  hit@1          % of the cases in scope that are answered rightly at once
  hit@3          % of them that are, or whose first three suggestions hold what is right
  hit@5          % of them that are, or whose suggestions hold what is right
  coverage       % of them that are answered at once, rightly or not
  partial        % of them that are answered in part
  wrong          % of them that are answered wrongly
  refused        % of them that are refused
  false-answers  % of the cases out of scope that are answered
  auroc          how often, in %, a case in scope is surer than one out of scope; 50 is chance
  accuracy@90    hit@1 at the threshold that refuses 90 % of the cases out of scope
  accuracy@95    hit@1 at the threshold that refuses 95 % of them
  risk           % of all answers that are wrong, those to cases out of scope included
  aurc           the mean of that risk over all coverages, from none to all, in %
  ece            how far the scores are from what comes true, in %, in the mean
  median-us      time a question in microseconds: half are answered within it
  p99-us         time a question in microseconds: 99 % are answered within it
  loo-hit@1      % of the phrasings left out whose entry still ranks first
  loo-right      % of the phrasings left out that are still answered rightly
  loo-wrong      % of the phrasings left out that are answered wrongly
  loo-aurc       aurc of the phrasings left out
  loo-ece        ece of the phrasings left out

Questions in YAML:
  version: 1
  cases:
    - ask: 会址设在何处？
      expect: [venue]                  # ids, any of which is right
      category: paraphrase             # optional: a row of its own
    - ask: 几场论坛？多少企业参展？
      expect_all: [forums, companies]  # every one must be answered
    - ask: 门票在哪买
      expect: none                     # must not be answered

Questions in a .tsv file: the question, a tab, and what answer and passage must hold.
`;` joins what must all be there, `|` separates alternatives, `-` must not be answered,
and a line that begins with `#` is a comment.

Exit codes: 0 every limit is kept, 1 one is missed, 2 the files cannot be read or are faulty.")]
pub struct Eval {
    /// The labelled questions
    #[arg(required_unless_present = "leave_one_out", value_name = "FILE", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,

    /// Fail where a measure is below a value; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    floor: Vec<Limit>,

    /// Fail where a measure is above a value; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    ceiling: Vec<Limit>,

    /// Take each phrasing of the knowledge out in turn and ask it
    #[arg(long)]
    leave_one_out: bool,

    /// Print everything as one JSON object
    #[arg(long)]
    json: bool,

    /// Write a page with the measures, their curves and what could have gone better
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    html: Option<PathBuf>,

    /// Add the reckoning to every question that could have gone better
    #[arg(long)]
    explain: bool,
}

impl Eval {
    /// Asks, prints, and says whether every limit is kept.
    pub fn run(&self, responder: &Responder, out: &mut impl Write) -> Result<ExitCode, Failure> {
        let cases = load(&self.files, responder.knowledge())?;
        let mut report = evaluate(responder, &cases, self.explain);
        report.leave_one_out = self.leave_one_out.then(|| leave_one_out(responder));
        report.measure();
        report.missed = Missed::all(&report, &self.floor, &self.ceiling);
        if let Some(path) = &self.html {
            let page = page(&report, responder.knowledge(), &self.files);
            let unwritable = |error| Failure::Refused(format!("`{}` cannot be written: {error}", path.display()));
            fs::write(path, page).map_err(unwritable)?;
        }
        let text = if self.json {
            serde_json::to_string_pretty(&report).map_err(io::Error::from)? + "\n"
        } else {
            table(&report)
        };
        match say(out, &text) {
            // Whoever reads only the first lines still learns from the exit code how it went.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            other => other?,
        }
        Ok(if report.missed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

#[cfg(test)]
mod tests {
    use clap::Args;

    use super::Eval;
    use crate::eval::Measure;

    #[test]
    fn the_help_explains_every_measure() {
        let command = Eval::augment_args(clap::Command::new("eval"));
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        for measure in Measure::ALL {
            let line = format!("\n  {:<13}  {}\n", measure.as_str(), measure.about());
            assert!(help.contains(&line), "{line}");
        }
    }
}

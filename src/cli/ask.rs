//! `wenda ask`: answers one question, or one a line of standard input, each sent off before the next is read.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use super::lines::{MAX_LINE, read_line};
use super::record::Record;
use super::render::printable;
use super::terminal::{Ink, Terminal};
use super::{Failure, say, stdout_terminal};
use crate::responder::Responder;

/// Answer one question, or one per line of standard input
///
/// Prints the short fact, the passage it rests on and where that stands; a numbered list where the question is
/// not clear; and an honest refusal where the document does not tell. All three are fine: the exit code is 0.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  wenda ask 大会什么时候举办
  wenda ask --json when is the conference held
  wenda ask --explain 第四届大会的主题    why it was answered or not
  wenda ask - < questions.txt             a question a line, answered as they come

With --json each reply is one line:
  {\"question\":…,\"outcome\":\"answer\"|\"suggest\"|\"none\",\"lang\":\"zh\"|\"en\",\"answers\":[{\"id\":…,
  \"question\":…,\"answer\":…,\"passage\":…|null,\"source\":{\"title\":…,\"paragraph\":…}|null,\"score\":0 to 1}],
  \"elapsed_us\":…}")]
pub struct Ask {
    /// The question, words joined by a space; `-` reads one question per line of standard input
    #[arg(required = true, value_name = "QUESTION")]
    question: Vec<OsString>,

    /// Print one JSON object a line
    #[arg(long)]
    json: bool,

    /// Add the reckoning: what matched, what was missing, the runners-up, the rule that decided
    #[arg(long)]
    explain: bool,
}

impl Ask {
    /// Answers, and is done when all questions are answered.
    pub fn run(&self, responder: &Responder, out: &mut impl Write) -> Result<ExitCode, Failure> {
        let terminal = stdout_terminal();
        if let [dash] = self.question.as_slice()
            && dash == "-"
        {
            self.answer_lines(responder, terminal, out)?;
        } else {
            let words: Vec<_> = self.question.iter().map(|word| word.to_string_lossy()).collect();
            let text = self.answer(responder, terminal, &words.join(" "));
            say(out, &text)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn answer_lines(&self, responder: &Responder, terminal: Terminal, out: &mut impl Write) -> Result<(), Failure> {
        let mut input = io::stdin().lock();
        let unreadable = |error| Failure::Refused(format!("standard input cannot be read: {error}"));
        let mut number = 0_u64;
        while let Some(line) = read_line(&mut input).map_err(unreadable)? {
            number += 1;
            if line.passed_over > 0 {
                let over = line.passed_over;
                tracing::warn!(line = number, "a line is longer than {MAX_LINE} bytes: {over} bytes are passed over");
            }
            let mut text = self.answer(responder, terminal, &line.text);
            if !self.json {
                // Among many, a reply stands under its question and apart from the next.
                let asked = terminal.paint(Ink::Key, &format!("> {}", printable(&line.text)));
                text = format!("{asked}\n{text}\n");
            }
            say(out, &text)?;
        }
        Ok(())
    }

    /// The reply to `question` as text or as a line of JSON, with its line end.
    fn answer(&self, responder: &Responder, terminal: Terminal, question: &str) -> String {
        let start = Instant::now();
        let reply = responder.respond(question);
        let elapsed = start.elapsed();
        let reckoning = self.explain.then(|| responder.explain(question));
        if self.json {
            let record = Record::new(question, &reply, elapsed, reckoning.as_deref());
            // Strings, numbers and lists of them: there is nothing that JSON could refuse.
            return serde_json::to_string(&record).unwrap_or_default() + "\n";
        }
        let mut text = terminal.reply(responder.knowledge(), question, &reply);
        if let Some(reckoning) = reckoning {
            text.push_str(&format!("\n{}\n", reckoning.trim_end()));
        }
        text
    }
}

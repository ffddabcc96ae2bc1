//! A conversation: what was offered last, in which language, and what each line means in its light.
//!
//! Invariants: no terminal and no disk here, so that a script sees the same words as a person; a number is a choice
//! only while a list with that number is on the table.

use super::commands::{self, Command};
use crate::cli::choices::{self, Choice, Choices};
use crate::cli::render::printable;
use crate::cli::terminal::{Ink, Terminal};
use crate::knowledge::Knowledge;
use crate::reply::{Card, Outcome, Reply, phrases};
use crate::responder::Responder;
use crate::text::Lang;

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Wait for the next line.
    Go,
    /// The conversation is over.
    Stop,
}

/// One conversation.
#[derive(Debug)]
pub struct Session<'a> {
    responder: &'a Responder,
    terminal: Terminal,
    lang: Lang,
    explains: bool,
    choices: Choices,
}

impl<'a> Session<'a> {
    /// Begins a conversation in `lang`; later the language is that of the last question.
    #[must_use]
    pub fn new(responder: &'a Responder, terminal: Terminal, lang: Lang, explains: bool) -> Self {
        Self { responder, terminal, lang, explains, choices: Choices::default() }
    }

    /// The first two lines.
    #[must_use]
    pub fn greeting(&self) -> String {
        let subject = self.knowledge().subject.as_ref().map(|subject| subject.title.pick(self.lang));
        let keys = ["/help", "/topics", "/quit"].map(|key| self.terminal.paint(Ink::Key, key)).join("  ");
        format!("{}\n{keys}\n\n", phrases::greeting(self.lang, subject))
    }

    /// The last line.
    #[must_use]
    pub fn goodbye(&self) -> String {
        self.terminal.lines(phrases::goodbye(self.lang))
    }

    /// Said to who presses Ctrl-C.
    #[must_use]
    pub fn how_to_leave(&self) -> String {
        format!("/quit  {}\n", phrases::about_quit_command(self.lang))
    }

    /// The commands, without their slash.
    #[must_use]
    pub fn commands(&self) -> Vec<String> {
        commands::list(self.knowledge(), self.lang).into_iter().map(|(name, _)| name).collect()
    }

    /// What is said to `line`, and whether the conversation goes on.
    #[must_use]
    pub fn hear(&mut self, line: &str) -> (String, Flow) {
        let line = line.trim();
        let responder = self.responder;
        let text = match Command::parse(line, responder.knowledge()) {
            Some(Command::Quit) => return (self.goodbye(), Flow::Stop),
            Some(Command::Help) => self.help(),
            Some(Command::Topics) => self.offer(choices::topics(responder.knowledge(), self.lang)),
            Some(Command::Explain) => {
                self.explains = !self.explains;
                self.terminal.lines(phrases::explaining(self.lang, self.explains))
            }
            Some(Command::Fact(entry)) => self.show(responder.card(&entry.id, self.lang)),
            Some(Command::Unknown(name)) => self.terminal.lines(&phrases::unknown_command(self.lang, &printable(name))),
            None if line.is_empty() => return (String::new(), Flow::Go),
            None => match self.chosen(line) {
                Some(text) => text,
                None => self.answer(line),
            },
        };
        (text + "\n", Flow::Go)
    }

    fn knowledge(&self) -> &'a Knowledge {
        self.responder.knowledge()
    }

    fn help(&self) -> String {
        let mut text = self.terminal.lines(phrases::how_to_ask(self.lang));
        let commands = commands::list(self.knowledge(), self.lang);
        let longest = commands.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        for (name, about) in commands {
            let key = self.terminal.paint(Ink::Key, &format!("/{name:longest$}"));
            text.push_str(&format!("  {key}  {about}\n"));
        }
        text
    }

    /// The answer to a choice by number; `None` where the line is something else.
    fn chosen(&mut self, line: &str) -> Option<String> {
        let number = number(line)?;
        let last = self.choices.items.len();
        if last == 0 {
            return None;
        }
        let Some((choice, _)) = number.checked_sub(1).and_then(|index| self.choices.items.get(index)) else {
            return Some(self.terminal.lines(&phrases::choose_within(self.lang, last)));
        };
        Some(match choice.clone() {
            Choice::Entry(id) => self.show(self.responder.card(&id, self.lang)),
            Choice::Topic(topic) => self.offer(choices::questions(self.knowledge(), topic, self.lang)),
        })
    }

    fn answer(&mut self, question: &str) -> String {
        let reply = self.responder.respond(question);
        self.lang = reply.lang;
        let mut text = self.terminal.reply(self.knowledge(), question, &reply);
        if reply.outcome == Outcome::Answer {
            text.push_str(&self.offer(choices::related(&reply)));
        } else {
            self.choices = choices::offered(self.knowledge(), &reply);
        }
        if self.explains {
            text.push_str(&format!("\n{}\n", self.responder.explain(question).trim_end()));
        }
        text
    }

    /// Shows a card that was chosen, not asked for.
    fn show(&mut self, card: Option<Card>) -> String {
        let Some(card) = card else {
            return self.terminal.lines(phrases::not_told(self.lang));
        };
        let text = self.terminal.card(&card, self.lang, false);
        let reply =
            Reply { lang: self.lang, outcome: Outcome::Answer, cards: vec![card], untold: vec![], topics: vec![] };
        let related = choices::related(&reply);
        // A card that leads nowhere leaves the list that it was chosen from on the table.
        if related.items.is_empty() { text } else { text + &self.offer(related) }
    }

    /// Lays a list on the table.
    fn offer(&mut self, choices: Choices) -> String {
        self.choices = choices;
        self.terminal.choices(&self.choices)
    }
}

/// A number of at most three digits, in either width, alone or with a stop: `2`, `２`, `2.`
fn number(line: &str) -> Option<usize> {
    let digits: String = line.trim_end_matches(['.', '。', '、']).chars().map(narrow).collect();
    let plain = digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

fn narrow(digit: char) -> char {
    let value = u32::from(digit).wrapping_sub(u32::from('０'));
    char::from_digit(value, 10).unwrap_or(digit)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_in_either_width() {
        for (line, expected) in [
            ("2", Some(2)),
            ("２", Some(2)),
            ("１２", Some(12)),
            ("2.", Some(2)),
            ("2016", None),
            ("2 3", None),
            ("+2", None),
            ("第2", None),
            ("", None),
        ] {
            assert_eq!(number(line), expected, "{line:?}");
        }
    }
}

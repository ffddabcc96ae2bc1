//! Lays out a reply as text, for `ask` and `chat` alike.
//!
//! Invariants: the short fact comes first, then the passage as a quotation, then where it stands; no control
//! character of a question reaches the terminal; every text ends with a line break.

use crate::knowledge::Knowledge;
use crate::reply::{Card, Outcome, Reply, phrases};
use crate::text::Lang;

use super::choices::{Choices, offered};
use super::terminal::{Ink, Terminal};
use super::wrap::wrap;

/// What a quotation is marked with, and how many columns that takes.
const BAR: (&str, usize) = ("  │ ", 4);

impl Terminal {
    /// The whole reply to `question`.
    #[must_use]
    pub fn reply(self, knowledge: &Knowledge, question: &str, reply: &Reply) -> String {
        let lang = reply.lang;
        let mut text = String::new();
        match reply.outcome {
            Outcome::Answer => {
                let titled = reply.cards.len() > 1;
                let cards = reply.cards.iter().map(|card| self.card(card, lang, titled));
                text.push_str(&cards.collect::<Vec<_>>().join("\n"));
            }
            Outcome::Suggest => {}
            Outcome::None if question.trim().is_empty() => text.push_str(&self.lines(phrases::nothing_asked(lang))),
            Outcome::None => text.push_str(&self.lines(phrases::not_told(lang))),
        }
        for part in &reply.untold {
            text.push_str(&self.lines(&phrases::untold_part(lang, &printable(part))));
        }
        text + &self.choices(&offered(knowledge, reply))
    }

    /// One answer; `titled` where it stands among others.
    #[must_use]
    pub fn card(self, card: &Card, lang: Lang, titled: bool) -> String {
        let mut text = String::new();
        if titled {
            text.push_str(&self.inked(Ink::Faint, "", 0, &card.question));
        }
        text.push_str(&self.inked(Ink::Strong, "", 0, &card.answer));
        if let Some(passage) = &card.passage {
            text.push_str(&self.inked(Ink::Faint, BAR.0, BAR.1, passage));
        }
        if let Some(source) = &card.source {
            text.push_str(&self.inked(Ink::Faint, "    ", BAR.1, &phrases::source(lang, source)));
        }
        text
    }

    /// A numbered list under its heading; nothing where there is nothing to choose.
    #[must_use]
    pub fn choices(self, choices: &Choices) -> String {
        if choices.items.is_empty() {
            return String::new();
        }
        let mut text = self.lines(&choices.heading);
        let digits = choices.items.len().to_string().len();
        for (index, (_, title)) in choices.items.iter().enumerate() {
            let number = format!("{:>digits$}.", index + 1);
            let indent = " ".repeat(digits + 4);
            let mut first = format!("  {} ", self.paint(Ink::Key, &number));
            for line in self.cut(title, digits + 4) {
                text.push_str(&format!("{first}{line}\n"));
                first.clone_from(&indent);
            }
        }
        text
    }

    /// Plain lines.
    #[must_use]
    pub fn lines(self, text: &str) -> String {
        self.cut(text, 0).into_iter().map(|line| line + "\n").collect()
    }

    fn inked(self, ink: Ink, prefix: &str, columns: usize, text: &str) -> String {
        let lines = self.cut(text, columns);
        lines.iter().map(|line| format!("{}\n", self.paint(ink, &format!("{prefix}{line}")))).collect()
    }

    fn cut(self, text: &str, columns: usize) -> Vec<String> {
        match self.width {
            Some(width) => wrap(text, width.saturating_sub(columns)),
            None => text.lines().map(str::to_owned).collect(),
        }
    }
}

/// `text` without what a terminal would obey.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::printable;
    use crate::cli::choices::{Choice, Choices};
    use crate::cli::terminal::Terminal;
    use crate::knowledge::{EntryId, Knowledge};
    use crate::reply::{Card, Outcome, Reply, SourceLine};
    use crate::text::Lang;

    fn card(answer: &str) -> Card {
        Card {
            id: EntryId::new("dates").expect("an id"),
            question: "几号举办".to_owned(),
            answer: answer.to_owned(),
            passage: Some("于１１月１６日举办".to_owned()),
            source: Some(SourceLine { title: "致辞".to_owned(), paragraph: 2 }),
            score: 1000,
            related: Vec::new(),
        }
    }

    #[track_caller]
    fn check(outcome: Outcome, cards: Vec<Card>, untold: &[&str], expected: &str) {
        let untold = untold.iter().map(|&part| part.to_owned()).collect();
        let reply = Reply { lang: Lang::Zh, outcome, cards, untold, topics: Vec::new() };
        assert_eq!(Terminal::default().reply(&Knowledge::default(), "问", &reply), expected);
    }

    #[test]
    fn every_outcome_is_laid_out() {
        let fact = "11月16日。\n  │ 于１１月１６日举办\n    《致辞》第2段\n";
        check(Outcome::Answer, vec![card("11月16日。")], &[], fact);
        let both = format!("几号举办\n{fact}\n几号举办\n{fact}");
        check(Outcome::Answer, vec![card("11月16日。"), card("11月16日。")], &[], &both);
        let partly = format!("{fact}至于“门票 ”，文中没有提到。\n");
        check(Outcome::Answer, vec![card("11月16日。")], &["门票\u{1b}"], &partly);
        check(Outcome::Suggest, vec![card("")], &[], "您想问的是不是：\n  1. 几号举办\n");
        check(Outcome::None, Vec::new(), &[], "抱歉，文中没有提到这一点。\n");
    }

    #[test]
    fn long_choices_hang_under_their_text() {
        let id = EntryId::new("a").expect("an id");
        let choices =
            Choices { heading: "请".to_owned(), items: vec![(Choice::Entry(id), "乌镇举办大会".to_owned())] };
        let narrow = Terminal { width: Some(11), color: false };
        assert_eq!(narrow.choices(&choices), "请\n  1. 乌镇举\n     办大会\n");
    }

    #[test]
    fn control_characters_become_spaces() {
        assert_eq!(printable("a\u{1b}[2J\nb\0"), "a [2J b ");
    }
}

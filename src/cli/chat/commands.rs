//! The commands of a conversation: the bot's own, and the quick facts that the knowledge names.

use crate::knowledge::{Entry, Knowledge};
use crate::reply::phrases;
use crate::text::Lang;

/// What a line that begins with a slash asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command<'a> {
    /// How to ask.
    Help,
    /// Browse by topic.
    Topics,
    /// Show or hide the reckoning.
    Explain,
    /// Leave.
    Quit,
    /// A quick fact: the entry of this command.
    Fact(&'a Entry),
    /// Nothing that is known.
    Unknown(&'a str),
}

/// A command's name, what it is, and what it does in words.
type Own = (&'static str, Command<'static>, fn(Lang) -> &'static str);

/// The bot's own commands, in the order of the help.
const OWN: [Own; 4] = [
    ("topics", Command::Topics, phrases::about_topics_command),
    ("explain", Command::Explain, phrases::about_explain_command),
    ("help", Command::Help, phrases::about_help_command),
    ("quit", Command::Quit, phrases::about_quit_command),
];

/// Other names that people try.
const ALIASES: [(&str, Command<'static>); 4] =
    [("start", Command::Help), ("?", Command::Help), ("exit", Command::Quit), ("q", Command::Quit)];

impl<'a> Command<'a> {
    /// Reads a line; `None` where it is no command but a question.
    #[must_use]
    pub fn parse(line: &'a str, knowledge: &'a Knowledge) -> Option<Self> {
        let name = line.strip_prefix(['/', '／'])?.trim();
        let own = OWN.iter().map(|&(own, command, _)| (own, command));
        if let Some((_, command)) = own.chain(ALIASES).find(|(own, _)| own.eq_ignore_ascii_case(name)) {
            return Some(command);
        }
        let fact = facts(knowledge).find(|(command, _)| command.eq_ignore_ascii_case(name));
        Some(fact.map_or(Self::Unknown(name), |(_, entry)| Self::Fact(entry)))
    }
}

/// Every command with what it does, quick facts first.
#[must_use]
pub fn list(knowledge: &Knowledge, lang: Lang) -> Vec<(String, String)> {
    let facts = facts(knowledge).map(|(command, entry)| (command.to_owned(), entry.title(lang).to_owned()));
    facts.chain(OWN.iter().map(|(name, _, about)| ((*name).to_owned(), about(lang).to_owned()))).collect()
}

fn facts(knowledge: &Knowledge) -> impl Iterator<Item = (&str, &Entry)> {
    knowledge.entries.iter().filter_map(|entry| Some((entry.command.as_deref()?, entry)))
}

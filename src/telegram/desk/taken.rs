//! Tells what the bot takes a message for, to whoever wants to see why it answers as it does.
//!
//! Invariant: it is read by the very functions that answer, so that what is told is what is done.

use super::asked::{Hint, Wish, asked};
use super::commands::is_known;
use super::courtesy::courtesy;
use crate::reply::Outcome;
use crate::responder::Responder;
use crate::telegram::incoming::Message;
use crate::telegram::me::Me;

/// What a message is to the bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Not addressed to it: nothing is said.
    Silence,
    /// A question, without the mention or command that it came with.
    Question(String),
    /// A greeting, thanks, or signs alone.
    Courtesy(String),
    /// A command, and what follows it.
    Command(String, String),
    /// Addressed to it without anything to answer; why.
    Empty(&'static str),
}

/// What `message` is to the bot.
#[must_use]
pub fn taken(message: &Message, me: &Me, responder: &Responder) -> Taken {
    let known = |name: &str| is_known(name, responder.knowledge());
    match asked(message, me, known).map(|asked| asked.wish) {
        None => Taken::Silence,
        Some(Wish::Question(text)) => {
            let polite = courtesy(&text).is_some() && responder.respond(&text).outcome == Outcome::None;
            if polite { Taken::Courtesy(text) } else { Taken::Question(text) }
        }
        Some(Wish::Command(name, rest)) => Taken::Command(name, rest),
        Some(Wish::Hint(hint)) => Taken::Empty(match hint {
            Hint::Unasked => "unasked",
            Hint::Wordless => "wordless",
            Hint::UnknownCommand => "unknown_command",
        }),
    }
}

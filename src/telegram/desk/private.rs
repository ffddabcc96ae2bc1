//! Tells what is asked in a private chat, where everything is for the bot.

use super::asked::{Asked, Command, Hint, Wish, own, question, without_mentions};
use crate::telegram::incoming::Message;
use crate::telegram::me::Me;

pub(super) fn asked(message: &Message, me: &Me, known: impl Fn(&str) -> bool) -> Option<Asked> {
    if let Some(command) = Command::read(&message.text) {
        return match command.name.as_str() {
            _ if command.is_for_another(me) => None,
            "ask" => Some(question(message, me, &command.rest)),
            name if known(name) => Some(own(message, Wish::Command(command.name, command.rest))),
            _ => Some(own(message, Wish::Hint(Hint::UnknownCommand))),
        };
    }
    let (words, mentioned) = without_mentions(message, me);
    match words.is_empty() {
        false => Some(own(message, Wish::Question(words))),
        true if mentioned => Some(question(message, me, "")),
        // The pictures of an album come one by one and at most one has the caption: one that has none says nothing.
        // A message without words that is edited (a place that moves) asks nothing either.
        true if message.in_album || message.edited => None,
        true => Some(own(message, Wish::Hint(Hint::Wordless))),
    }
}

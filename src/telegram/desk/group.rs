//! Tells what is asked in a group, and stays out of everything else.

use super::asked::{Asked, Command, Hint, Wish, own, question, without_mentions};
use super::courtesy::courtesy;
use crate::telegram::incoming::Message;
use crate::telegram::me::Me;

pub(super) fn asked(message: &Message, me: &Me, known: impl Fn(&str) -> bool) -> Option<Asked> {
    // What is forwarded into the group was said elsewhere, to others.
    if message.forwarded {
        return None;
    }
    if let Some(command) = Command::read(&message.text) {
        return match command.name.as_str() {
            _ if command.is_for_another(me) => None,
            "ask" => Some(question(message, me, &command.rest)),
            // Every bot of the group gets a bare `/start`.
            "start" if command.bot.is_none() => None,
            name if known(name) => Some(own(message, Wish::Command(command.name, command.rest))),
            _ => command.bot.is_some().then(|| own(message, Wish::Hint(Hint::UnknownCommand))),
        };
    }
    let (words, mentioned) = without_mentions(message, me);
    if mentioned {
        return Some(question(message, me, &words));
    }
    // Thanks to the bot, or a thumb, want no answer among others.
    let asks = !words.is_empty() && courtesy(&words).is_none();
    (asks && replies_to_me(message, me)).then(|| own(message, Wish::Question(words)))
}

/// Whether the message replies to one that the bot wrote. A message in a topic that the bot opened "replies" to the
/// service message that tells of it, which is nobody's word.
fn replies_to_me(message: &Message, me: &Me) -> bool {
    let other = message.reply_to.as_deref().filter(|m| !m.is_service && m.sender_chat.is_none());
    other.and_then(|m| m.from.as_ref()).is_some_and(|from| from.id == me.id)
}

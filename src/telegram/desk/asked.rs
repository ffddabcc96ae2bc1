//! Reads out of a message whether it speaks to the bot, and what it asks. Pure.
//!
//! Invariants: in a private chat everything that somebody wrote is for the bot; in a group only what names it, by a
//! command, a mention or a reply; what the bot itself sent by inline mode, and what other bots say, never is.

use teloxide::types::MessageId;

use super::{group, private};
use crate::telegram::incoming::{Entity, EntityKind, Message};
use crate::telegram::me::Me;

/// What a message wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// An answer.
    Question(String),
    /// A command of ours, in lower case, and what follows it.
    Command(String, String),
    /// Help with a message that cannot be answered as it is.
    Hint(Hint),
}

/// Why a message cannot be answered as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// `/ask` or a mention, and no question.
    Unasked,
    /// A sticker, a photo without words.
    Wordless,
    /// A command that is not known.
    UnknownCommand,
}

/// A wish, and the message under which it is to be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// What is wanted.
    pub wish: Wish,
    /// The message to reply to: the asker's own, or the one that `/ask` was a reply to.
    pub under: MessageId,
    /// Whether [`Asked::under`] is another message than the asker's own.
    pub on_behalf: bool,
}

/// What `message` asks of the bot; `None` where it does not speak to it. `known` tells the commands of the bot.
pub(super) fn asked(message: &Message, me: &Me, known: impl Fn(&str) -> bool) -> Option<Asked> {
    let by_bot = message.from.as_ref().is_some_and(|from| from.is_bot) && message.sender_chat.is_none();
    if message.is_service || by_bot || message.via_bot == Some(me.id) {
        return None;
    }
    if message.chat.is_private() { private::asked(message, me, known) } else { group::asked(message, me, known) }
}

/// `wish`, answered under the message itself.
pub(super) fn own(message: &Message, wish: Wish) -> Asked {
    Asked { wish, under: message.id, on_behalf: false }
}

/// The question in `words`, else in what the message replies to, else a hint.
pub(super) fn question(message: &Message, me: &Me, words: &str) -> Asked {
    if !words.is_empty() {
        return own(message, Wish::Question(words.to_owned()));
    }
    let quoted = message.quote.as_deref().map(str::trim).filter(|q| !q.is_empty());
    let Some(other) = message.reply_to.as_deref().filter(|m| m.from.as_ref().is_none_or(|from| from.id != me.id))
    else {
        // Of a message in another chat Telegram tells no more than what was quoted of it.
        let elsewhere = quoted.filter(|_| message.reply_to.is_none());
        return own(message, elsewhere.map_or(Wish::Hint(Hint::Unasked), |words| Wish::Question(words.to_owned())));
    };
    let words = quoted.map_or_else(|| without_mentions(other, me).0, str::to_owned);
    if words.is_empty() {
        return own(message, Wish::Hint(Hint::Unasked));
    }
    let outside = message.reply_is_external || other.chat.id != message.chat.id;
    let under = if outside { message.id } else { other.id };
    Asked { wish: Wish::Question(words), under, on_behalf: under != message.id }
}

/// A command at the beginning of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// Its name in lower case, without the slash.
    pub name: String,
    /// The bot that it names.
    pub bot: Option<String>,
    /// What follows.
    pub rest: String,
}

impl Command {
    /// Reads `/name`, `/name@bot`, and what follows; `None` where the text begins otherwise.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim().strip_prefix('/')?;
        let (head, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let (name, bot) = head.split_once('@').map_or((head, None), |(name, bot)| (name, Some(bot)));
        let is_name = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        (is_name(name) && name.len() <= 32 && bot.is_none_or(is_name)).then(|| Self {
            name: name.to_ascii_lowercase(),
            bot: bot.map(str::to_owned),
            rest: rest.trim().to_owned(),
        })
    }

    /// Whether it names another bot.
    pub(super) fn is_for_another(&self, me: &Me) -> bool {
        self.bot.as_ref().is_some_and(|bot| !bot.eq_ignore_ascii_case(&me.username))
    }
}

/// The message's words without the places where it names the bot, and whether it names it.
pub(super) fn without_mentions(message: &Message, me: &Me) -> (String, bool) {
    let names_me = |entity: &&Entity| match &entity.kind {
        EntityKind::TextMention(user) => *user == me.id,
        EntityKind::Mention => {
            let name = entity.text(&message.text).and_then(|t| t.strip_prefix('@'));
            !me.username.is_empty() && name.is_some_and(|n| n.eq_ignore_ascii_case(&me.username))
        }
        EntityKind::BotCommand | EntityKind::Other(_) => false,
    };
    let places: Vec<_> =
        message.entities.iter().filter(names_me).filter_map(|entity| entity.range(&message.text)).collect();
    let kept = message.text.char_indices().filter(|(at, _)| !places.iter().any(|place| place.contains(at)));
    let words: String = kept.map(|(_, c)| c).collect();
    let words = words.trim().trim_start_matches([',', '，', ':', '：']).trim();
    (if places.is_empty() { message.text.trim().to_owned() } else { words.to_owned() }, !places.is_empty())
}

#[cfg(test)]
mod tests {
    use super::Command;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, Option<&str>, &str)>) {
        let read = Command::read(text);
        let read = read.as_ref().map(|c| (c.name.as_str(), c.bot.as_deref(), c.rest.as_str()));
        assert_eq!(read, expected, "{text:?}");
    }

    #[test]
    fn commands_are_told_from_text() {
        check("/dates", Some(("dates", None, "")));
        check("/Ask@Wenda_bot  大会主题 ", Some(("ask", Some("Wenda_bot"), "大会主题")));
        check("/ask\n主题", Some(("ask", None, "主题")));
        check("/主题是什么", None);
        check("/etc/passwd", None);
        check("看 /dates", None);
        check("/", None);
        check("/ask@", None);
    }
}

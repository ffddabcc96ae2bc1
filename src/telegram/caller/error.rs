//! Names the ways in which a call can fail for good, and reads them from Telegram's wording.

use std::fmt;

use teloxide::types::ChatId;

/// Why a call was not made, once trying again is of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallError {
    /// Nobody is there to be spoken to: the bot was blocked, removed or silenced, or the chat is no more.
    Blocked,
    /// What the call refers to is no more: the message to edit or to reply to, the query, the topic.
    Gone,
    /// The message already reads like that.
    NotModified,
    /// The chat has another id now, and the call named a message of the old one.
    Migrated(ChatId),
    /// Telegram refuses the call as it stands, in its words but for what is quoted.
    Refused(String),
    /// The call was made; its result could not be read.
    Unread,
    /// The program is stopping; the call is for after the next start.
    Stopping,
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blocked => f.write_str("nobody is there to be spoken to"),
            Self::Gone => f.write_str("what it refers to is no more"),
            Self::NotModified => f.write_str("the message already reads like that"),
            Self::Migrated(_) => f.write_str("the chat has another id now"),
            Self::Refused(why) => write!(f, "Telegram refuses it: {why}"),
            Self::Unread => f.write_str("the result could not be read"),
            Self::Stopping => f.write_str("the program is stopping"),
        }
    }
}

impl std::error::Error for CallError {}

/// Wordings of a 400 that mean that nobody can be spoken to.
const BLOCKED: [&str; 7] = [
    "chat not found",
    "not enough rights to send",
    "have no rights to send",
    "need administrator rights",
    "CHAT_WRITE_FORBIDDEN",
    "USER_IS_BLOCKED",
    "group chat was deactivated",
];

/// Wordings of a 400 that mean that what is referred to is no more.
const GONE: [&str; 11] = [
    "message to edit not found",
    "message to be replied not found",
    "message to reply not found",
    "replied message not found",
    "message to delete not found",
    "message can't be edited",
    "message thread not found",
    "MESSAGE_ID_INVALID",
    "TOPIC_CLOSED",
    "query is too old",
    "QUERY_ID_INVALID",
];

pub(super) fn classify(code: u16, description: &str) -> CallError {
    let says = |wordings: &[&str]| wordings.iter().any(|w| description.contains(w));
    match code {
        403 => CallError::Blocked,
        400 if description.contains("message is not modified") => CallError::NotModified,
        400 if says(&GONE) => CallError::Gone,
        400 if says(&BLOCKED) => CallError::Blocked,
        _ => CallError::Refused(without_quotes(description)),
    }
}

/// Cuts what Telegram quotes of a text out of its own words: nobody's text belongs into a log line.
fn without_quotes(description: &str) -> String {
    description.split('"').next().unwrap_or_default().trim_end().chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::{CallError, classify};

    #[test]
    fn wordings_are_told_apart() {
        let refused = |s: &str| CallError::Refused(s.to_owned());
        for (code, words, expected) in [
            (403, "Forbidden: bot was blocked by the user", CallError::Blocked),
            (400, "Bad Request: chat not found", CallError::Blocked),
            (400, "Bad Request: message is not modified: specified new …", CallError::NotModified),
            (400, "Bad Request: message to edit not found", CallError::Gone),
            (400, "Bad Request: query is too old and response timeout expired", CallError::Gone),
            (
                400,
                "Bad Request: can't parse entities: Unsupported start tag \"secret\" at byte offset 0",
                refused("Bad Request: can't parse entities: Unsupported start tag"),
            ),
        ] {
            assert_eq!(classify(code, words), expected, "{words}");
        }
    }
}

//! Asks Telegram who the bot is, however long that takes, and tells the operator what follows for groups.

use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use crate::store::Cursor;
use crate::telegram::Me;
use crate::telegram::caller::{Answer, Http, Stop, Why};

/// How long one try may take.
const TIMEOUT: Duration = Duration::from_secs(8);

/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The bot's account; `None` where the program is to stop first, also because the token is refused.
pub(super) async fn who_am_i(http: &Http, stop: &Stop) -> Option<Me> {
    let mut pause = Duration::from_millis(500);
    loop {
        let begun = Instant::now();
        let (reason, wait) = match stop.unless(http.post("getMe", &json!({}), TIMEOUT)).await? {
            Answer::Done(result) => match serde_json::from_str(result.get()) {
                Ok(me) => return Some(me),
                Err(_) => ("the answer is not the Bot API's".to_owned(), pause),
            },
            // A token of the wrong form gives 404, as the address then names no bot.
            Answer::TokenRefused | Answer::Refused { code: 404, .. } => {
                stop.begin(Why::TokenRefused);
                return None;
            }
            Answer::Limited(wait) => ("too many requests".to_owned(), wait.unwrap_or(pause)),
            Answer::Down(reason) => (reason.to_owned(), pause),
            Answer::Moved(_) => ("the answer is not the Bot API's".to_owned(), pause),
            Answer::Refused { code, .. } => (format!("it answers {code}"), pause),
        };
        tracing::warn!(reason, "Telegram cannot be reached; trying again");
        stop.unless(tokio::time::sleep_until(begun + wait)).await?;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// The start-up lines.
pub(super) fn introduce(me: &Me, cursor: &Cursor) {
    let groups = match (me.joins_groups, me.reads_all_group_messages) {
        (false, _) => "it cannot be added to groups (@BotFather: /setjoingroups)",
        (true, false) => {
            "in groups it gets commands and replies to it, perhaps not plain mentions: people should use /ask \
             (to change: @BotFather /setprivacy, then add it to the group anew)"
        }
        (true, true) => "in groups it gets every message and answers only where it is addressed",
    };
    let inline = match me.inline {
        true => "on: @name and a question in any chat",
        false => "off (to turn it on: @BotFather /setinline)",
    };
    tracing::info!(
        bot = %format_args!("@{}", me.username),
        name = me.name,
        privacy_mode = if me.reads_all_group_messages { "off" } else { "on" },
        groups,
        inline,
        "Telegram knows the bot"
    );
    if cursor.dropped > 0 {
        tracing::warn!(dropped = cursor.dropped, "the store was another bot's; what waited there was dropped");
    }
    if cursor.waiting > 0 {
        tracing::info!(waiting = cursor.waiting, "taking up what was left");
    }
}

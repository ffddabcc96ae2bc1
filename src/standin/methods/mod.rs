//! The methods that the stand-in plays. Each checks what Telegram checks, in Telegram's order and words.
//!
//! Invariant: a method that refuses has changed nothing.

mod callback;
mod chats;
mod edit;
mod inline;
mod keyboard;
mod profile;
mod send;
mod updates;

use serde_json::Value;

pub(crate) use self::updates::get_updates;
use super::body::Params;
use super::refusal::{Answer, Refusal};
use super::world::World;

/// Runs a method, which is named in the published spelling. `getUpdates` waits, and so is on its own.
pub(crate) fn run(world: &mut World, method: &str, params: &Params) -> Answer {
    if world.logged_out {
        return Err(Refusal::logged_out());
    }
    let args = Args(params);
    match method {
        "getMe" => Ok(world.bot.me()),
        "logOut" => {
            world.logged_out = true;
            Ok(Value::Bool(true))
        }
        "close" => Ok(Value::Bool(true)),
        "setWebhook" => updates::set_webhook(world, &args),
        "deleteWebhook" => updates::delete_webhook(world, &args),
        "getWebhookInfo" => Ok(updates::webhook_info(world)),
        "sendMessage" => send::message(world, &args),
        "sendChatAction" => send::action(world, &args),
        "editMessageText" => edit::text(world, &args),
        "editMessageReplyMarkup" => edit::markup(world, &args),
        "deleteMessage" => edit::delete(world, &args),
        "setMessageReaction" => edit::react(world, &args),
        "answerCallbackQuery" => callback::answer(world, &args),
        "answerInlineQuery" => inline::answer(world, &args),
        "setMyCommands" => profile::set_commands(world, &args),
        "getMyCommands" => profile::commands(world, &args),
        "deleteMyCommands" => profile::delete_commands(world, &args),
        "setMyName" => profile::set(world, &args, &profile::NAME),
        "setMyDescription" => profile::set(world, &args, &profile::DESCRIPTION),
        "setMyShortDescription" => profile::set(world, &args, &profile::SHORT_DESCRIPTION),
        "getMyName" => profile::read(world, &args, &profile::NAME),
        "getMyDescription" => profile::read(world, &args, &profile::DESCRIPTION),
        "getMyShortDescription" => profile::read(world, &args, &profile::SHORT_DESCRIPTION),
        "getChat" => chats::chat(world, &args),
        "getChatMember" => chats::member(world, &args),
        "getChatMemberCount" => chats::count(world, &args),
        "getChatAdministrators" => chats::administrators(world, &args),
        "leaveChat" => chats::leave(world, &args),
        _ => Err(Refusal::bad(format!("the stand-in does not play {method}"))),
    }
}

/// The parameters of a call, read with their types.
pub(crate) struct Args<'a>(&'a Params);

impl Args<'_> {
    fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.get(name).and_then(Value::as_i64)
    }

    fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The chat that the call is for: an id; the stand-in's chats have no public names.
    fn chat(&self) -> Result<i64, Refusal> {
        let value = self.get("chat_id").ok_or_else(|| Refusal::bad("chat_id is empty"))?;
        let id = value.as_i64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
        match value.as_str() {
            Some("") => Err(Refusal::bad("chat_id is empty")),
            _ => id.ok_or_else(|| Refusal::bad("chat not found")),
        }
    }
}

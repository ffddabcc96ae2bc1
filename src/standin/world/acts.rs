//! What people do in a chat: talk, edit, press buttons, ask inline, choose what is offered.
//!
//! A deed that cannot be done (a button that is not there) is an error for the test to see, not a refusal of Telegram.

use std::fmt;

use serde_json::{Map, Value, json};

use super::super::text;
use super::chat::{ChatKind, Message, Standing};
use super::{Draft, World};

/// A deed that the world does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible(pub(crate) String);

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Impossible {}

/// Something to say, and where.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// `text`, or any fields of a message: `sticker`, `photo` with `caption`, `external_reply`. `from`, `date` and
    /// `sender_chat` stand where they are given; commands and mentions in `text` are found unless `entities` are given.
    pub body: Map<String, Value>,
    /// The message it replies to.
    pub reply_to: Option<i64>,
    /// The topic it is said in.
    pub topic: Option<i64>,
}

impl Said {
    /// Words, nothing else.
    #[must_use]
    pub fn words(words: &str) -> Self {
        Self { body: Map::from_iter([("text".to_owned(), json!(words))]), ..Self::default() }
    }

    /// Whatever a message may be made of; nothing where `body` is no object.
    #[must_use]
    pub fn anything(body: &Value) -> Self {
        Self { body: body.as_object().cloned().unwrap_or_default(), ..Self::default() }
    }
}

pub(super) fn impossible(why: impl fmt::Display) -> Impossible {
    Impossible(why.to_string())
}

impl World {
    /// Posts what somebody says: `text` alone, or any body that a message may have.
    pub(crate) fn say(&mut self, chat: i64, user: i64, mut said: Said) -> Result<i64, Impossible> {
        let place = self.chats.get_mut(&chat).ok_or_else(|| impossible("no such chat"))?;
        if place.migrated_to.is_some() {
            return Err(impossible("the group became a supergroup"));
        }
        if said.reply_to.is_some_and(|id| !place.messages.contains_key(&id)) {
            return Err(impossible("no message to reply to"));
        }
        if said.topic.is_some_and(|id| !place.topics.contains(&id)) {
            return Err(impossible("no such topic"));
        }
        place.members.entry(user).or_insert(Standing::Member);
        if place.kind == ChatKind::Private {
            place.started = true;
            self.stand(chat, user, Standing::Member);
        }
        if let Some(words) =
            said.body.get("text").and_then(Value::as_str).filter(|_| !said.body.contains_key("entities"))
        {
            let found = body(words);
            said.body.extend(found);
        }
        let draft = Draft {
            from: Some(user),
            body: said.body,
            reply_to: said.reply_to,
            thread: said.topic,
            ..Draft::default()
        };
        self.post(chat, draft).map_err(|refusal| impossible(refusal.description))
    }

    /// Edits what a person wrote, as nobody else can.
    pub(crate) fn edit(&mut self, chat: i64, user: i64, id: i64, words: &str) -> Result<(), Impossible> {
        let place = self.chats.get(&chat);
        // What stands in a channel is the channel's, whichever of its administrators wrote it.
        let shared = place.is_some_and(|chat| chat.kind == ChatKind::Channel);
        let own = |message: &Message| {
            let from = message.json.pointer("/from/id").and_then(Value::as_i64);
            !message.ours && (from == Some(user) || shared) && message.json.get("via_bot").is_none()
        };
        if !place.and_then(|chat| chat.messages.get(&id)).is_some_and(own) {
            return Err(impossible("no message of this person to edit"));
        }
        self.change(chat, id, true, |json| {
            json.remove("entities");
            json.extend(body(words));
        });
        self.deliver(chat, id, true);
        Ok(())
    }

    /// Presses a button by its data or its label; `forged` sends any data, as a modified app can.
    pub(crate) fn press(
        &mut self,
        chat: i64,
        user: i64,
        id: i64,
        what: &str,
        forged: bool,
    ) -> Result<String, Impossible> {
        let message = match self.view(chat, id) {
            Some(message) => message,
            // What an old app shows may be gone: Telegram then sends an inaccessible message.
            None if forged => json!({ "chat": self.chat_json(chat), "message_id": id, "date": 0 }),
            None => return Err(impossible("no such message")),
        };
        let data = match button(&message, what) {
            _ if forged => what.to_owned(),
            Some(data) => data,
            None => {
                return Err(impossible(format!("no button `{what}` under the message, but {:?}", labels(&message))));
            }
        };
        let query = format!("{}", 4_382_000_000_000_000_000 + self.serial());
        self.presses.begin(&query, user);
        let mut update = json!({
            "id": query, "from": self.user_json(user), "chat_instance": format!("{}", chat.wrapping_mul(7919)), "data": data,
        });
        let inline_id = self.chats.get(&chat).and_then(|c| c.messages.get(&id)).and_then(|m| m.inline_id.clone());
        match inline_id {
            Some(inline_id) => update["inline_message_id"] = json!(inline_id),
            None => update["message"] = message,
        }
        self.update("callback_query", update);
        Ok(query)
    }

    pub(crate) fn ask_inline(&mut self, chat: i64, user: i64, words: &str, offset: &str) -> Result<String, Impossible> {
        if !self.bot.inline {
            return Err(impossible("inline mode is off"));
        }
        let kind = self.chats.get(&chat).map(|chat| chat.kind).ok_or_else(|| impossible("no such chat"))?;
        let kind = if kind == ChatKind::Private { "sender" } else { kind.name() };
        let query = format!("{}", 5_382_000_000_000_000_000 + self.serial());
        self.inline_queries.begin(&query, user);
        let from = self.user_json(user);
        self.update(
            "inline_query",
            json!({ "id": query, "from": from, "query": words, "offset": offset, "chat_type": kind }),
        );
        Ok(query)
    }

    /// Sends an offered result into the chat.
    pub(crate) fn choose(&mut self, chat: i64, query: &str, result: &str, words: &str) -> Result<i64, Impossible> {
        let asked = self.inline_queries.get(query).cloned().ok_or_else(|| impossible("no such inline query"))?;
        let offered = asked.answer.ok_or_else(|| impossible("the inline query is not answered"))?;
        let results = offered.get("results").and_then(Value::as_array).cloned().unwrap_or_default();
        let chosen = results.into_iter().find(|offer| offer.get("id").and_then(Value::as_str) == Some(result));
        let chosen = chosen.ok_or_else(|| impossible("no such result"))?;
        let content = chosen.get("input_message_content").cloned().unwrap_or_default();
        let read = |key| content.get(key).and_then(Value::as_str);
        let formatted =
            text::sent(read("message_text").unwrap_or_default(), read("parse_mode"), content.get("entities"));
        let formatted = formatted.map_err(|refusal| impossible(refusal.description))?;
        let mut body = Map::from_iter([("text".to_owned(), json!(formatted.text))]);
        if !formatted.entities.is_empty() {
            body.insert("entities".to_owned(), formatted.entities_json().into());
        }
        let markup = chosen.get("reply_markup").cloned();
        let inline_id = markup.is_some().then(|| format!("BQAAA{}", self.serial()));
        let draft = Draft {
            from: Some(asked.from),
            body,
            markup,
            via_bot: true,
            inline_id: inline_id.clone(),
            ..Draft::default()
        };
        let id = self.post(chat, draft).map_err(|refusal| impossible(refusal.description))?;
        if self.bot.inline_feedback {
            let mut update = json!({ "result_id": result, "from": self.user_json(asked.from), "query": words });
            if let Some(inline_id) = inline_id {
                update["inline_message_id"] = json!(inline_id);
            }
            self.update("chosen_inline_result", update);
        }
        Ok(id)
    }
}

fn body(words: &str) -> Map<String, Value> {
    let formatted = text::plain(words);
    let mut body = Map::from_iter([("text".to_owned(), json!(formatted.text))]);
    if !formatted.entities.is_empty() {
        body.insert("entities".to_owned(), formatted.entities_json().into());
    }
    body
}

fn buttons(message: &Value) -> impl Iterator<Item = &Value> {
    let rows =
        message.pointer("/reply_markup/inline_keyboard").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    rows.iter().filter_map(Value::as_array).flatten()
}

fn button(message: &Value, what: &str) -> Option<String> {
    let is = |button: &&Value, key| button.get(key).and_then(Value::as_str) == Some(what);
    let found = buttons(message).find(|b| is(b, "callback_data")).or_else(|| buttons(message).find(|b| is(b, "text")));
    found?.get("callback_data")?.as_str().map(str::to_owned)
}

fn labels(message: &Value) -> Vec<&str> {
    buttons(message).filter_map(|button| button.get("text")?.as_str()).collect()
}

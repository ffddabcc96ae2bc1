//! What people do: make chats, talk, edit, press buttons, ask inline, block, leave.
//!
//! A deed that cannot be done (a button that is not there) is an error for the test to see, not a refusal of Telegram.

use std::fmt;
use std::time::Instant;

use serde_json::{Map, Value, json};

use super::super::text;
use super::chat::{Chat, ChatKind, Standing};
use super::user::User;
use super::{Draft, Query, World, now};

/// A deed that the world does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible(pub(crate) String);

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Impossible {}

fn impossible(why: impl fmt::Display) -> Impossible {
    Impossible(why.to_string())
}

impl World {
    pub(crate) fn add_user(&mut self, first_name: &str, language: Option<&str>) -> User {
        let id = 5_000_000_000 + self.serial() * 17;
        let user = User {
            id,
            first_name: first_name.to_owned(),
            username: Some(format!("user{}", id % 100_000)),
            language_code: language.map(str::to_owned),
        };
        self.users.insert(id, user.clone());
        user
    }

    /// Opens a private chat, or finds it.
    pub(crate) fn open_private(&mut self, user: i64) -> i64 {
        let first = 11 + 100 * self.serial();
        let chat = self.chats.entry(user).or_insert_with(|| Chat::new(user, ChatKind::Private, "", first));
        chat.members.insert(user, Standing::Member);
        user
    }

    pub(crate) fn add_chat(&mut self, kind: ChatKind, title: &str) -> i64 {
        let serial = self.serial();
        let id = match kind {
            ChatKind::Private | ChatKind::Group => -(4_000_000_000 + serial * 13),
            _ => -(1_002_000_000_000 + serial * 13),
        };
        let mut chat = Chat::new(id, kind, title, 11 + 100 * serial);
        if kind == ChatKind::Channel {
            chat.bot = Standing::Administrator;
        }
        self.chats.insert(id, chat);
        id
    }

    pub(crate) fn say(
        &mut self,
        chat: i64,
        user: i64,
        words: &str,
        reply_to: Option<i64>,
        thread: Option<i64>,
    ) -> Result<i64, Impossible> {
        let place = self.chats.get_mut(&chat).ok_or_else(|| impossible("no such chat"))?;
        if place.migrated_to.is_some() {
            return Err(impossible("the group became a supergroup"));
        }
        if reply_to.is_some_and(|id| !place.messages.contains_key(&id)) {
            return Err(impossible("no message to reply to"));
        }
        if thread.is_some_and(|id| !place.topics.contains(&id)) {
            return Err(impossible("no such topic"));
        }
        place.members.entry(user).or_insert(Standing::Member);
        if place.kind == ChatKind::Private {
            place.started = true;
            self.stand(chat, user, Standing::Member);
        }
        let draft = Draft { from: Some(user), body: body(words), reply_to, thread, ..Draft::default() };
        self.post(chat, draft).map_err(|refusal| impossible(refusal.description))
    }

    pub(crate) fn edit(&mut self, chat: i64, id: i64, words: &str) -> Result<(), Impossible> {
        let found = self.chats.get(&chat).and_then(|chat| chat.messages.get(&id));
        if !found.is_some_and(|message| !message.ours) {
            return Err(impossible("no message of a person to edit"));
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
        let message = self.view(chat, id).ok_or_else(|| impossible("no such message"))?;
        let data = match button(&message, what) {
            _ if forged => what.to_owned(),
            Some(data) => data,
            None => {
                return Err(impossible(format!("no button `{what}` under the message, but {:?}", labels(&message))));
            }
        };
        let query = format!("{}", 4_382_000_000_000_000_000 + self.serial());
        self.presses.insert(query.clone(), Query { from: user, since: Instant::now(), answer: None });
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
        self.inline_queries.insert(query.clone(), Query { from: user, since: Instant::now(), answer: None });
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

    pub(crate) fn open_topic(&mut self, chat: i64, user: i64, name: &str) -> Result<i64, Impossible> {
        let is_forum = self.chats.get(&chat).is_some_and(|chat| chat.kind == ChatKind::Forum);
        if !is_forum {
            return Err(impossible("topics are in forums alone"));
        }
        let created = json!({ "name": name, "icon_color": 7_322_096 });
        let body = Map::from_iter([("forum_topic_created".to_owned(), created)]);
        let next = self.chats.get(&chat).map(|chat| chat.next_message);
        let draft = Draft { from: Some(user), body, thread: next, ..Draft::default() };
        let id = self.post(chat, draft).map_err(|refusal| impossible(refusal.description))?;
        self.chats.get_mut(&chat).map(|chat| chat.topics.insert(id));
        Ok(id)
    }

    /// Makes a supergroup of a group; says its id.
    pub(crate) fn migrate(&mut self, group: i64, user: i64) -> Result<i64, Impossible> {
        let old =
            self.chats.get(&group).filter(|chat| chat.kind == ChatKind::Group && chat.migrated_to.is_none()).cloned();
        let old = old.ok_or_else(|| impossible("only a group that has not moved yet can become a supergroup"))?;
        let new = self.add_chat(ChatKind::Supergroup, &old.title);
        if let Some(chat) = self.chats.get_mut(&new) {
            (chat.members, chat.bot) = (old.members, old.bot);
        }
        let service = |key: &str, id: i64| Draft {
            from: Some(user),
            body: Map::from_iter([(key.to_owned(), json!(id))]),
            ..Draft::default()
        };
        self.post(group, service("migrate_to_chat_id", new)).map_err(|refusal| impossible(refusal.description))?;
        self.post(new, service("migrate_from_chat_id", group)).map_err(|refusal| impossible(refusal.description))?;
        if let Some(chat) = self.chats.get_mut(&group) {
            chat.migrated_to = Some(new);
        }
        Ok(new)
    }

    /// Somebody joins or leaves: a service message, and `chat_member` for a bot that may see it.
    pub(crate) fn member(&mut self, chat: i64, user: i64, new: Standing) -> Result<(), Impossible> {
        let place = self.chats.get_mut(&chat).ok_or_else(|| impossible("no such chat"))?;
        let old = place.members.insert(user, new).unwrap_or(Standing::Left);
        let (admin, channel) = (place.bot.is_admin(), place.kind == ChatKind::Channel);
        let who = self.user_json(user);
        let service = match (old.is_in(), new.is_in()) {
            (false, true) => Some(("new_chat_members", json!([who]))),
            (true, false) => Some(("left_chat_member", who.clone())),
            _ => None,
        };
        if let Some((key, value)) = service.filter(|_| !channel) {
            let body = Map::from_iter([(key.to_owned(), value)]);
            let draft = Draft { from: Some(user), body, ..Draft::default() };
            self.post(chat, draft).map_err(|refusal| impossible(refusal.description))?;
        }
        if admin && old != new {
            let update = json!({
                "chat": self.chat_json(chat), "from": who, "date": now(),
                "old_chat_member": old.json(who.clone()), "new_chat_member": new.json(who.clone()),
            });
            self.update("chat_member", update);
        }
        Ok(())
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

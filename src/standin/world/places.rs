//! Makes people and chats, and moves them: topics, migrations, joining and leaving.

use serde_json::{Map, json};

use super::acts::{Impossible, impossible};
use super::chat::{Chat, ChatKind, Standing};
use super::user::User;
use super::{Draft, World, now};

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

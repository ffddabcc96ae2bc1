//! What a person's app shows: a chat by pages, the menu of commands and the words about the bot in the app's language.

use serde_json::Value;

use super::control::StandIn;
use super::shown::Shown;
use super::world::World;
use super::world::chat::ChatKind;
use super::world::user::User;

impl StandIn {
    /// A message as it stands now.
    #[must_use]
    pub fn message(&self, chat: i64, id: i64) -> Option<Shown> {
        self.hub.look(|world| world.view(chat, id)).map(Shown::new)
    }

    /// The last `limit` messages of a chat before the message `before`, or of all; oldest first.
    #[must_use]
    pub fn history(&self, chat: i64, before: Option<i64>, limit: usize) -> Vec<Shown> {
        self.hub.look(|world| {
            let Some(place) = world.chats.get(&chat) else { return Vec::new() };
            let older = place.messages.range(..before.unwrap_or(i64::MAX)).rev().take(limit);
            let mut ids: Vec<i64> = older.map(|(id, _)| *id).collect();
            ids.reverse();
            ids.into_iter().filter_map(|id| world.view(chat, id)).map(Shown::new).collect()
        })
    }

    /// The first `limit` messages of a chat after the message `after`, oldest first.
    #[must_use]
    pub fn history_after(&self, chat: i64, after: i64, limit: usize) -> Vec<Shown> {
        self.hub.look(|world| {
            let Some(place) = world.chats.get(&chat) else { return Vec::new() };
            let newer = place.messages.range(after.saturating_add(1)..).take(limit);
            newer.filter_map(|(id, _)| world.view(chat, *id)).map(Shown::new).collect()
        })
    }

    /// Sets a person's app to another language. What was said before keeps the old one.
    pub fn set_language(&self, user: &User, language: Option<&str>) {
        self.hub.change(|world| {
            if let Some(user) = world.users.get_mut(&user.id) {
                user.language_code = language.map(str::to_owned);
            }
        });
    }

    /// The commands that a person's app lists in a chat: those of the narrowest scope that has any, in the app's
    /// language, else in none.
    #[must_use]
    pub fn menu(&self, chat: i64, user: &User) -> Vec<Value> {
        self.hub.look(|world| {
            let language = language(world, user.id);
            let scopes = scopes(world, chat, user.id);
            let ways = scopes.iter().flat_map(|scope| [language.as_str(), ""].map(|language| (scope, language)));
            let mut set = ways.filter_map(|(scope, language)| {
                world.profile.get(&("commands".to_owned(), scope.clone(), language.to_owned()))
            });
            set.next().and_then(Value::as_array).cloned().unwrap_or_default()
        })
    }

    /// The bot's `name`, `description` or `short_description` as a person's app shows it; empty where none is set.
    #[must_use]
    pub fn about(&self, what: &str, user: &User) -> String {
        self.hub.look(|world| {
            let language = language(world, user.id);
            let mut set = [language.as_str(), ""].into_iter().filter_map(|language| {
                world.profile.get(&(what.to_owned(), String::new(), language.to_owned()))?.as_str()
            });
            set.next().unwrap_or_default().to_owned()
        })
    }
}

/// The two letters that commands and descriptions are kept under.
fn language(world: &World, user: i64) -> String {
    let code = world.users.get(&user).and_then(|user| user.language_code.as_deref()).unwrap_or_default();
    code.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// Where commands are looked for, in the order that the Bot API gives: the narrowest first.
fn scopes(world: &World, chat: i64, user: i64) -> Vec<String> {
    let Some(place) = world.chats.get(&chat) else { return Vec::new() };
    let mut scopes = Vec::new();
    if place.kind == ChatKind::Private {
        scopes.extend([format!("chat {chat}"), "all_private_chats".to_owned()]);
    } else {
        let admin = place.members.get(&user).is_some_and(|standing| standing.is_admin());
        scopes.push(format!("chat_member {chat} {user}"));
        scopes.extend(admin.then(|| format!("chat_administrators {chat}")));
        scopes.push(format!("chat {chat}"));
        scopes.extend(admin.then(|| "all_chat_administrators".to_owned()));
        scopes.push("all_group_chats".to_owned());
    }
    scopes.push("default".to_owned());
    scopes
}

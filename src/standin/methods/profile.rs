//! What the bot tells about itself: commands for each audience and language, name, descriptions.

use serde_json::{Map, Value, json};

use super::Args;
use crate::standin::event::Event;
use crate::standin::refusal::{Answer, Refusal};
use crate::standin::text::units;
use crate::standin::world::World;

const COMMANDS: usize = 100;
const COMMAND: usize = 32;
const COMMAND_DESCRIPTION: usize = 256;

/// A text about the bot.
pub(super) struct About {
    key: &'static str,
    limit: usize,
    too_long: &'static str,
}

pub(super) const NAME: About = About { key: "name", limit: 64, too_long: "BOT_NAME_INVALID" };
pub(super) const DESCRIPTION: About = About { key: "description", limit: 512, too_long: "BOT_DESCRIPTION_INVALID" };
pub(super) const SHORT_DESCRIPTION: About =
    About { key: "short_description", limit: 120, too_long: "BOT_SHORT_DESCRIPTION_INVALID" };

pub(super) fn set(world: &mut World, args: &Args<'_>, about: &About) -> Answer {
    let text = args.text(about.key).unwrap_or_default();
    if units(text) > about.limit {
        return Err(Refusal::bad(about.too_long));
    }
    let key = (about.key.to_owned(), String::new(), language(args)?);
    if text.is_empty() {
        world.profile.remove(&key);
    } else {
        world.profile.insert(key, json!(text));
    }
    world.tell(Event::Introduced);
    Ok(json!(true))
}

/// The text for a language, or the one for all.
pub(super) fn read(world: &World, args: &Args<'_>, about: &About) -> Answer {
    let of = |language: String| world.profile.get(&(about.key.to_owned(), String::new(), language));
    let fallback = if about.key == "name" { world.bot.first_name.as_str() } else { "" };
    let text = of(language(args)?).or_else(|| of(String::new())).cloned().unwrap_or_else(|| json!(fallback));
    Ok(Value::Object(Map::from_iter([(about.key.to_owned(), text)])))
}

pub(super) fn set_commands(world: &mut World, args: &Args<'_>) -> Answer {
    let given = args.get("commands").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let commands = given.iter().map(command).collect::<Result<Vec<_>, _>>()?;
    if commands.len() > COMMANDS {
        return Err(Refusal::bad("BOT_COMMANDS_TOO_MUCH"));
    }
    let key = key(world, args)?;
    if commands.is_empty() {
        world.profile.remove(&key);
    } else {
        world.profile.insert(key, commands.into());
    }
    world.tell(Event::Introduced);
    Ok(json!(true))
}

pub(super) fn commands(world: &World, args: &Args<'_>) -> Answer {
    Ok(world.profile.get(&key(world, args)?).cloned().unwrap_or_else(|| json!([])))
}

pub(super) fn delete_commands(world: &mut World, args: &Args<'_>) -> Answer {
    let key = key(world, args)?;
    world.profile.remove(&key);
    world.tell(Event::Introduced);
    Ok(json!(true))
}

/// A command as it is kept: without its slash, trimmed.
fn command(given: &Value) -> Result<Value, Refusal> {
    let read = |key| given.get(key).and_then(Value::as_str).unwrap_or_default().trim();
    let (name, description) = (read("command").trim_start_matches('/'), read("description"));
    if name.is_empty() {
        return Err(Refusal::bad("command must be non-empty"));
    }
    if name.chars().count() > COMMAND {
        return Err(Refusal::bad(format!("command length must not exceed {COMMAND}")));
    }
    if description.is_empty() {
        return Err(Refusal::bad("command description must be non-empty"));
    }
    if description.chars().count() > COMMAND_DESCRIPTION {
        return Err(Refusal::bad(format!("command description length must not exceed {COMMAND_DESCRIPTION}")));
    }
    if !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        return Err(Refusal::bad("BOT_COMMAND_INVALID"));
    }
    Ok(json!({ "command": name, "description": description }))
}

/// Whose commands, in which language.
fn key(world: &World, args: &Args<'_>) -> Result<(String, String, String), Refusal> {
    let Some(scope) = args.get("scope") else {
        return Ok(("commands".to_owned(), "default".to_owned(), language(args)?));
    };
    let kind = scope.get("type").and_then(Value::as_str).unwrap_or_default();
    let chat = scope.get("chat_id").and_then(Value::as_i64);
    let user = scope.get("user_id").and_then(Value::as_i64);
    let unparsed = |why: &str| Refusal::bad(format!("can't parse BotCommandScope: {why}"));
    let whose = match (kind, chat, user) {
        ("default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators", None, None) => {
            kind.to_owned()
        }
        ("chat" | "chat_administrators", Some(chat), None) => {
            world.chat(chat)?.readable()?;
            format!("{kind} {chat}")
        }
        ("chat_member", Some(chat), Some(user)) => {
            world.chat(chat)?.readable()?;
            format!("{kind} {chat} {user}")
        }
        ("chat" | "chat_administrators" | "chat_member", None, _) => {
            return Err(unparsed("Empty chat_id specified"));
        }
        ("chat_member", _, None) => return Err(unparsed("Invalid user_id specified")),
        _ => return Err(unparsed("Unsupported type specified")),
    };
    Ok(("commands".to_owned(), whose, language(args)?))
}

fn language(args: &Args<'_>) -> Result<String, Refusal> {
    let code = args.text("language_code").unwrap_or_default();
    match code.is_empty() || code.len() == 2 && code.chars().all(|c| c.is_ascii_lowercase()) {
        true => Ok(code.to_owned()),
        false => Err(Refusal::bad("invalid language code specified")),
    }
}

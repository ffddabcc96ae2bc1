//! What a bot may ask about a chat, and how it leaves one.

use serde_json::{Value, json};

use super::Args;
use crate::standin::refusal::{Answer, Refusal};
use crate::standin::world::World;
use crate::standin::world::chat::{Chat, ChatKind, Standing};

/// A `ChatFullInfo`.
pub(super) fn chat(world: &World, args: &Args<'_>) -> Answer {
    let chat = world.chat(args.chat()?)?;
    chat.readable()?;
    let mut full = world.chat_json(chat.id);
    full["accent_color_id"] = json!(0);
    full["max_reaction_count"] = json!(11);
    let gifts = ["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"];
    full["accepted_gift_types"] = gifts.iter().map(|gift| ((*gift).to_owned(), Value::Bool(false))).collect();
    if !matches!(chat.kind, ChatKind::Private | ChatKind::Channel) {
        let may = [
            "can_send_messages",
            "can_send_audios",
            "can_send_documents",
            "can_send_photos",
            "can_send_videos",
            "can_send_video_notes",
            "can_send_voice_notes",
            "can_send_polls",
            "can_send_other_messages",
            "can_add_web_page_previews",
            "can_invite_users",
        ];
        full["permissions"] = may.iter().map(|right| ((*right).to_owned(), Value::Bool(true))).collect();
    }
    Ok(full)
}

pub(super) fn member(world: &World, args: &Args<'_>) -> Answer {
    let chat = world.chat(args.chat()?)?;
    chat.readable()?;
    let user = args.number("user_id").filter(|id| *id > 0).ok_or_else(|| Refusal::bad("invalid user_id specified"))?;
    if user == world.bot.id {
        return Ok(chat.bot.json(world.bot.json()));
    }
    if !world.users.contains_key(&user) {
        return Err(Refusal::bad("PARTICIPANT_ID_INVALID"));
    }
    Ok(chat.members.get(&user).copied().unwrap_or(Standing::Left).json(world.user_json(user)))
}

pub(super) fn count(world: &World, args: &Args<'_>) -> Answer {
    let chat = world.chat(args.chat()?)?;
    chat.readable()?;
    let people = chat.members.values().filter(|standing| standing.is_in()).count();
    Ok(json!(people + usize::from(chat.bot.is_in())))
}

pub(super) fn administrators(world: &World, args: &Args<'_>) -> Answer {
    let chat = world.chat(args.chat()?)?;
    chat.readable()?;
    if chat.kind == ChatKind::Private {
        return Err(Refusal::bad("there are no administrators in the private chat"));
    }
    let mut found: Vec<Value> = admins(chat).map(|(id, standing)| standing.json(world.user_json(id))).collect();
    if args.flag("return_bots") && chat.bot.is_admin() {
        found.push(chat.bot.json(world.bot.json()));
    }
    Ok(found.into())
}

fn admins(chat: &Chat) -> impl Iterator<Item = (i64, Standing)> {
    chat.members.iter().filter(|(_, standing)| standing.is_admin()).map(|(id, standing)| (*id, *standing))
}

pub(super) fn leave(world: &mut World, args: &Args<'_>) -> Answer {
    let chat = world.chat(args.chat()?)?;
    if chat.kind == ChatKind::Private {
        return Err(Refusal::bad("chat member status can't be changed in private chats"));
    }
    chat.readable()?;
    let (id, me) = (chat.id, world.bot.id);
    world.stand(id, me, Standing::Left);
    Ok(json!(true))
}

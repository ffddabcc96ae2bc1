//! `getUpdates` with its waiting and its quarrels, and the webhook that rules it out.

use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::time::{Instant, timeout_at};

use super::Args;
use crate::standin::body::Params;
use crate::standin::hub::Hub;
use crate::standin::refusal::{Answer, Refusal};
use crate::standin::world::World;

/// The longest poll, whatever was asked for.
const LONGEST: i64 = 50;

const OTHER_POLL: &str = "terminated by other getUpdates request; make sure that only one bot instance is running";
const WEBHOOK_CAME: &str = "terminated by setWebhook request";
const WEBHOOK: &str =
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

/// Waits for updates. A younger poll ends an older one, never the other way round.
pub(crate) async fn get_updates(hub: &Hub, params: &Params) -> Answer {
    let args = Args(params);
    let mut offset = args.number("offset").unwrap_or(0);
    let limit = usize::try_from(args.number("limit").unwrap_or(100).clamp(1, 100)).unwrap_or(100);
    let wait = args.number("timeout").unwrap_or(0).clamp(0, LONGEST);
    let until = Instant::now() + Duration::from_secs(u64::try_from(wait).unwrap_or(0));
    let mine = hub.change(|world| begin(world, &args))?;
    let mut changes = hub.changes();
    loop {
        changes.mark_unchanged();
        let updates = hub.look(|world| {
            if !world.webhook.is_empty() {
                return Err(Refusal::conflict(WEBHOOK_CAME));
            }
            if world.queue.poll != mine {
                return Err(Refusal::conflict(OTHER_POLL));
            }
            Ok(world.queue.read(offset, limit))
        })?;
        // What a negative offset forgets, it forgets once: not what comes while the poll waits.
        offset = offset.max(0);
        if !updates.is_empty() || timeout_at(until, changes.changed()).await.is_err() {
            return Ok(updates.into());
        }
    }
}

/// Remembers what the poll asks for; gives it a number.
fn begin(world: &mut World, args: &Args<'_>) -> Result<u64, Refusal> {
    if world.logged_out {
        return Err(Refusal::logged_out());
    }
    if !world.webhook.is_empty() {
        return Err(Refusal::conflict(WEBHOOK));
    }
    remember_allowed(world, args);
    world.queue.poll += 1;
    Ok(world.queue.poll)
}

/// An absent list leaves what was asked for before, an empty one goes back to the default.
fn remember_allowed(world: &mut World, args: &Args<'_>) {
    if let Some(allowed) = args.get("allowed_updates").and_then(Value::as_array) {
        let known = crate::standin::api::api().updates();
        let names = allowed.iter().filter_map(Value::as_str).map(str::to_owned);
        world.queue.allowed = names.filter(|name| known.contains(name)).collect();
    }
}

pub(super) fn set_webhook(world: &mut World, args: &Args<'_>) -> Answer {
    let url = args.text("url").unwrap_or_default();
    if url.is_empty() {
        return delete_webhook(world, args);
    }
    if !url.starts_with("https://") {
        return Err(Refusal::bad("bad webhook: An HTTPS URL must be provided for webhook"));
    }
    let secret = args.text("secret_token").unwrap_or_default();
    if secret.len() > 256 {
        return Err(Refusal::bad("secret token is too long"));
    }
    if !secret.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')) {
        return Err(Refusal::bad("secret token contains unallowed characters"));
    }
    remember_allowed(world, args);
    if args.flag("drop_pending_updates") {
        world.queue.clear();
    }
    let connections = args.number("max_connections").unwrap_or(40).clamp(1, 100);
    world.webhook = Map::from_iter([
        ("url".to_owned(), json!(url)),
        ("max_connections".to_owned(), json!(connections)),
        ("secret_token".to_owned(), json!(secret)),
    ]);
    Ok(Value::Bool(true))
}

pub(super) fn delete_webhook(world: &mut World, args: &Args<'_>) -> Answer {
    if args.flag("drop_pending_updates") {
        world.queue.clear();
    }
    world.webhook.clear();
    Ok(Value::Bool(true))
}

pub(super) fn webhook_info(world: &World) -> Value {
    let mut info = json!({
        "url": world.webhook.get("url").and_then(Value::as_str).unwrap_or_default(),
        "has_custom_certificate": false, "pending_update_count": world.queue.len(),
    });
    if let Some(connections) = world.webhook.get("max_connections") {
        info["max_connections"] = connections.clone();
    }
    if !world.queue.allowed.is_empty() {
        info["allowed_updates"] = json!(world.queue.allowed);
    }
    info
}

//! The stand-in is as strict as Telegram, says no in its words, and forgets updates as it does.

mod calls;
mod faults;
mod limits;
mod people;
mod polling;
mod real_client;
mod texts;

use serde_json::{Value, json};
use std::time::Duration;

use wenda::standin::{Seat, StandIn};

/// Long enough for a slow machine, short enough to fail in.
const SOON: Duration = Duration::from_secs(5);

async fn standin() -> StandIn {
    StandIn::start().await.expect("a free port")
}

/// A stand-in with somebody who has spoken to the bot; what was said is confirmed.
async fn with_asker() -> (StandIn, Seat) {
    let server = standin().await;
    let asker = server.private(&server.user("小明"));
    asker.say("/start").expect("said");
    drain(&server).await;
    (server, asker)
}

/// Calls a method with JSON: the status and the body.
async fn call(server: &StandIn, method: &str, params: Value) -> (u16, Value) {
    let url = format!("{}/bot{}/{method}", server.url(), server.token());
    let response = reqwest::Client::new().post(url).json(&params).send().await.expect("an answer");
    (response.status().as_u16(), response.json().await.expect("JSON"))
}

/// The result of a call that must succeed.
#[track_caller]
fn result((status, body): (u16, Value)) -> Value {
    assert_eq!(status, 200, "{body}");
    body["result"].clone()
}

/// The description of a call that must be refused.
#[track_caller]
fn refusal((status, body): (u16, Value)) -> String {
    assert_ne!(status, 200, "{body}");
    assert_eq!(body["error_code"], json!(status), "{body}");
    body["description"].as_str().unwrap_or_default().to_owned()
}

/// The updates that wait, confirmed at once.
async fn drain(server: &StandIn) -> Vec<Value> {
    let updates = result(call(server, "getUpdates", json!({})).await).as_array().cloned().unwrap_or_default();
    if let Some(last) = updates.last().and_then(|update| update["update_id"].as_i64()) {
        result(call(server, "getUpdates", json!({ "offset": last + 1 })).await);
    }
    updates
}

/// The kinds of the updates that wait, and the text of those that have one.
async fn heard(server: &StandIn) -> Vec<(String, String)> {
    let kind = |update: &Value| update.as_object().and_then(|u| u.keys().find(|key| *key != "update_id").cloned());
    let text = |update: &Value, kind: &str| update[kind]["text"].as_str().unwrap_or_default().to_owned();
    let read = |update: &Value| kind(update).map(|kind| (kind.clone(), text(update, &kind)));
    drain(server).await.iter().filter_map(read).collect()
}

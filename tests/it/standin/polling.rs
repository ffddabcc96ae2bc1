//! Updates wait until a higher offset confirms them, and one poller at a time gets them.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{call, refusal, result, standin, with_asker};

const CONFLICT: &str =
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

fn ids(updates: &Value) -> Vec<i64> {
    updates.as_array().into_iter().flatten().filter_map(|update| update["update_id"].as_i64()).collect()
}

#[tokio::test]
async fn offsets_confirm_as_telegrams_do() {
    let (server, asker) = with_asker().await;
    for n in 0..5 {
        asker.say(&format!("问 {n}")).expect("said");
    }
    let poll = |params: Value| async { ids(&result(call(&server, "getUpdates", params).await)) };
    let all = poll(json!({})).await;
    let [a, b, c, d, e] = all[..] else { panic!("{all:?}") };
    assert_eq!(poll(json!({})).await, all, "nothing is confirmed without an offset");
    assert_eq!(poll(json!({ "limit": 2 })).await, [a, b]);
    assert_eq!(poll(json!({ "limit": 0 })).await, [a], "a limit below 1 is 1");
    assert_eq!(poll(json!({ "offset": c })).await, [c, d, e]);
    assert_eq!(poll(json!({ "offset": a })).await, [c, d, e], "what was confirmed is gone");
    assert_eq!(poll(json!({ "offset": e + 1000 })).await, [c, d, e], "an offset from the future confirms nothing");
    assert_eq!(poll(json!({ "offset": -1 })).await, [e], "a negative offset forgets all before it");
    assert_eq!(poll(json!({})).await, [e]);
    assert_eq!(poll(json!({ "offset": e + 1 })).await, [0; 0]);
    assert_eq!(server.pending(), 0);
}

#[tokio::test]
async fn a_long_poll_waits_and_wakes() {
    let (server, asker) = with_asker().await;
    let start = Instant::now();
    result(call(&server, "getUpdates", json!({ "timeout": 1 })).await);
    assert!(start.elapsed() >= Duration::from_secs(1));
    let waiting = call(&server, "getUpdates", json!({ "timeout": 30 }));
    let saying = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        asker.say("醒").expect("said");
    };
    let (answer, ()) = tokio::join!(waiting, saying);
    assert_eq!(ids(&result(answer)).len(), 1);
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn the_younger_poll_ends_the_older() {
    let server = standin().await;
    let older = call(&server, "getUpdates", json!({ "timeout": 30 }));
    let younger = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        call(&server, "getUpdates", json!({ "timeout": 1 })).await
    };
    let (older, younger) = tokio::join!(older, younger);
    assert_eq!((older.0, refusal(older)), (409, CONFLICT.to_owned()));
    result(younger);
}

#[tokio::test]
async fn a_webhook_rules_polling_out() {
    let server = standin().await;
    result(call(&server, "setWebhook", json!({ "url": "https://example.com/hook" })).await);
    let answer = call(&server, "getUpdates", json!({})).await;
    assert_eq!(answer.0, 409);
    assert!(refusal(answer).starts_with("Conflict: can't use getUpdates method while webhook is active"));
    assert_eq!(result(call(&server, "getWebhookInfo", json!({})).await)["url"], "https://example.com/hook");
    result(call(&server, "deleteWebhook", json!({})).await);
    result(call(&server, "getUpdates", json!({})).await);
}

#[tokio::test]
async fn a_webhook_ends_the_poll_that_waits() {
    let server = standin().await;
    let poll = call(&server, "getUpdates", json!({ "timeout": 30 }));
    let hook = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        result(call(&server, "setWebhook", json!({ "url": "https://example.com/" })).await)
    };
    let (poll, _) = tokio::join!(poll, hook);
    assert_eq!((poll.0, refusal(poll)), (409, "Conflict: terminated by setWebhook request".to_owned()));
}

#[tokio::test]
async fn a_negative_offset_forgets_nothing_that_comes_later() {
    let (server, asker) = with_asker().await;
    let poll = call(&server, "getUpdates", json!({ "timeout": 30, "offset": -1 }));
    let talk = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        asker.say("一").expect("said");
        asker.say("二").expect("said");
    };
    let (answer, ()) = tokio::join!(poll, talk);
    assert_eq!(ids(&result(answer)).len(), 2);
}

#[tokio::test]
async fn allowed_updates_are_remembered() {
    let (server, asker) = with_asker().await;
    let poll = async |params: Value| ids(&result(call(&server, "getUpdates", params).await)).len();
    poll(json!({ "allowed_updates": ["message"] })).await;
    let id = asker.say("问").expect("said");
    asker.edit(id, "再问").expect("edited");
    assert_eq!(poll(json!({})).await, 1, "the edit was not asked for");
    asker.edit(id, "又问").expect("edited");
    assert_eq!(poll(json!({})).await, 1, "the list still holds");
    poll(json!({ "allowed_updates": [] })).await;
    asker.edit(id, "还问").expect("edited");
    assert_eq!(poll(json!({})).await, 2, "an empty list is the default");
}

#[tokio::test]
async fn updates_of_any_shape_can_be_injected() {
    let server = standin().await;
    server.inject(json!({ "brand_new_kind": { "x": 1 } }));
    server.inject_unnumbered(json!({ "message": 5 }));
    server.inject_unnumbered(json!("no object"));
    let updates = result(call(&server, "getUpdates", json!({})).await);
    assert_eq!(updates[0]["brand_new_kind"]["x"], 1);
    assert_eq!(updates[1], json!({ "message": 5 }));
    assert_eq!(updates[2], json!("no object"));
    let first = updates[0]["update_id"].as_i64().expect("an id");
    assert_eq!(result(call(&server, "getUpdates", json!({ "offset": first + 3 })).await), json!([]));
}

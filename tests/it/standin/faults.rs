//! Planned faults go as wrong as they should.

use std::time::{Duration, Instant};

use serde_json::json;
use wenda::standin::{Fault, Rule};

use super::{SOON, call, result, standin, with_asker};

async fn raw(server: &wenda::standin::StandIn, chat: i64) -> Result<(u16, String), reqwest::Error> {
    let url = format!("{}/bot{}/sendMessage", server.url(), server.token());
    let client = reqwest::Client::builder().timeout(SOON / 5).build()?;
    let response = client.post(url).json(&json!({ "chat_id": chat, "text": "x" })).send().await?;
    Ok((response.status().as_u16(), response.text().await?))
}

#[tokio::test]
async fn a_limited_chat_stays_limited_and_notes_who_comes_early() {
    let (server, asker) = with_asker().await;
    let other = server.private(&server.user("乙"));
    other.say("x").expect("said");
    server.plan(Rule::new(Fault::TooMany(1)).method("sendMessage").chat(asker.chat()).next(1));
    let send = |chat: i64| call(&server, "sendMessage", json!({ "chat_id": chat, "text": "x" }));
    let (status, body) = send(asker.chat()).await;
    assert_eq!((status, &body["parameters"]["retry_after"]), (429, &json!(1)));
    assert_eq!(body["description"], "Too Many Requests: retry after 1");
    assert!(server.early_calls().is_empty());
    assert_eq!(send(asker.chat()).await.0, 429, "the chat is still limited");
    result(send(other.chat()).await);
    let early = server.early_calls();
    assert_eq!((early.len(), early[0].chat), (1, asker.chat()));
    tokio::time::sleep(Duration::from_secs(1)).await;
    result(send(asker.chat()).await);
    assert_eq!(server.early_calls().len(), 1);
    assert!(server.refused().is_empty(), "planned faults are not the bot's");
}

#[tokio::test]
async fn connections_and_answers_break() {
    let (server, asker) = with_asker().await;
    let chat = asker.chat();
    for (fault, sent) in [(Fault::Close, false), (Fault::Reset, false), (Fault::Hang, false), (Fault::LoseAnswer, true)]
    {
        let before = asker.replies().len();
        server.plan(Rule::new(fault.clone()).method("sendMessage").next(1));
        let error = raw(&server, chat).await.expect_err("no answer");
        assert_eq!(error.is_timeout(), fault == Fault::Hang, "{fault:?}: {error:?}");
        assert_eq!(asker.replies().len() - before, usize::from(sent), "of {fault:?}");
    }
    server.plan(Rule::new(Fault::Page(502)).next(1));
    let (status, page) = raw(&server, chat).await.expect("a page");
    assert!(status == 502 && page.starts_with("<html>"), "{status} {page}");
    server.plan(Rule::new(Fault::Truncate).next(1));
    let (status, half) = raw(&server, chat).await.expect("half an answer");
    assert!(status == 200 && serde_json::from_str::<serde_json::Value>(&half).is_err(), "{half}");
    server.plan(Rule::new(Fault::Refuse(400, "Bad Request: chat not found".to_owned())).next(1));
    assert_eq!(raw(&server, chat).await.expect("a refusal").0, 400);
    server.plan(Rule::new(Fault::Delay(Duration::from_millis(300))).next(1));
    let start = Instant::now();
    assert_eq!(raw(&server, chat).await.expect("late").0, 200);
    assert!(start.elapsed() >= Duration::from_millis(300));
    let faults: Vec<_> = server.calls("sendMessage").into_iter().filter_map(|call| call.fault).collect();
    assert_eq!(faults.len(), 8, "{faults:?}");
}

#[tokio::test]
async fn rules_hold_for_what_they_were_planned_for() {
    let (server, asker) = with_asker().await;
    server.plan(Rule::new(Fault::Page(500)).method("sendMessage").every(3));
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(raw(&server, asker.chat()).await.expect("an answer").0);
    }
    assert_eq!(statuses, [200, 200, 500, 200, 200, 500]);
    result(call(&server, "getMe", json!({})).await);
    server.end_faults();
    assert_eq!(raw(&server, asker.chat()).await.expect("an answer").0, 200);
}

#[tokio::test]
async fn an_outage_refuses_connections_and_ends_on_the_same_port() {
    let mut server = standin().await;
    let url = server.url();
    let get = async || reqwest::get(format!("{url}/")).await;
    assert!(get().await.is_ok());
    let poll = format!("{url}/bot{}/getUpdates?timeout=30", server.token());
    let poll = tokio::spawn(reqwest::get(poll));
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.begin_outage().await;
    assert!(poll.await.expect("no panic").is_err(), "open connections are dropped");
    assert!(get().await.expect_err("refused").is_connect());
    server.end_outage().await.expect("the same port");
    assert_eq!(server.url(), url);
    assert!(get().await.is_ok());
}

#[tokio::test]
async fn a_wait_ends_when_what_it_waits_for_is_there() {
    let (server, asker) = with_asker().await;
    let params = json!({ "chat_id": asker.chat(), "text": "答" });
    let (replies, _) = tokio::join!(asker.await_replies(1, SOON), call(&server, "sendMessage", params));
    assert_eq!(replies.len(), 1);
    assert_eq!(server.await_calls("sendMessage", 1, SOON).await.len(), 1);
    assert_eq!(asker.await_replies(2, Duration::from_millis(50)).await.len(), 1, "fewer when the time is up");
}

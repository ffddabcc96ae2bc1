//! What Telegram refuses for good is told plainly or let go, never retried for ever.

use std::time::Duration;

use serde_json::json;
use wenda::standin::{Fault, Rule, StandIn};

use crate::bot::{Home, ask_all, await_facts, check_order, crowd, facts_told};

const WITHIN: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_token_ends_the_program_with_what_to_do() {
    let telegram = StandIn::start().await.expect("a stand-in");
    for token in ["1:AAwrong_token_of_thirty_five_letters", "nonsense"] {
        let out = Home::at(&telegram.url(), token).command().output().expect("it runs");
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{told}");
        assert!(told.contains("@BotFather") && told.contains("TELOXIDE_TOKEN"), "{told}");
        assert!(!told.contains("wrong_token"), "{told}");
    }
}

#[test]
fn a_missing_token_is_told_in_one_sentence() {
    let out = Home::at("http://127.0.0.1:9", "").command().output().expect("it runs");
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.contains("@BotFather") && told.contains("TELOXIDE_TOKEN") && told.contains("token_file"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_revoked_ends_the_program() {
    for method in ["getUpdates", "sendMessage"] {
        let telegram = StandIn::start().await.expect("a stand-in");
        let seats = crowd(&telegram, 1);
        let mut home = Home::new(&telegram);
        let mut bot = home.start();
        bot.tells("Telegram knows the bot", WITHIN).await;
        telegram.plan(Rule::new(Fault::Refuse(401, "Unauthorized".to_owned())).method(method));
        ask_all(&seats, 0..1);
        let status = bot.end(WITHIN).await;
        assert_eq!(status.code(), Some(2), "{method}");
        assert!(bot.log().contains("@BotFather"), "{}", bot.log());
        telegram.end_faults();
        let _bot = home.start();
        await_facts(&telegram, &seats, 1, WITHIN).await;
        check_order(&seats, 1, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_poller_is_told_plainly_and_outlived() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 1);
    let refused = "terminated by other getUpdates request; make sure that only one bot instance is running";
    telegram.plan(Rule::new(Fault::Refuse(409, refused.to_owned())).method("getUpdates").next(1));
    ask_all(&seats, 0..1);
    let mut home = Home::new(&telegram);
    let bot = home.start();
    bot.tells("another program polls with this bot's token", WITHIN).await;
    await_facts(&telegram, &seats, 1, WITHIN).await;
    bot.tells("polling Telegram works again", WITHIN).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_in_the_way_is_deleted() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 1);
    let url = format!("{}/bot{}/setWebhook", telegram.url(), telegram.token());
    let set = reqwest::Client::builder().no_proxy().build().expect("a client").post(url);
    let body = json!({"url": "https://example.org/hook"}).to_string();
    set.header("content-type", "application/json").body(body).send().await.expect("it is set");
    ask_all(&seats, 0..1);
    let mut home = Home::new(&telegram);
    let _bot = home.start();
    await_facts(&telegram, &seats, 1, WITHIN).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_chat_is_let_go_at_the_first_refusal() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 2);
    ask_all(&seats, 0..3);
    seats[0].block();
    let mut home = Home::new(&telegram);
    let _bot = home.start();
    await_facts(&telegram, &seats[1..], 3, WITHIN).await;
    let tried = |t: &StandIn| t.calls("sendMessage").iter().filter(|c| c.chat() == Some(seats[0].chat())).count();
    telegram.until(WITHIN, |t| (tried(t) >= 3).then_some(())).await;
    seats[0].unblock();
    ask_all(&seats[..1], 3..4);
    telegram.until(WITHIN, |t| (tried(t) >= 4).then_some(())).await;
    assert_eq!(facts_told(&seats[0]), [3]);
    assert_eq!(tried(&telegram), 4, "it was tried again");
}

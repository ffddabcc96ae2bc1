//! A 429 is waited out for its chat, the reply is sent, and nobody else waits.

use std::time::{Duration, Instant};

use wenda::standin::{Fault, Rule, StandIn};

use crate::bot::{FACTS, Home, ask_all, await_facts, check_order, crowd};

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_on_every_twentieth_send_loses_and_repeats_nothing() {
    let telegram = StandIn::start().await.expect("a stand-in");
    telegram.plan(Rule::new(Fault::TooMany(2)).method("sendMessage").every(20));
    let seats = crowd(&telegram, 40);
    ask_all(&seats, 0..FACTS);
    let mut home = Home::new(&telegram);
    let _bot = home.start();
    await_facts(&telegram, &seats, FACTS, Duration::from_secs(40)).await;
    check_order(&seats, FACTS, 0);
    assert!(telegram.early_calls().is_empty(), "{:?}", telegram.early_calls());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_that_is_always_limited_delays_no_other() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 21);
    let (limited, others) = seats.split_first().expect("people");
    telegram.plan(Rule::new(Fault::TooMany(1)).method("sendMessage").chat(limited.chat()));
    let mut home = Home::new(&telegram);
    let bot = home.start();
    bot.tells("Telegram knows the bot", Duration::from_secs(5)).await;
    ask_all(std::slice::from_ref(limited), 0..FACTS);
    telegram.await_calls("sendMessage", 1, Duration::from_secs(5)).await;
    let asked = Instant::now();
    ask_all(others, 0..FACTS);
    await_facts(&telegram, others, FACTS, Duration::from_secs(5)).await;
    assert!(asked.elapsed() < Duration::from_secs(1), "the others waited {:?}", asked.elapsed());
    telegram.end_faults();
    await_facts(&telegram, &seats, FACTS, Duration::from_secs(10)).await;
    check_order(&seats, FACTS, 0);
    assert!(telegram.early_calls().is_empty(), "{:?}", telegram.early_calls());
}

#[tokio::test(flavor = "multi_thread")]
async fn chats_that_are_slow_delay_no_other() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 30);
    let (slow, others) = seats.split_at(10);
    for seat in slow {
        telegram.plan(Rule::new(Fault::Delay(Duration::from_secs(1))).method("sendMessage").chat(seat.chat()));
    }
    let mut home = Home::new(&telegram);
    let bot = home.start();
    bot.tells("Telegram knows the bot", Duration::from_secs(5)).await;
    ask_all(slow, 0..3);
    let asked = Instant::now();
    ask_all(others, 0..FACTS);
    await_facts(&telegram, others, FACTS, Duration::from_secs(5)).await;
    assert!(asked.elapsed() < Duration::from_secs(1), "the others waited {:?}", asked.elapsed());
    await_facts(&telegram, slow, 3, Duration::from_secs(10)).await;
    check_order(slow, 3, 0);
}

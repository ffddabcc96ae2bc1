//! An outage of any kind ends with everything answered, soon, and without hammering meanwhile.

use std::time::{Duration, Instant};

use wenda::standin::{Fault, Rule, StandIn};

use crate::bot::{Home, ask_all, await_facts, check_order, crowd};

const PEOPLE: usize = 100;
const AFTERWARDS: Duration = Duration::from_secs(10);

/// Everybody asks in the middle of an outage of that kind; the bot may have been running before or not.
async fn survives(fault: Fault, runs_before: bool, repeats: usize) {
    // What never answers is not known to be down before the first calls are overdue.
    let unknowing = if fault == Fault::Hang { 64.0 } else { 0.0 };
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, PEOPLE);
    let mut home = Home::new(&telegram);
    let bot = if runs_before {
        let bot = home.start();
        ask_all(&seats, 0..1);
        telegram.await_calls("sendMessage", PEOPLE / 2, Duration::from_secs(10)).await;
        bot
    } else {
        ask_all(&seats, 0..1);
        telegram.plan(Rule::new(fault.clone()));
        home.start()
    };
    telegram.plan(Rule::new(fault));
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (before, since) = (telegram.log().len(), Instant::now());
    ask_all(&seats, 1..3);
    tokio::time::sleep(Duration::from_secs(3)).await;
    let calls = (telegram.log().len() - before) as f64;
    let a_second = (calls - unknowing) / since.elapsed().as_secs_f64();
    assert!(a_second < 6.0, "{a_second} calls a second in the outage");
    telegram.end_faults();
    await_facts(&telegram, &seats, 3, AFTERWARDS).await;
    check_order(&seats, 3, repeats);
    drop(bot);
}

#[tokio::test(flavor = "multi_thread")]
async fn html_error_pages_before_the_start() {
    survives(Fault::Page(502), false, 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn html_error_pages_in_the_middle() {
    survives(Fault::Page(500), true, 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_are_reset() {
    survives(Fault::Reset, true, 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_that_are_never_answered() {
    survives(Fault::Hang, true, 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_are_lost_on_the_way_make_repeats_at_worst() {
    // What was done but never confirmed cannot be told from what was not done.
    survives(Fault::LoseAnswer, true, 20).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_are_refused() {
    let mut telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, PEOPLE);
    let mut home = Home::new(&telegram);
    let _bot = home.start();
    ask_all(&seats, 0..1);
    await_facts(&telegram, &seats, 1, AFTERWARDS).await;
    telegram.begin_outage().await;
    ask_all(&seats, 1..3);
    tokio::time::sleep(Duration::from_secs(3)).await;
    telegram.end_outage().await.expect("it listens again");
    await_facts(&telegram, &seats, 3, AFTERWARDS).await;
    check_order(&seats, 3, 0);
}

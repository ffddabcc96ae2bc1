//! The token is in no log line at any level, whatever fails; texts and people are in none at `info`, nor in the store.

use std::time::Duration;

use wenda::standin::{Fault, Rule, StandIn};

use crate::bot::{Home, ask_all, await_facts, crowd};

const WITHIN: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread")]
async fn the_token_is_in_no_log_line_at_trace_level() {
    let mut telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 20);
    let mut home = Home::new(&telegram);
    home.log = "trace,hyper=trace,hyper_util=trace,reqwest=trace,rustls=trace,teloxide=trace,wenda=trace".to_owned();
    let mut bot = home.start();
    bot.tells("Telegram knows the bot", WITHIN).await;
    for fault in [Fault::Page(502), Fault::Reset, Fault::Close, Fault::Truncate, Fault::Refuse(400, "x".to_owned())] {
        telegram.plan(Rule::new(fault.clone()).next(3));
        telegram.plan(Rule::new(fault).method("sendMessage").next(3));
    }
    ask_all(&seats, 0..2);
    tokio::time::sleep(Duration::from_secs(2)).await;
    telegram.begin_outage().await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    telegram.end_outage().await.expect("it listens again");
    telegram.end_faults();
    ask_all(&seats, 2..3);
    telegram.until(WITHIN, |t| (t.pending() == 0).then_some(())).await;
    telegram.plan(Rule::new(Fault::Refuse(401, "Unauthorized".to_owned())));
    bot.end(WITHIN).await;
    let log = bot.log();
    let secret = telegram.token().split_once(':').expect("two halves").1;
    assert!(!log.contains(secret), "the token is in the log");
    assert!(log.contains("DEBUG") && log.lines().count() > 10, "nothing was logged at all:\n{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_anybody_is_logged_at_info_or_kept_once_it_is_answered() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 5);
    let mut home = Home::new(&telegram);
    home.log = "info".to_owned();
    home.config = "privacy: {record_unanswered: false}\n".to_owned();
    let bot = home.start();
    for seat in &seats {
        seat.say("my very own xylophone question").expect("it can be said");
    }
    ask_all(&seats, 0..1);
    await_facts(&telegram, &seats, 1, WITHIN).await;
    bot.tells("inline=", WITHIN).await;
    let log = bot.log();
    bot.terminate().await;
    let mut kept = Vec::new();
    for name in ["", "-wal"] {
        let mut path = home.store().into_os_string();
        path.push(name);
        kept.extend(std::fs::read(path).unwrap_or_default());
    }
    let kept = String::from_utf8_lossy(&kept);
    for seat in &seats {
        assert!(!log.contains(&seat.chat().to_string()), "{log}");
        assert!(!kept.contains(&seat.chat().to_string()), "a person is in the store");
    }
    assert!(!log.contains("xylophone"), "{log}");
    assert!(!kept.contains("xylophone"), "a text is in the store");
}

//! A disk that is full is told plainly and costs nobody anything: what cannot be kept is left with Telegram.
#![cfg(target_os = "linux")]

use std::process::Command;
use std::time::Duration;

use wenda::standin::StandIn;

use crate::bot::{Bot, Home, ask_all, await_facts, check_order, crowd, facts_told};

const WITHIN: Duration = Duration::from_secs(20);

/// The largest file that the disk has room for: the store as it is at first, and a few questions.
const ROOM: u32 = 300 * 1024;

/// As long as a message gets.
const LONGEST: usize = 4096;

fn limit(bot: &Bot, bytes: &str) {
    let pid = bot.id().to_string();
    let done = Command::new("prlimit").args(["--pid", &pid, &format!("--fsize={bytes}:")]).status();
    assert!(done.expect("prlimit (of util-linux) runs").success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_once_and_nothing_is_lost_or_repeated() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 30);
    let mut home = Home::new(&telegram);
    home.log = "info".to_owned();
    // A file that grows past the limit is refused, as by a full disk, instead of the program's being ended.
    let bot = home.start_by("trap '' XFSZ; exec \"$@\"");
    bot.tells("Telegram knows the bot", WITHIN).await;
    ask_all(&seats, 0..1);
    await_facts(&telegram, &seats, 1, WITHIN).await;

    limit(&bot, &ROOM.to_string());
    let long = "？".repeat(LONGEST);
    for seat in &seats {
        seat.say(&long).expect("it can be said");
    }
    ask_all(&seats, 1..3);
    bot.tells("the store cannot be written", WITHIN).await;
    // Some of the long ones may have found room, and are answered yet; what came behind them all has not.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (sent, polls) = (telegram.calls("sendMessage").len(), telegram.calls("getUpdates").len());
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(telegram.calls("sendMessage").len(), sent, "what is not written down is not answered");
    assert!(seats.iter().all(|seat| facts_told(seat) == [0]), "what is not written down is not answered");
    assert!(telegram.calls("getUpdates").len() <= polls + 1, "nothing is confirmed, nothing is asked for");
    assert_eq!(bot.log().matches(" ERROR ").count(), 1, "{}", bot.log());

    limit(&bot, "unlimited");
    await_facts(&telegram, &seats, 3, WITHIN).await;
    check_order(&seats, 3, 0);
    bot.tells("the store can be written again", WITHIN).await;
    telegram.until(WITHIN, |t| (t.pending() == 0).then_some(())).await.expect("all is confirmed in the end");
    let (status, _) = bot.terminate().await;
    assert_eq!(status.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_on_a_full_disk_loses_nothing_either() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 30);
    let mut home = Home::new(&telegram);
    let bot = home.start_by("trap '' XFSZ; exec \"$@\"");
    bot.tells("Telegram knows the bot", WITHIN).await;
    ask_all(&seats, 0..1);
    await_facts(&telegram, &seats, 1, WITHIN).await;
    limit(&bot, &ROOM.to_string());
    // One after another, so that the disk is full in the middle of it.
    for seat in &seats {
        seat.say(&"？".repeat(LONGEST)).expect("it can be said");
        ask_all(std::slice::from_ref(seat), 1..2);
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    bot.tells("the store cannot be written", WITHIN).await;
    bot.kill();
    let _bot = home.start();
    await_facts(&telegram, &seats, 2, WITHIN).await;
    check_order(&seats, 2, 1);
}

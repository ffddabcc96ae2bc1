//! Killed or told to stop at any moment, the bot answers everybody: in order, and twice at most what was in flight.

use std::time::Duration;

use wenda::standin::{Fault, Rule, StandIn};

use crate::bot::{FACTS, Home, ask_all, await_facts, check_order, crowd};

const PEOPLE: usize = 100;
const WITHIN: Duration = Duration::from_secs(30);

async fn rush() -> (StandIn, Home, Vec<wenda::standin::Seat>) {
    let telegram = StandIn::start().await.expect("a stand-in");
    telegram.plan(Rule::new(Fault::Delay(Duration::from_millis(50))).method("sendMessage"));
    let seats = crowd(&telegram, PEOPLE);
    ask_all(&seats, 0..FACTS);
    let home = Home::new(&telegram);
    (telegram, home, seats)
}

#[tokio::test(flavor = "multi_thread")]
async fn sigkill_loses_nothing_and_repeats_at_most_one_a_chat() {
    let (telegram, mut home, seats) = rush().await;
    // Moments in all phases: polling, writing, sending. The clock makes them others in every run.
    let jitter = u64::from(std::time::SystemTime::UNIX_EPOCH.elapsed().expect("a clock").subsec_millis() % 100);
    let mut kills = 0;
    for moment in [120, 300, 200, 450] {
        let sent = telegram.calls("sendMessage").len();
        let bot = home.start();
        telegram.until(Duration::from_secs(5), |t| (t.calls("sendMessage").len() > sent).then_some(())).await;
        tokio::time::sleep(Duration::from_millis(moment + jitter - 100)).await;
        bot.kill();
        kills += 1;
    }
    let bot = home.start();
    await_facts(&telegram, &seats, FACTS, WITHIN).await;
    let repeated = check_order(&seats, FACTS, kills);
    assert!(repeated <= kills * PEOPLE, "{repeated}");
    assert!(telegram.refused().is_empty(), "{:?}", telegram.refused());
    drop(bot);
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_loses_nothing_and_repeats_nothing() {
    let (telegram, mut home, seats) = rush().await;
    for moment in [200, 350] {
        let bot = home.start();
        tokio::time::sleep(Duration::from_millis(moment)).await;
        let (status, took) = bot.terminate().await;
        assert_eq!(status.code(), Some(0));
        assert!(took < Duration::from_secs(3), "it took {took:?} to stop");
    }
    let _bot = home.start();
    await_facts(&telegram, &seats, FACTS, WITHIN).await;
    check_order(&seats, FACTS, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_does_not_wait_for_a_limited_chat_or_an_outage() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 2);
    telegram.plan(Rule::new(Fault::TooMany(60)).method("sendMessage").chat(seats[0].chat()));
    telegram.plan(Rule::new(Fault::Page(502)).method("sendMessage").chat(seats[1].chat()));
    ask_all(&seats, 0..1);
    let mut home = Home::new(&telegram);
    let bot = home.start();
    telegram.await_calls("sendMessage", 4, Duration::from_secs(5)).await;
    let (status, took) = bot.terminate().await;
    assert_eq!(status.code(), Some(0));
    assert!(took < Duration::from_secs(2), "it took {took:?} to stop");
    telegram.end_faults();
    let _bot = home.start();
    await_facts(&telegram, &seats, 1, WITHIN).await;
    check_order(&seats, 1, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_does_not_share_the_store() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let mut home = Home::new(&telegram);
    let bot = home.start();
    bot.tells("Telegram knows the bot", WITHIN).await;
    let second = home.command().output().expect("it runs");
    assert_eq!(second.status.code(), Some(2));
    let told = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(told.contains("another `wenda serve` has it open"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_right_after_the_start_ends_well() {
    let telegram = StandIn::start().await.expect("a stand-in");
    telegram.plan(Rule::new(Fault::Hang));
    let mut home = Home::new(&telegram);
    // Enough to read that the signal comes while it is being read.
    let entry = |n| format!("  - {{id: e{n}, questions: [what is the meaning of item {n}], answer: 'No. {n}.'}}\n");
    home.write("facts.yaml", &format!("entries:\n{}", (0..1_500).map(entry).collect::<String>()));
    let bot = home.start();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let (status, took) = bot.terminate().await;
    assert_eq!(status.code(), Some(0), "after {took:?}");
}

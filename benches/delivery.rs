//! Measures delivery on the real program against the stand-in: replies a second, the time from update to reply, memory.
//!
//! `cargo bench --bench delivery`. The stand-in runs in this process, so both share the machine; no floor is checked.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]
#![allow(dead_code, reason = "the harness serves the tests, too")]

#[path = "../tests/it/bot.rs"]
mod bot;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use bot::{Home, ask_all, crowd};
use wenda::standin::{Fault, Rule, Seat, StandIn};

const LONG: Duration = Duration::from_secs(120);

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(rush(200, 10, Duration::ZERO));
    runtime.block_on(rush(200, 10, Duration::from_millis(50)));
    runtime.block_on(rush(10_000, 1, Duration::ZERO));
    runtime.block_on(one_at_a_time());
    runtime.block_on(waiting(10_000));
    runtime.block_on(idle());
}

fn home(telegram: &StandIn) -> Home {
    let mut home = Home::new(telegram);
    home.log = "info".to_owned();
    home
}

/// `facts` questions from each of `people`, all asked before the start.
async fn rush(people: usize, facts: usize, delay: Duration) {
    let telegram = StandIn::start().await.expect("a stand-in");
    if !delay.is_zero() {
        telegram.plan(Rule::new(Fault::Delay(delay)).method("sendMessage"));
    }
    let seats = crowd(&telegram, people);
    let mut home = home(&telegram);
    let bot = home.start();
    bot.tells("Telegram knows the bot", LONG).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let idle = bot.memory("VmRSS:").unwrap_or(0);
    let asked = Instant::now();
    ask_all(&seats, 0..facts);
    while telegram.calls("sendMessage").len() < people * facts {
        assert!(asked.elapsed() < LONG, "too slow");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let calls = telegram.calls("sendMessage");
    let first = calls.iter().map(|c| c.since).min().expect("calls");
    let last = calls.iter().map(|c| c.since + c.took).max().expect("calls");
    let rate = (people * facts) as f64 / last.duration_since(first).as_secs_f64();
    let peak = bot.memory("VmHWM:").unwrap_or(0);
    println!(
        "{} questions from {people} chats, {delay:?} a send: {rate:.0} replies/s; memory {:.1} MiB idle, {:.1} MiB peak",
        people * facts,
        idle as f64 / 1024.0,
        peak as f64 / 1024.0
    );
}

/// From a question's being said to the call that answers it.
async fn one_at_a_time() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 1);
    let mut home = home(&telegram);
    let bot = home.start();
    bot.tells("Telegram knows the bot", LONG).await;
    let mut times = Vec::new();
    for n in 0..200 {
        tokio::time::sleep(Duration::from_millis(5)).await;
        let asked = Instant::now();
        seats[0].say("/fact1").expect("it can be said");
        let calls = telegram.await_calls("sendMessage", n + 1, LONG).await;
        times.push(calls[n].since.duration_since(asked));
    }
    times.sort();
    println!("one question at a time: median {:?}, 99 % {:?}, worst {:?}", times[100], times[198], times[199]);
}

/// Memory while everybody waits for Telegram to come back.
async fn waiting(people: usize) {
    let telegram = StandIn::start().await.expect("a stand-in");
    telegram.plan(Rule::new(Fault::Page(502)).method("sendMessage"));
    let seats = crowd(&telegram, people);
    let mut home = home(&telegram);
    let bot = home.start();
    ask_all(&seats, 0..1);
    telegram.until(LONG, |t| (t.pending() == 0).then_some(())).await;
    let peak = bot.memory("VmHWM:").unwrap_or(0);
    println!("{people} chats waiting in an outage: memory {:.1} MiB peak", peak as f64 / 1024.0);
}

/// Memory with the shipped knowledge when nothing is going on: after a start that learns, one from the cache, some
/// questions, a rush, a reload and another rush.
async fn idle() {
    /// Everything is given back by then.
    const QUIET: Duration = Duration::from_secs(8);
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 200);
    let mut home = home(&telegram);
    let cache = tempfile::tempdir().expect("a temporary folder");
    home.cache = cache.path().to_owned();
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    home.write_all("knowledge", &repository.join("knowledge"));
    home.knowledge = "knowledge".to_owned();
    let blind = fs::read_to_string(repository.join("tests/questions/blind-8.tsv")).expect("questions");
    let questions: Vec<&str> =
        blind.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split('\t').next()).take(10).collect();
    let show = |state: &str, bot: &bot::Bot| {
        let rss = bot.memory("VmRSS:").unwrap_or(0);
        println!("idle with the shipped knowledge, after {state}: {:.1} MiB", rss as f64 / 1024.0);
    };
    let ask = async |seats: &[Seat]| {
        let calls = telegram.calls("sendMessage").len();
        questions.iter().for_each(|q| seats.iter().for_each(|seat| seat.say(q).map(drop).expect("it can be said")));
        telegram.await_calls("sendMessage", calls + questions.len() * seats.len(), LONG).await;
        tokio::time::sleep(QUIET).await;
    };
    let mut last = None;
    for start in ["a start that learns", "a start from the cache"] {
        drop(last.take());
        let bot = home.start();
        bot.tells("Telegram knows the bot", LONG).await;
        tokio::time::sleep(QUIET).await;
        show(start, &bot);
        ask(&seats[..2]).await;
        show("20 questions", &bot);
        ask(&seats).await;
        show("2,000 in a rush", &bot);
        last = Some(bot);
    }
    let bot = last.expect("the second start's");
    home.edit("knowledge/conference.yaml", "      zh:\n", "      zh:\n        - 这是新添的问法\n");
    bot.tells("the knowledge was read anew", LONG).await;
    tokio::time::sleep(QUIET).await;
    show("a reload", &bot);
    ask(&seats).await;
    show("another rush", &bot);
}

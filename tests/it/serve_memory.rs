//! `serve` starts itself anew so that its threads keep little memory: in the same process, and not against somebody's wish.
#![cfg(all(target_os = "linux", target_env = "gnu"))]

use std::fs;
use std::time::Duration;

use wenda::standin::StandIn;

use crate::bot::{Bot, Home};

const VARIABLE: &str = "GLIBC_TUNABLES";

/// What the C library of the running program was told.
fn told(bot: &Bot) -> Option<String> {
    let variables =
        fs::read(format!("/proc/{}/environ", bot.id())).expect("the variables of the process that was started");
    let text = String::from_utf8_lossy(&variables).into_owned();
    text.split('\0').find_map(|v| Some(v.strip_prefix(VARIABLE)?.strip_prefix('=')?.to_owned()))
}

#[tokio::test(flavor = "multi_thread")]
async fn its_threads_keep_little() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let mut home = Home::new(&telegram);
    let bot = home.start();
    bot.tells("Telegram knows the bot", Duration::from_secs(10)).await;
    assert_eq!(told(&bot).as_deref(), Some("glibc.malloc.tcache_max=128"));
    let (status, _) = bot.terminate().await;
    assert_eq!(status.code(), Some(0), "the process that was started is the one that serves");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_set_stays() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let mut home = Home::new(&telegram);
    let own = format!("{VARIABLE}=glibc.malloc.check=1 exec \"$@\"");
    let bot = home.start_by(&own);
    bot.tells("Telegram knows the bot", Duration::from_secs(10)).await;
    assert_eq!(told(&bot).as_deref(), Some("glibc.malloc.check=1"));
}

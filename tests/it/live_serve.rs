//! The running bot answers from the files as they are: at once, without a gap, and with its menu in step.

use std::time::Duration;

use wenda::standin::{Fault, Rule, Seat, StandIn};

use crate::bot::{FACTS, Home, ask_all, await_facts, check_order, crowd};
use crate::manners::{BOT, Scene, WITHIN, labels};

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_change_is_the_next_answer_and_a_fault_changes_nothing() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    assert!(scene.ask(&seat, "/venue").await.text.starts_with("乌镇 <浙江>。"));
    scene.home.edit("facts.yaml", "乌镇 <浙江>。", "浙江桐乡。");
    scene.tells("the knowledge was read anew").await;
    assert!(scene.ask(&seat, "大会在哪里举办").await.text.starts_with("浙江桐乡。"));
    scene.home.edit("facts.yaml", "answer: {zh: 浙江桐乡。", "anwser: {zh: 杭州。");
    scene.tells("facts.yaml:19:5").await;
    scene.tells("the last good one keeps answering").await;
    assert!(scene.ask(&seat, "大会在哪里举办").await.text.starts_with("浙江桐乡。"));
    scene.home.edit("facts.yaml", "anwser: {zh: 杭州。", "answer: {zh: 杭州。");
    scene.until_answered(&seat, "大会在哪里举办", "杭州。").await;
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn menus_are_set_anew_only_where_they_differ() {
    let scene = Scene::new().await;
    let set = |s: &Scene| ["setMyCommands", "setMyDescription"].map(|m| s.telegram.calls(m).len());
    scene.telegram.await_calls("setMyShortDescription", 3, WITHIN).await;
    let asked = scene.telegram.calls("getMyShortDescription").len();
    scene.home.edit("facts.yaml", "16场论坛。", "16场论坛！");
    scene.tells("the knowledge was read anew").await;
    scene.home.edit("facts.yaml", "    command: venue\n", "    command: place\n");
    scene.telegram.await_calls("setMyCommands", 6, WITHIN).await;
    scene.telegram.await_calls("getMyShortDescription", asked + 3, WITHIN).await;
    assert_eq!(set(&scene), [6, 3]);
    let menu = scene.telegram.profile("commands", "default", "zh").expect("a menu").to_string();
    assert!(menu.contains("place") && !menu.contains("venue"), "{menu}");
    assert_eq!(scene.telegram.calls("getMyShortDescription").len(), asked + 3, "an answer is nothing to the menu");
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_leads_to_an_entry_that_is_gone_is_answered() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let dates = scene.ask(&seat, "/dates").await;
    let issues = scene.ask(&seat, "大会设置多少个议题").await;
    let yaml = scene.home.read("facts.yaml");
    let (before, from_venue) = yaml.split_once("  - id: venue\n").expect("the entry");
    let (_, after) = from_venue.split_once("  - id: speech\n").expect("the entry");
    let less = format!("{before}  - id: speech\n{after}").replace("    related: [venue]\n", "");
    scene.home.write("facts.yaml", &less);
    scene.tells("the knowledge was read anew").await;
    let outdated = Some("这个按钮已失效，请重新提问。");
    let press = seat.press(dates.id, "› 大会在哪里举办").expect("the button is there");
    assert_eq!(scene.notice(&press).await.as_deref(), outdated);
    let press = seat.press(issues.id, "👍 有帮助").expect("the button is there");
    assert_eq!(scene.notice(&press).await.as_deref(), outdated);
    let gone = scene.ask(&seat, "/start venue").await;
    assert!(gone.text.starts_with("这个链接指向的内容已经不在了。\n\n您好！"), "{}", gone.text);
    assert_eq!(labels(&gone), ["所有话题"]);
    let unknown = scene.ask(&seat, &format!("/venue@{BOT}")).await;
    assert!(unknown.text.starts_with("没有这个命令。"), "{}", unknown.text);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rush_is_not_disturbed_by_changes() {
    let telegram = StandIn::start().await.expect("a stand-in");
    telegram.plan(Rule::new(Fault::Delay(Duration::from_millis(50))).method("sendMessage"));
    let seats: Vec<Seat> = crowd(&telegram, 60);
    let mut home = Home::new(&telegram);
    let bot = home.start();
    bot.tells("Telegram knows the bot", WITHIN).await;
    ask_all(&seats, 0..FACTS);
    for n in 0..6 {
        let faulty = n % 3 == 2;
        home.edit("facts.yaml", "entries:", if faulty { "entries: [" } else { "entries:" });
        home.edit("facts.yaml", "FACT-9.", "FACT-9. Anew.");
        tokio::time::sleep(Duration::from_millis(150)).await;
        home.edit("facts.yaml", "entries: [", "entries:");
    }
    await_facts(&telegram, &seats, FACTS, Duration::from_secs(30)).await;
    check_order(&seats, FACTS, 0);
    assert!(telegram.refused().is_empty(), "{:?}", telegram.refused());
    bot.tells("the knowledge was read anew", WITHIN).await;
}

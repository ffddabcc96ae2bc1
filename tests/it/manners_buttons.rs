//! Buttons: suggestions, related questions, votes, browsing; and presses that nobody could have made.

use crate::manners::{Scene, kept, labels};

/// A question that could mean either of two entries.
const VAGUE: &str = "大会设置多少";

#[tokio::test(flavor = "multi_thread")]
async fn a_suggestion_that_is_chosen_becomes_the_answer() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let shown = scene.ask(&seat, VAGUE).await;
    assert_eq!(shown.text, "您想问的是不是：");
    assert_eq!(labels(&shown).last().map(String::as_str), Some("以上都不是"));
    assert!(shown.reply_to().is_some(), "the question is quoted, so that it can be found again");
    let press = seat.press(shown.id, "大会设置多少个议题").expect("the button is there");
    assert_eq!(scene.notice(&press).await, None);
    let answer = scene.reads(&seat, shown.id, |s| s.text.starts_with("20个议题。")).await;
    assert_eq!(labels(&answer), ["👍 有帮助", "👎 没帮助"]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn none_of_these_is_kept_and_offers_topics() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let shown = scene.ask(&seat, VAGUE).await;
    let press = seat.press(shown.id, "以上都不是").expect("the button is there");
    assert_eq!(scene.notice(&press).await.as_deref(), Some("好的，已记下。"));
    let none = scene.reads(&seat, shown.id, |s| s.text.starts_with("抱歉")).await;
    assert_eq!(labels(&none), ["议程 · 3", "所有话题"]);
    let home = scene.end().await;
    assert_eq!(kept(&home.store()).await, [(VAGUE.to_owned(), "none of these".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_is_kept_once_and_shown() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let shown = scene.ask(&seat, "/dates").await;
    let press = seat.press(shown.id, "👎 没帮助").expect("the button is there");
    assert_eq!(scene.notice(&press).await.as_deref(), Some("谢谢您的反馈！"));
    let marked = scene.reads(&seat, shown.id, |s| labels(s).len() == 2).await;
    assert_eq!(labels(&marked), ["› 大会在哪里举办", "✓ 没帮助"]);
    let press = seat.press(shown.id, "✓ 没帮助").expect("the mark is there");
    assert_eq!(scene.notice(&press).await.as_deref(), Some("已经记下了。"));
    let home = scene.end().await;
    assert_eq!(kept(&home.store()).await, [("dates".to_owned(), "not helpful".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_related_question_gets_a_message_of_its_own() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let shown = scene.ask(&seat, "/dates").await;
    let press = |seat: &wenda::standin::Seat| seat.press(shown.id, "› 大会在哪里举办").expect("the button is there");
    let venue = scene.answer(&seat, press).await;
    assert!(venue.text.starts_with("乌镇 <浙江>。"));
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_are_browsed_in_place_and_back() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let shown = scene.ask(&seat, "/topics").await;
    assert_eq!(labels(&shown), ["基本信息 · 2", "议程 · 3", "其他 · 45"]);
    for (button, expected) in [
        ("其他 · 45", "其他 · 1/6\n"),
        ("下一页 ›", "其他 · 2/6\n"),
        ("展台8号", "展台8号在东馆。"),
        ("‹ 其他", "其他 · 2/6\n"),
        ("‹ 所有话题", "第三届大会\n"),
        ("基本信息 · 2", "基本信息\n"),
        ("大会在哪里举办", "乌镇"),
    ] {
        let press = seat.press(shown.id, button).unwrap_or_else(|e| panic!("{button}: {e:?}"));
        assert_eq!(scene.notice(&press).await, None, "{button}");
        scene.reads(&seat, shown.id, |s| s.text.starts_with(expected)).await;
    }
    assert_eq!(seat.replies().len(), 1, "all in one message");
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_and_outdated_presses_are_answered_and_change_nothing() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let shown = scene.ask(&seat, "/dates").await;
    let outdated = "这个按钮已失效，请重新提问。";
    for data in
        ["", "x", "rz0:gone", "ez:gone", "bz9:gone", "lz0:gone", "yz:gone", "yz*AAAAAAAAAAA", "rz0:a/b", "'; drop"]
    {
        let press = seat.press_forged(shown.id, data).expect("it can be sent");
        assert_eq!(scene.notice(&press).await.as_deref(), Some(outdated), "{data}");
    }
    assert_eq!(seat.replies(), std::slice::from_ref(&shown));
    let far = seat.press_forged(shown.id, "tz65535").expect("it can be sent");
    assert_eq!(scene.notice(&far).await, None);
    scene.reads(&seat, shown.id, |s| s.text.starts_with("第三届大会")).await;
    scene.end().await;
}

//! Edited questions: the earlier reply follows, whatever it was.

use crate::manners::{Scene, labels};

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_question_has_its_answer_edited_whatever_kind_it_becomes() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let question = seat.say("大会什么时候举办").expect("it can be said");
    let reply = seat.await_replies(1, crate::manners::WITHIN).await.pop().expect("a reply");
    for (words, expected, buttons) in [
        ("大会在哪里举办", "乌镇", 2),
        ("门票多少钱", "抱歉", 1),
        ("大会设置多少", "您想问的是不是", 3),
        ("/privacy", "您的账号", 0),
        ("/dates", "11月16日", 3),
    ] {
        seat.edit(question, words).expect("it can be edited");
        let shown = scene.reads(&seat, reply.id, |s| s.text.starts_with(expected)).await;
        assert!(labels(&shown).len() >= buttons && (buttons > 0 || labels(&shown).is_empty()), "{words}: {shown:?}");
    }
    assert_eq!(seat.replies().len(), 1, "all in one message");
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_that_changes_no_answer_is_no_fault() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let question = seat.say("大会什么时候举办").expect("it can be said");
    seat.await_replies(1, crate::manners::WITHIN).await;
    scene.silence(&seat, "an edit of no matter", |s| s.edit(question, "大会什么时候举办？").expect("edited")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_reply_is_gone_a_new_one_is_sent() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let question = seat.say("大会什么时候举办").expect("it can be said");
    let reply = seat.await_replies(1, crate::manners::WITHIN).await.pop().expect("a reply");
    assert!(seat.delete(reply.id));
    let shown = scene.answer(&seat, |s| s.edit(question, "大会在哪里举办").expect("edited")).await;
    assert!(shown.text.starts_with("乌镇"));
    seat.edit(question, "/dates").expect("edited");
    scene.reads(&seat, shown.id, |s| s.text.starts_with("11月16日")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_message_that_comes_to_address_the_bot_is_answered() {
    let scene = Scene::new().await;
    let room = scene.telegram.supergroup("G");
    let seat = room.seat(&scene.telegram.user_speaking("A", Some("zh")));
    let message = seat.say("大会在哪里举办").expect("said");
    let shown = scene.answer(&seat, |s| s.edit(message, "/ask 大会在哪里举办").expect("edited")).await;
    assert!(shown.text.starts_with("乌镇") && shown.reply_to() == Some(message));
    scene.end().await;
}

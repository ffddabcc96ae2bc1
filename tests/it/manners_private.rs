//! Private chats: everything that is written is answered, in the asker's language.

use serde_json::{Value, json};
use wenda::standin::Seat;

use crate::manners::{BOT, Scene, kept, labels, message, private};

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_fact_first_with_passage_and_source() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let shown = scene.ask(&seat, "请问大会什么时候举办？").await;
    assert_eq!(shown.text, "11月16日至18日。\n第三届大会于11月16日至18日在乌镇举办\n《大会报道》· 第2段");
    let marks: Vec<_> = shown.entities().into_iter().filter(|(kind, _)| kind != "mention").collect();
    let expected = [
        ("expandable_blockquote".to_owned(), "第三届大会于11月16日至18日在乌镇举办".to_owned()),
        ("italic".to_owned(), "《大会报道》· 第2段".to_owned()),
    ];
    assert_eq!(marks, expected);
    assert_eq!(labels(&shown), ["› 大会在哪里举办", "👍 有帮助", "👎 没帮助"]);
    assert_eq!(shown.reply_to(), None);
    let calls = scene.telegram.calls("sendMessage");
    assert!(calls.iter().all(|c| c.params["link_preview_options"]["is_disabled"] == true), "{calls:?}");
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_is_the_questions_else_the_clients() {
    let scene = Scene::new().await;
    for (client, words, expected) in [
        (Some("zh-hans"), "When is the conference held?", "16 to 18 November."),
        (Some("en"), "大会什么时候举办", "11月16日至18日。"),
        (Some("en"), "/dates", "16 to 18 November."),
        (Some("de"), "/dates", "16 to 18 November."),
        (Some("zh-TW"), "/dates", "11月16日至18日。"),
        (None, "/dates", "11月16日至18日。"),
    ] {
        let seat = scene.telegram.private(&scene.telegram.user_speaking("A", client));
        let shown = scene.ask(&seat, words).await;
        assert!(shown.text.starts_with(expected), "{words} by {client:?}: {}", shown.text);
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_has_its_answer() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    for (words, expected) in [
        ("/venue", "乌镇 <浙江>。"),
        ("/VENUE@Wenda_Test_Bot", "乌镇 <浙江>。"),
        ("/start", "您好！"),
        ("/start venue", "大会在哪里举办\n乌镇 <浙江>。"),
        ("/start inline", "您好！"),
        ("/start no-such-entry", "这个链接指向的内容已经不在了。\n\n您好！"),
        ("/help", "直接发来"),
        ("/topics", "第三届大会"),
        ("/ask 大会在哪里举办", "乌镇 <浙江>。"),
        ("/ask", "请把问题写在 /ask 后面"),
        ("/about", "我是一个问答机器人"),
        ("/privacy", "您的账号、聊天和消息"),
        ("/nothing", "没有这个命令"),
    ] {
        let shown = scene.ask(&seat, words).await;
        assert!(shown.text.starts_with(expected), "{words}: {}", shown.text);
    }
    let help = scene.ask(&seat, "/help").await.text;
    for part in ["/dates 大会什么时候举办", "/venue", "/topics", "/privacy", "/ask 问题", BOT] {
        assert!(help.contains(part), "{part} is missing: {help}");
    }
    assert!(scene.ask(&seat, "/about").await.text.contains("来源：\n大会报道"));
    scene.silence(&seat, "another bot's command", |s| s.say("/dates@another_bot").expect("said")).await;
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_of_other_kinds_are_answered_hinted_or_left() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    scene.ask(&seat, "/start").await;
    let (telegram, place) = (&scene.telegram, &seat);
    let inject = |more: Value| move |_: &Seat| telegram.inject(message(private(place), place, more));
    let photo = json!([{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]);
    let captioned = scene.answer(&seat, inject(json!({"photo": photo, "caption": "大会在哪里举办"}))).await;
    assert!(captioned.text.starts_with("乌镇"), "{}", captioned.text);
    for silent in [
        json!({"photo": photo, "media_group_id": "7"}),
        json!({"pinned_message": {}}),
        json!({"group_chat_created": true}),
    ] {
        scene.silence(&seat, &silent.to_string(), inject(silent.clone())).await;
    }
    for wordless in [json!({"photo": photo}), json!({"sticker": {"emoji": "👍"}}), json!({"voice": {"duration": 3}})]
    {
        let shown = scene.answer(&seat, inject(wordless)).await;
        assert!(shown.text.starts_with("我只能回答文字问题"), "{}", shown.text);
    }
    let own =
        json!({"text": "大会在哪里举办", "via_bot": {"id": 7_100_000_001_i64, "is_bot": true, "first_name": "W"}});
    scene.silence(&seat, "our own inline result", inject(own)).await;
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_questions_are_answered_in_one_message() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let shown = scene.ask(&seat, "大会什么时候举办？大会在哪里举办？").await;
    let (dates, venue) = (shown.text.find("11月16日至18日。"), shown.text.find("乌镇 <浙江>。"));
    assert!(dates.is_some() && dates < venue, "{}", shown.text);
    assert!(shown.entities().contains(&("bold".to_owned(), "大会什么时候举办".to_owned())), "{:?}", shown.entities());
    assert_eq!(labels(&shown), ["👍 有帮助", "👎 没帮助"]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_document_does_not_tell_is_said_and_kept_without_who() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let shown = scene.ask(&seat, "门票多少钱").await;
    assert!(shown.text.starts_with("抱歉，文中没有提到这一点。"), "{}", shown.text);
    assert!(labels(&shown).contains(&"所有话题".to_owned()), "{:?}", labels(&shown));
    let home = scene.end().await;
    assert_eq!(kept(&home.store()).await, [("门票多少钱".to_owned(), "unanswered".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_greeting_or_thanks_is_met_and_not_kept_as_a_question() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    for (words, expected) in [
        ("你好！", "您好！"),
        ("hello", "Hello!"),
        ("谢谢", "不客气"),
        ("Thanks.", "You are welcome"),
        ("👍", "我只能回答文字"),
    ] {
        let shown = scene.ask(&seat, words).await;
        assert!(shown.text.starts_with(expected), "{words}: {}", shown.text);
    }
    let home = scene.end().await;
    assert_eq!(kept(&home.store()).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_answer_is_cut_at_a_sentence_with_a_way_to_the_rest() {
    let scene = Scene::new().await;
    let seat = scene.chat();
    let first = scene.ask(&seat, "/speech").await;
    assert!(first.text.encode_utf16().count() <= 4096 && first.text.ends_with('。'));
    let (on, mut whole) = ("继续阅读（1/2）›", first.text.clone());
    seat.press(first.id, on).expect("the button is there");
    let second = scene.reads(&seat, first.id, |s| s.text != first.text).await;
    whole.push_str(&second.text);
    assert_eq!(whole, "我们要共同构建网络空间。".repeat(600));
    seat.press(first.id, "‹ 上一页").expect("the way back is there");
    scene.reads(&seat, first.id, |s| s.text == first.text).await;
    scene.end().await;
}

//! Groups: silent unless addressed, and then in the right place.

use serde_json::{Value, json};
use wenda::standin::{Room, Seat, Standing};

use crate::manners::{BOT, Scene, WITHIN, group, message};

/// Somebody in a group that the bot has greeted.
async fn seat(scene: &Scene, room: &Room) -> Seat {
    let owner = scene.telegram.user_speaking("Owner", Some("zh"));
    room.stand_bot(&owner, Standing::Left).expect("removed");
    room.stand_bot(&owner, Standing::Member).expect("added");
    let seat = room.seat(&scene.telegram.user_speaking("阿明", Some("zh")));
    let greeting = seat.await_replies(1, WITHIN).await;
    assert!(greeting.len() == 1 && greeting[0].text.starts_with("大家好！"), "{greeting:?}");
    seat
}

#[tokio::test(flavor = "multi_thread")]
async fn what_addresses_the_bot_is_answered_under_the_question() {
    let scene = Scene::new().await;
    let seat = seat(&scene, &scene.telegram.supergroup("G")).await;
    for words in [
        "/ask 大会在哪里举办",
        &format!("/ask@{BOT} 大会在哪里举办"),
        "/venue",
        &format!("@{BOT} 大会在哪里举办"),
        &format!("大会在哪里举办 @{BOT}"),
        &format!("😀请问 @{} 大会在哪里举办", BOT.to_uppercase()),
    ] {
        let mut asked = 0;
        let shown = scene.answer(&seat, |s| asked = s.say(words).expect("said")).await;
        assert!(shown.text.starts_with("乌镇"), "{words}: {}", shown.text);
        assert_eq!(shown.reply_to(), Some(asked), "{words}");
    }
    let mut asked = 0;
    let last = seat.replies().last().expect("a reply").id;
    let shown = scene.answer(&seat, |s| asked = s.reply(last, "大会什么时候举办").expect("said")).await;
    assert!(shown.text.starts_with("11月16日") && shown.reply_to() == Some(asked));
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_else_is_left_alone() {
    let scene = Scene::new().await;
    let seat = seat(&scene, &scene.telegram.supergroup("G")).await;
    for words in [
        "大会在哪里举办",
        "/dates@another_bot",
        "/nothing",
        "/start",
        "@another_bot 大会在哪里举办",
        "a@b.c",
        "/ask@another_bot 主题",
    ] {
        scene.silence(&seat, words, |s| s.say(words).expect("said")).await;
    }
    let other = seat.say("大家好").expect("said");
    scene.silence(&seat, "a reply to somebody else", |s| s.reply(other, "大会在哪里举办").expect("said")).await;
    let bots = seat.replies().last().expect("a reply").id;
    scene.silence(&seat, "thanks to the bot", |s| s.reply(bots, "谢谢").expect("said")).await;
    let own = json!({"id": 7_100_000_001_i64, "is_bot": true, "first_name": "W"});
    for shape in [
        json!({"text": format!("@{BOT} 主题"), "via_bot": own}),
        json!({"text": "/dates", "forward_origin": {"type": "hidden_user"}}),
        json!({"text": "/dates", "from": {"id": 5, "is_bot": true, "first_name": "Other"}}),
        json!({"new_chat_members": [own]}),
        json!({"sticker": {}, "reply_to_message": {"message_id": 1, "date": 1, "chat": group(&seat), "from": own, "text": "x"}}),
        json!({"text": "嗯", "reply_to_message": {"message_id": 1, "date": 1, "chat": group(&seat), "from": own, "forum_topic_created": {}}}),
    ] {
        let update = message(group(&seat), &seat, shape.clone());
        scene.silence(&seat, &shape.to_string(), |_| scene.telegram.inject(update)).await;
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ask_in_reply_is_answered_under_that_message() {
    let scene = Scene::new().await;
    let room = scene.telegram.group("G");
    let seat = seat(&scene, &room).await;
    let other = room.seat(&scene.telegram.user("B"));
    for words in ["/ask", &format!("/ask@{BOT}"), &format!("@{BOT}")] {
        let question = other.say("大会在哪里举办").expect("said");
        let shown = scene.answer(&seat, |s| s.reply(question, words).expect("said")).await;
        assert!(shown.text.starts_with("乌镇") && shown.reply_to() == Some(question), "{words}: {shown:?}");
    }
    let question = other.say("大会在哪里举办").expect("said");
    let mut asked = 0;
    let shown = scene.answer(&seat, |s| asked = s.reply(question, "/ask 大会什么时候举办").expect("said")).await;
    assert!(shown.text.starts_with("11月16日") && shown.reply_to() == Some(asked), "own words count: {shown:?}");
    let hint = scene.ask(&seat, "/ask").await;
    assert!(hint.text.starts_with("请把问题写在 /ask 后面"));
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forum_is_answered_in_the_same_topic() {
    let scene = Scene::new().await;
    let room = scene.telegram.forum("F");
    let seat = seat(&scene, &room).await;
    let owner = scene.telegram.user("Owner 2");
    room.stand(&owner, Standing::Administrator).expect("an administrator");
    let topic = room.topic(&owner, "问答").expect("a topic");
    let shown = scene.answer(&seat, |s| s.say_in(topic, "/venue").expect("said")).await;
    assert_eq!(shown.topic(), Some(topic));
    let general = scene.ask(&seat, "/venue").await;
    assert_eq!(general.topic(), None);
    let calls = scene.telegram.calls("sendMessage");
    assert!(calls.iter().all(|c| c.params.get("message_thread_id").is_none_or(|t| *t != json!(1))));
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn anonymous_admins_channels_nameless_mentions_and_quotes_from_elsewhere_are_served() {
    let scene = Scene::new().await;
    let seat = seat(&scene, &scene.telegram.supergroup("G")).await;
    let anonymous =
        json!({"id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot"});
    let channel = json!({"id": 136_817_688, "is_bot": true, "first_name": "Channel", "username": "Channel_Bot"});
    let me = json!({"id": 7_100_000_001_i64, "is_bot": true, "first_name": "W"});
    let far = json!({"id": -1_008_888_i64, "type": "channel", "title": "Far"});
    let shapes: [Value; 5] = [
        json!({"text": "/venue", "from": anonymous, "sender_chat": group(&seat)}),
        json!({"text": "/ask 大会在哪里举办", "from": channel, "sender_chat": {"id": -1_009_999_i64, "type": "channel"}}),
        json!({"text": "😀问答 大会在哪里举办", "entities": [{"type": "text_mention", "offset": 2, "length": 2, "user": me}]}),
        json!({"photo": [], "caption": format!("@{BOT} 大会在哪里举办"),
            "caption_entities": [{"type": "mention", "offset": 0, "length": BOT.len() + 1}]}),
        json!({"text": "/ask", "external_reply": {"origin": {"type": "channel"}, "chat": far, "message_id": 3},
            "quote": {"text": "大会在哪里举办", "position": 0}}),
    ];
    for shape in shapes {
        let update = message(group(&seat), &seat, shape.clone());
        let shown = scene.answer(&seat, |_| scene.telegram.inject(update)).await;
        assert!(shown.text.starts_with("乌镇"), "{shape}: {}", shown.text);
    }
    scene.end().await;
}

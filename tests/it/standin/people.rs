//! What people do reaches the bot as Telegram would bring it, and no further.

use serde_json::json;
use wenda::standin::{Event, Said, Standing};

use super::{call, drain, heard, refusal, result, standin, with_asker};

#[tokio::test]
async fn privacy_mode_lets_through_what_is_meant_for_the_bot() {
    let server = standin().await;
    let someone = server.user("甲");
    let room = server.supergroup("群");
    let member = room.seat(&someone);
    let ours = result(call(&server, "sendMessage", json!({ "chat_id": room.id(), "text": "在" })).await);
    let ours = ours["message_id"].as_i64().expect("an id");
    let talk = |member: &wenda::standin::Seat| {
        let first = member.say("闲聊").expect("said");
        member.say("/ask 时间").expect("said");
        member.say("/ask@wenda_test_bot 时间").expect("said");
        member.say("/ask@other_bot 时间").expect("said");
        member.say("@wenda_test_bot 时间").expect("said");
        member.reply(ours, "地点").expect("said");
        member.reply(first, "/ask").expect("said");
        member.reply(first, "嗯").expect("said");
    };
    let texts = async || heard(&server).await.into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    let strict = ["/ask 时间", "/ask@wenda_test_bot 时间", "地点", "/ask"];

    talk(&member);
    assert_eq!(texts().await, strict);
    server.configure(|bot| bot.mentions_pass_privacy = true);
    talk(&member);
    assert_eq!(texts().await.len(), strict.len() + 1);
    room.stand_bot(&someone, Standing::Administrator).expect("stands");
    drain(&server).await;
    talk(&member);
    assert_eq!(texts().await.len(), 8, "an administrator hears everything");
    room.stand_bot(&someone, Standing::Member).expect("stands");
    server.configure(|bot| bot.privacy = false);
    drain(&server).await;
    talk(&member);
    assert_eq!(texts().await.len(), 8, "without privacy mode everything is heard");
}

#[tokio::test]
async fn edits_are_heard_where_the_message_was() {
    let (server, asker) = with_asker().await;
    let id = asker.say("时间").expect("said");
    asker.edit(id, "地点").expect("edited");
    let kinds = [("message".to_owned(), "时间".to_owned()), ("edited_message".to_owned(), "地点".to_owned())];
    assert_eq!(heard(&server).await, kinds);
    assert!(asker.edit(id + 1, "x").is_err());
    let group = server.group("群");
    let (one, other) = (group.seat(&server.user("甲")), group.seat(&server.user("乙")));
    let id = one.say("我的话").expect("said");
    assert!(other.edit(id, "不是我的话").is_err());
    drain(&server).await;
    let channel = server.channel("频道");
    let id = channel.seat(&server.user("编辑")).say("通知").expect("said");
    channel.seat(&server.user("编辑")).edit(id, "更正").expect("edited");
    let kinds = heard(&server).await.into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
    assert_eq!(kinds, ["channel_post", "edited_channel_post"]);
}

#[tokio::test]
async fn topics_carry_their_thread() {
    let server = standin().await;
    let owner = server.user("群主");
    let forum = server.forum("论坛");
    let topic = forum.topic(&owner, "门票").expect("opened");
    let member = forum.seat(&owner);
    drain(&server).await;
    member.say_in(topic, "/ask 票价").expect("said");
    member.say("/ask 时间").expect("said");
    let updates = drain(&server).await;
    let in_topic = &updates[0]["message"];
    assert_eq!((&in_topic["message_thread_id"], &in_topic["is_topic_message"]), (&json!(topic), &json!(true)));
    assert_eq!(
        in_topic["reply_to_message"]["forum_topic_created"]["name"], "门票",
        "no real reply, as Telegram has it"
    );
    assert!(updates[1]["message"].get("message_thread_id").is_none(), "General has no thread");

    let params = json!({ "chat_id": forum.id(), "text": "答", "message_thread_id": topic });
    result(call(&server, "sendMessage", params).await);
    assert_eq!(forum.messages().last().and_then(|message| message.topic()), Some(topic));

    let group = server.supergroup("群");
    let seat = group.seat(&owner);
    let first = seat.say("第一").expect("said");
    seat.reply(first, "/ask").expect("said");
    let update = drain(&server).await.pop().expect("an update");
    assert_eq!(update["message"]["message_thread_id"], first, "replies in supergroups have a thread that is no topic");
    assert!(update["message"].get("is_topic_message").is_none());
}

#[tokio::test]
async fn buttons_are_pressed_where_they_are() {
    let (server, asker) = with_asker().await;
    let keyboard = json!({ "inline_keyboard": [[{ "text": "地点", "callback_data": "e:venue" }]] });
    let params = json!({ "chat_id": asker.chat(), "text": "哪个?", "reply_markup": keyboard });
    let id = result(call(&server, "sendMessage", params).await)["message_id"].as_i64().expect("an id");
    let mut events = server.events();
    let press = asker.press(id, "地点").expect("pressed");
    assert!(asker.press(id, "时间").is_err(), "there is no such button");
    asker.press_forged(id, "' or 1=1").expect("forged");
    let updates = drain(&server).await;
    assert_eq!(updates[0]["callback_query"]["data"], "e:venue");
    assert_eq!(updates[0]["callback_query"]["message"]["message_id"], id);
    assert_eq!(updates[1]["callback_query"]["data"], "' or 1=1");
    let params = json!({ "callback_query_id": press, "text": "好", "show_alert": true });
    result(call(&server, "answerCallbackQuery", params).await);
    let told = std::iter::from_fn(|| events.try_recv().ok());
    assert!(told.into_iter().any(|event| matches!(event, Event::Noticed { alert: true, .. })));
}

#[tokio::test]
async fn inline_results_come_back_through_the_bot() {
    let server = standin().await;
    let room = server.supergroup("群");
    let member = room.seat(&server.user("甲"));
    let query = member.ask_inline("时间", "").expect("asked");
    let update = drain(&server).await.pop().expect("an update");
    assert_eq!(
        (&update["inline_query"]["query"], &update["inline_query"]["chat_type"]),
        (&json!("时间"), &json!("supergroup"))
    );
    let keyboard = json!({ "inline_keyboard": [[{ "text": "更多", "callback_data": "m" }]] });
    let article = json!({ "type": "article", "id": "dates", "title": "时间", "reply_markup": keyboard,
        "input_message_content": { "message_text": "<b>11月</b>", "parse_mode": "HTML" } });
    result(call(&server, "answerInlineQuery", json!({ "inline_query_id": query, "results": [article] })).await);
    assert!(member.choose(&query, "venue", "时间").is_err());
    let id = member.choose(&query, "dates", "时间").expect("chosen");
    let updates = drain(&server).await;
    assert_eq!(updates[0]["message"]["via_bot"]["username"], "wenda_test_bot");
    let inline_id = updates[1]["chosen_inline_result"]["inline_message_id"].clone();
    member.press(id, "更多").expect("pressed");
    let press = drain(&server).await.pop().expect("an update");
    assert_eq!(press["callback_query"]["inline_message_id"], inline_id);
    assert!(press["callback_query"].get("message").is_none());
    let edited = call(&server, "editMessageText", json!({ "inline_message_id": inline_id, "text": "新" })).await;
    assert_eq!(result(edited), true);
    assert_eq!(room.messages().last().map(|message| message.text.clone()).as_deref(), Some("新"));
}

#[tokio::test]
async fn who_shut_the_bot_out_is_told_by_the_words() {
    let (server, asker) = with_asker().await;
    let someone = server.user("甲");
    let send = async |chat: i64| {
        let answer = call(&server, "sendMessage", json!({ "chat_id": chat, "text": "x" })).await;
        (answer.0, refusal(answer))
    };
    let forbidden = |why: &str| (403, format!("Forbidden: {why}"));
    let ours = result(call(&server, "sendMessage", json!({ "chat_id": asker.chat(), "text": "x" })).await);
    asker.block();
    let params = json!({ "chat_id": asker.chat(), "message_id": ours["message_id"], "text": "y" });
    result(call(&server, "editMessageText", params).await);
    assert_eq!(send(asker.chat()).await, forbidden("bot was blocked by the user"));
    let update = drain(&server).await.pop().expect("an update");
    assert_eq!(update["my_chat_member"]["new_chat_member"]["status"], "kicked");
    asker.unblock();
    result(call(&server, "sendMessage", json!({ "chat_id": asker.chat(), "text": "x" })).await);
    let stranger = server.private(&server.user("乙"));
    assert_eq!(send(stranger.chat()).await, forbidden("bot can't initiate conversation with a user"));

    let (group, supergroup, channel) = (server.group("群"), server.supergroup("群"), server.channel("频道"));
    for (room, kicked, left) in [
        (&group, "bot was kicked from the group chat", "bot is not a member of the group chat"),
        (&supergroup, "bot was kicked from the supergroup chat", "bot is not a member of the supergroup chat"),
        (&channel, "bot was kicked from the channel chat", "bot is not a member of the channel chat"),
    ] {
        room.stand_bot(&someone, Standing::Kicked).expect("stands");
        assert_eq!(send(room.id()).await, forbidden(kicked));
        room.stand_bot(&someone, Standing::Left).expect("stands");
        assert_eq!(send(room.id()).await, forbidden(left));
    }
    supergroup.stand_bot(&someone, Standing::Muted).expect("stands");
    assert_eq!(send(supergroup.id()).await.1, "Bad Request: not enough rights to send text messages to the chat");
}

#[tokio::test]
async fn anything_can_be_said_that_a_message_can_be() {
    let (server, asker) = with_asker().await;
    let elsewhere =
        json!({ "text": "/ask 它呢", "external_reply": { "origin": { "type": "hidden_user" } }, "date": 1000 });
    asker.send(Said::anything(&elsewhere)).expect("said");
    asker.send(Said::anything(&json!({ "sticker": { "emoji": "👍" } }))).expect("said");
    let odd = json!({ "text": "x", "entities": [{ "type": "of_tomorrow", "offset": 0, "length": 1 }] });
    asker.send(Said::anything(&odd)).expect("said");
    let updates = drain(&server).await;
    assert_eq!(updates[0]["message"]["date"], 1000);
    assert_eq!(updates[0]["message"]["external_reply"]["origin"]["type"], "hidden_user");
    assert_eq!(updates[0]["message"]["entities"][0]["type"], "bot_command");
    assert_eq!(updates[1]["message"]["sticker"]["emoji"], "👍");
    assert_eq!(updates[2]["message"]["entities"][0]["type"], "of_tomorrow");
    asker.press_forged(999_999, "x").expect("forged");
    assert_eq!(drain(&server).await[0]["callback_query"]["message"]["date"], 0, "what is gone is inaccessible");
}

#[tokio::test]
async fn a_group_that_moved_says_where_to() {
    let server = standin().await;
    let owner = server.user("群主");
    let group = server.group("群");
    group.seat(&owner).say("/ask x").expect("said");
    drain(&server).await;
    let new = group.migrate(&owner).expect("moved");
    let updates = drain(&server).await;
    assert_eq!(updates[0]["message"]["migrate_to_chat_id"], new.id());
    assert_eq!(updates[1]["message"]["migrate_from_chat_id"], group.id());
    let (status, body) = call(&server, "sendMessage", json!({ "chat_id": group.id(), "text": "x" })).await;
    assert_eq!(status, 400);
    assert_eq!(body["description"], "Bad Request: group chat was upgraded to a supergroup chat");
    assert_eq!(body["parameters"]["migrate_to_chat_id"], new.id());
    assert!(group.seat(&owner).say("x").is_err());
}

#[tokio::test]
async fn replies_show_what_they_reply_to_until_it_is_gone() {
    let (server, asker) = with_asker().await;
    let first = asker.say("一").expect("said");
    let second = asker.reply(first, "二").expect("said");
    asker.reply(second, "三").expect("said");
    let updates = drain(&server).await;
    assert_eq!(updates[2]["message"]["reply_to_message"]["text"], "二");
    assert!(updates[2]["message"]["reply_to_message"].get("reply_to_message").is_none(), "one deep");
    assert!(asker.delete(first));
    let params = json!({ "chat_id": asker.chat(), "text": "x", "reply_parameters": { "message_id": first } });
    assert_eq!(refusal(call(&server, "sendMessage", params).await), "Bad Request: message to be replied not found");
}

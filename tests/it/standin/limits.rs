//! Every limit: what just fits is taken, what is one too much is refused in Telegram's words.

use serde_json::{Value, json};

use super::{SOON, call, refusal, result, with_asker};

fn button(data: &str) -> Value {
    json!({ "inline_keyboard": [[{ "text": "好", "callback_data": data }]] })
}

/// `Ok` or the refusal, without its prefix.
fn outcome((status, body): (u16, Value)) -> Result<(), String> {
    if status == 200 {
        return Ok(());
    }
    let description = body["description"].as_str().unwrap_or_default();
    Err(description.strip_prefix("Bad Request: ").unwrap_or(description).to_owned())
}

#[tokio::test]
async fn keyboards() {
    let (server, asker) = with_asker().await;
    let text_only = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
    for (markup, why) in [
        (button(&"x".repeat(64)), None),
        (button(&"x".repeat(65)), Some("BUTTON_DATA_INVALID")),
        (button(&("中".repeat(21) + "x")), None),
        (button(&"中".repeat(22)), Some("BUTTON_DATA_INVALID")),
        (button(""), Some("BUTTON_DATA_INVALID")),
        (json!({ "inline_keyboard": [] }), None),
        (json!({ "inline_keyboard": [[{ "text": "x" }]] }), Some(text_only)),
        (
            json!({ "inline_keyboard": [[{ "text": "x", "url": "https://a.cn", "callback_data": "y" }]] }),
            Some("can't parse inline keyboard button: exactly one action of a button must be used"),
        ),
        (
            json!({ "inline_keyboard": [[{ "text": " ", "callback_data": "y" }]] }),
            Some("inline keyboard button text must be non-empty"),
        ),
        (
            json!({ "inline_keyboard": [[{ "text": "x", "url": "a b" }]] }),
            Some("inline keyboard button URL 'a b' is invalid: Wrong HTTP URL"),
        ),
        (json!({ "inline_keyboard": [[{ "text": "x", "switch_inline_query_current_chat": "" }]] }), None),
        (
            json!({ "inline_keyboard": vec![vec![json!({ "text": "x", "callback_data": "y" }); 9]] }),
            Some("reply markup is too long"),
        ),
    ] {
        let params = json!({ "chat_id": asker.chat(), "text": "x", "reply_markup": markup });
        assert_eq!(outcome(call(&server, "sendMessage", params).await).err().as_deref(), why, "of {markup}");
    }
}

#[tokio::test]
async fn replies_and_topics() {
    let (server, asker) = with_asker().await;
    let id = asker.say("问").expect("said");
    let forum = server.forum("论坛");
    let topic = forum.topic(&server.user("群主"), "门票").expect("opened");
    let group = server.supergroup("群");
    for (chat, more, why) in [
        (asker.chat(), json!({ "reply_parameters": { "message_id": id } }), None),
        (
            asker.chat(),
            json!({ "reply_parameters": { "message_id": 999_999 } }),
            Some("message to be replied not found"),
        ),
        (
            asker.chat(),
            json!({ "reply_parameters": { "message_id": 999_999, "allow_sending_without_reply": true } }),
            None,
        ),
        (asker.chat(), json!({ "reply_parameters": { "message_id": id, "quote": "问" } }), None),
        (asker.chat(), json!({ "reply_parameters": { "message_id": id, "quote": "答" } }), Some("QUOTE_TEXT_INVALID")),
        (asker.chat(), json!({ "message_thread_id": 1 }), Some("message thread not found")),
        (forum.id(), json!({}), None),
        (forum.id(), json!({ "message_thread_id": topic }), None),
        (forum.id(), json!({ "message_thread_id": 1 }), Some("message thread not found")),
        (forum.id(), json!({ "message_thread_id": topic + 1 }), Some("message thread not found")),
        (group.id(), json!({ "message_thread_id": 12 }), Some("message thread not found")),
        (12, json!({}), Some("chat not found")),
    ] {
        let mut params = json!({ "chat_id": chat, "text": "x" });
        params.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        assert_eq!(outcome(call(&server, "sendMessage", params).await).err().as_deref(), why, "of {more}");
    }
}

#[tokio::test]
async fn edits() {
    let (server, asker) = with_asker().await;
    let theirs = asker.say("问").expect("said");
    let chat = asker.chat();
    let params = json!({ "chat_id": chat, "text": "<b>答</b>", "parse_mode": "HTML", "reply_markup": button("y") });
    let ours = result(call(&server, "sendMessage", params).await)["message_id"].clone();
    let same = "message is not modified: specified new message content and reply markup are exactly the same as a current \
                content and reply markup of the message";
    for (method, params, why) in [
        (
            "editMessageText",
            json!({ "message_id": ours, "text": "<b>答</b> ", "parse_mode": "HTML", "reply_markup": button("y") }),
            Some(same),
        ),
        ("editMessageText", json!({ "message_id": ours, "text": "答", "reply_markup": button("y") }), None),
        ("editMessageText", json!({ "message_id": ours, "text": "答" }), None),
        ("editMessageText", json!({ "message_id": ours, "text": "答" }), Some(same)),
        ("editMessageText", json!({ "message_id": ours, "text": " " }), Some("message text is empty")),
        ("editMessageText", json!({ "message_id": ours, "text": "x".repeat(4097) }), Some("message is too long")),
        ("editMessageText", json!({ "message_id": 999_999, "text": "答" }), Some("message to edit not found")),
        ("editMessageText", json!({ "message_id": theirs, "text": "答" }), Some("message can't be edited")),
        ("editMessageReplyMarkup", json!({ "message_id": ours, "reply_markup": button("z") }), None),
        ("editMessageReplyMarkup", json!({ "message_id": ours, "reply_markup": button("z") }), Some(same)),
        ("editMessageReplyMarkup", json!({ "message_id": ours }), None),
        ("setMessageReaction", json!({ "message_id": theirs, "reaction": [{ "type": "emoji", "emoji": "👍" }] }), None),
        (
            "setMessageReaction",
            json!({ "message_id": theirs, "reaction": [{ "type": "emoji", "emoji": "x" }] }),
            Some("REACTION_INVALID"),
        ),
        ("setMessageReaction", json!({ "message_id": 999_999 }), Some("message to react not found")),
        ("deleteMessage", json!({ "message_id": ours }), None),
        ("deleteMessage", json!({ "message_id": ours }), Some("message to delete not found")),
        ("editMessageText", json!({ "message_id": ours, "text": "答" }), Some("message to edit not found")),
    ] {
        let mut params = params;
        params["chat_id"] = json!(chat);
        assert_eq!(outcome(call(&server, method, params.clone()).await).err().as_deref(), why, "of {method} {params}");
    }
    let inline = json!({ "inline_message_id": "unknown", "text": "x" });
    assert_eq!(refusal(call(&server, "editMessageText", inline).await), "Bad Request: MESSAGE_ID_INVALID");
}

#[tokio::test]
async fn presses_are_answered_once_in_time_and_briefly() {
    let options = wenda::standin::Options { press_lifetime: SOON / 10, ..Default::default() };
    let server = wenda::standin::StandIn::start_with(options).await.expect("a free port");
    let asker = server.private(&server.user("甲"));
    asker.say("x").expect("said");
    let params = json!({ "chat_id": asker.chat(), "text": "x", "reply_markup": button("y") });
    let id = result(call(&server, "sendMessage", params).await)["message_id"].as_i64().expect("an id");
    let answer = async |press: &str, text: &str| {
        outcome(call(&server, "answerCallbackQuery", json!({ "callback_query_id": press, "text": text })).await)
    };
    let old = Err("query is too old and response timeout expired or query ID is invalid".to_owned());
    let press = asker.press(id, "好").expect("pressed");
    assert_eq!(answer(&press, &"中".repeat(201)).await, Err("MESSAGE_TOO_LONG".to_owned()));
    assert_eq!(answer(&press, &"中".repeat(200)).await, Ok(()));
    assert_eq!(server.notice(&press).expect("a notice")["text"], "中".repeat(200));
    assert_eq!(answer(&press, "").await, old);
    assert_eq!(answer("1", "").await, old);
    let late = asker.press(id, "y").expect("pressed");
    tokio::time::sleep(SOON / 10).await;
    assert_eq!(answer(&late, "").await, old);
}

#[tokio::test]
async fn inline_answers() {
    let (server, asker) = with_asker().await;
    let article = |id: &str, text: &str| json!({ "type": "article", "id": id, "title": "t", "input_message_content": { "message_text": text } });
    let many = |count: usize| (0..count).map(|n| article(&n.to_string(), "x")).collect::<Vec<_>>();
    for (results, more, why) in [
        (many(50), json!({ "next_offset": "x".repeat(64) }), None),
        (many(51), json!({}), Some("RESULTS_TOO_MUCH")),
        (many(1), json!({ "next_offset": "x".repeat(65) }), Some("NEXT_OFFSET_INVALID")),
        (vec![], json!({ "button": { "text": "?", "start_parameter": "A-z_9" } }), None),
        (vec![], json!({ "button": { "text": "?", "start_parameter": "a b" } }), Some("START_PARAM_INVALID")),
        (vec![], json!({ "button": { "text": "?", "start_parameter": "x".repeat(65) } }), Some("START_PARAM_INVALID")),
        (
            vec![],
            json!({ "button": { "text": "?" } }),
            Some("can't parse InlineQueryResultsButton: exactly one of web_app and start_parameter must be used"),
        ),
        (vec![article("", "x")], json!({}), Some("RESULT_ID_INVALID")),
        (vec![article(&"x".repeat(64), "x")], json!({}), None),
        (vec![article(&"x".repeat(65), "x")], json!({}), Some("RESULT_ID_INVALID")),
        (vec![article("a", "x"), article("a", "y")], json!({}), Some("RESULT_ID_DUPLICATE")),
        (vec![article("a", "")], json!({}), Some("can't parse InlineQueryResult: message text is empty")),
    ] {
        let query = asker.ask_inline("大会", "").expect("asked");
        let mut params = json!({ "inline_query_id": query, "results": results });
        params.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        let answered = outcome(call(&server, "answerInlineQuery", params.clone()).await);
        assert_eq!(answered.err().as_deref(), why, "of {params}");
        if why.is_none() {
            let again = refusal(call(&server, "answerInlineQuery", params).await);
            assert!(again.starts_with("Bad Request: query is too old"), "{again}");
        }
    }
}

#[tokio::test]
async fn profiles() {
    let (server, asker) = with_asker().await;
    let command = |name: &str, about: &str| json!({ "commands": [{ "command": name, "description": about }] });
    let whole = json!({ "commands": vec![json!({ "command": "a", "description": "b" }); 101] });
    for (method, params, why) in [
        ("setMyCommands", command(&"a".repeat(32), &"x".repeat(256)), None),
        ("setMyCommands", command(&"a".repeat(33), "x"), Some("command length must not exceed 32")),
        ("setMyCommands", command("a", &"x".repeat(257)), Some("command description length must not exceed 256")),
        ("setMyCommands", command("a", ""), Some("command description must be non-empty")),
        ("setMyCommands", command("", "x"), Some("command must be non-empty")),
        ("setMyCommands", command("Ask", "x"), Some("BOT_COMMAND_INVALID")),
        ("setMyCommands", command("问", "x"), Some("BOT_COMMAND_INVALID")),
        ("setMyCommands", whole, Some("BOT_COMMANDS_TOO_MUCH")),
        ("setMyDescription", json!({ "description": "中".repeat(512) }), None),
        ("setMyDescription", json!({ "description": "中".repeat(513) }), Some("BOT_DESCRIPTION_INVALID")),
        ("setMyShortDescription", json!({ "short_description": "x".repeat(120) }), None),
        (
            "setMyShortDescription",
            json!({ "short_description": "x".repeat(121) }),
            Some("BOT_SHORT_DESCRIPTION_INVALID"),
        ),
        ("setMyName", json!({ "name": "x".repeat(64) }), None),
        ("setMyName", json!({ "name": "x".repeat(65) }), Some("BOT_NAME_INVALID")),
        ("setMyName", json!({ "name": "x", "language_code": "zh-hans" }), Some("invalid language code specified")),
        (
            "setMyCommands",
            json!({ "commands": [], "scope": { "type": "chat", "chat_id": 12 } }),
            Some("chat not found"),
        ),
        (
            "setMyCommands",
            json!({ "commands": [], "scope": { "type": "everybody" } }),
            Some("can't parse BotCommandScope: Unsupported type specified"),
        ),
    ] {
        assert_eq!(outcome(call(&server, method, params.clone()).await).err().as_deref(), why, "of {method} {params}");
    }
    let mut params = command("ask", "问一句");
    params["scope"] = json!({ "type": "chat", "chat_id": asker.chat() });
    params["language_code"] = json!("zh");
    result(call(&server, "setMyCommands", params.clone()).await);
    params.as_object_mut().expect("an object").remove("commands");
    assert_eq!(result(call(&server, "getMyCommands", params.clone()).await)[0]["command"], "ask");
    assert!(server.profile("commands", &format!("chat {}", asker.chat()), "zh").is_some());
    result(call(&server, "deleteMyCommands", params.clone()).await);
    assert_eq!(result(call(&server, "getMyCommands", params).await), json!([]));
    assert_eq!(result(call(&server, "getMyName", json!({ "language_code": "en" })).await)["name"], "x".repeat(64));
}

#[tokio::test]
async fn chats_and_actions() {
    let (server, asker) = with_asker().await;
    let act = |action: &str| call(&server, "sendChatAction", json!({ "chat_id": asker.chat(), "action": action }));
    result(act("typing").await);
    assert_eq!(refusal(act("dancing").await), "Bad Request: wrong parameter action in request");
    let private = json!({ "chat_id": asker.chat() });
    let why = refusal(call(&server, "getChatAdministrators", private.clone()).await);
    assert_eq!(why, "Bad Request: there are no administrators in the private chat");
    let why = refusal(call(&server, "leaveChat", private).await);
    assert_eq!(why, "Bad Request: chat member status can't be changed in private chats");
}

//! What is no call of the published API is refused; what is one is read in every form it may come in.

use serde_json::{Value, json};

use super::{call, refusal, result, standin, with_asker};

#[tokio::test]
async fn tokens_and_methods_are_told_apart() {
    let server = standin().await;
    let get = async |path: String| {
        let response = reqwest::get(format!("{}{path}", server.url())).await.expect("an answer");
        (response.status().as_u16(), response.json::<Value>().await.expect("JSON"))
    };
    let token = server.token();
    let wrong = get("/bot1:wrong/getMe".to_owned()).await;
    assert_eq!(wrong, (401, json!({ "ok": false, "error_code": 401, "description": "Unauthorized" })));
    assert_eq!(get(format!("/bot{token}/getWhat")).await.0, 404);
    assert_eq!(get("/".to_owned()).await.0, 404);
    for name in ["getMe", "GetMe", "getme"] {
        assert_eq!(get(format!("/bot{token}/{name}")).await.1["result"]["username"], "wenda_test_bot");
    }
}

#[tokio::test]
async fn parameters_fit_the_published_api() {
    let (server, asker) = with_asker().await;
    let chat = asker.chat();
    for (method, params, why) in [
        ("sendMessage", json!({ "text": "x" }), "chat_id is empty"),
        ("sendMessage", json!({ "chat_id": chat }), "message text is empty"),
        ("sendMessage", json!({ "chat_id": chat, "text": 5 }), "parameter \"text\" must be of type String"),
        (
            "sendMessage",
            json!({ "chat_id": chat, "text": "x", "disable_notification": "yes" }),
            "parameter \"disable_notification\" must be of type Boolean",
        ),
        (
            "sendMessage",
            json!({ "chat_id": chat, "text": "x", "reply_to_message_id": 1 }),
            "unknown parameter \"reply_to_message_id\" of the method sendMessage",
        ),
        (
            "sendMessage",
            json!({ "chat_id": chat, "text": "x", "parse_mode": null }),
            "parameter \"parse_mode\" must be of type String",
        ),
        (
            "sendMessage",
            json!({ "chat_id": chat, "text": "x", "reply_parameters": {} }),
            "parameter \"reply_parameters\" misses the field \"message_id\" of a ReplyParameters",
        ),
        (
            "sendMessage",
            json!({ "chat_id": chat, "text": "x", "link_preview_options": { "disabled": true } }),
            "parameter \"link_preview_options\" has the unknown field \"disabled\" for a LinkPreviewOptions",
        ),
        (
            "sendMessage",
            json!({ "chat_id": chat, "text": "x", "reply_markup": { "inline": [] } }),
            "parameter \"reply_markup\" must be of type InlineKeyboardMarkup or ReplyKeyboardMarkup or ReplyKeyboardRemove or ForceReply",
        ),
        ("sendMessage", json!({ "chat_id": chat, "text": "x", "parse_mode": "bbcode" }), "unsupported parse_mode"),
        ("answerCallbackQuery", json!({}), "parameter \"callback_query_id\" is required"),
        ("sendPhoto", json!({ "chat_id": chat, "photo": "x" }), "the stand-in does not play sendPhoto"),
    ] {
        assert_eq!(refusal(call(&server, method, params.clone()).await), format!("Bad Request: {why}"), "of {params}");
    }
    assert_eq!(server.refused().len(), 12);
}

#[tokio::test]
async fn forms_queries_and_multipart_are_read_alike() {
    let (server, asker) = with_asker().await;
    let url = format!("{}/bot{}/sendMessage", server.url(), server.token());
    let client = reqwest::Client::new();
    let keyboard = r#"{"inline_keyboard":[[{"text":"好","callback_data":"y"}]]}"#;
    let chat = asker.chat();
    let send = async |request: reqwest::RequestBuilder| {
        let body: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        assert_eq!(body["result"]["text"], "a b+中", "{body}");
    };
    send(client.get(format!("{url}?chat_id={chat}&text=a+b%2B%E4%B8%AD"))).await;
    let form = format!("chat_id={chat}&text=a%20b%2B中&disable_notification=true&reply_markup={keyboard}");
    send(client.post(&url).header("content-type", "application/x-www-form-urlencoded").body(form)).await;
    let parts = [("chat_id", chat.to_string()), ("text", "a b+中".to_owned()), ("reply_markup", keyboard.to_owned())];
    let form = parts.into_iter().fold(reqwest::multipart::Form::new(), |form, (name, value)| form.text(name, value));
    send(client.post(&url).multipart(form)).await;
    let replies = asker.replies();
    assert_eq!(replies[1].buttons(), replies[2].buttons());
    assert_eq!(replies[1].buttons()[0][0].data.as_deref(), Some("y"));
}

#[tokio::test]
async fn leniency_can_be_had() {
    let options = wenda::standin::Options { strict: false, ..Default::default() };
    let server = wenda::standin::StandIn::start_with(options).await.expect("a free port");
    let asker = server.private(&server.user("甲"));
    asker.say("x").expect("said");
    result(call(&server, "sendMessage", json!({ "chat_id": asker.chat(), "text": "x", "of_tomorrow": 1 })).await);
}

#[tokio::test]
async fn after_log_out_nothing_works() {
    let server = standin().await;
    result(call(&server, "logOut", json!({})).await);
    assert_eq!(refusal(call(&server, "getMe", json!({})).await), "Logged out");
    assert_eq!(refusal(call(&server, "getUpdates", json!({})).await), "Logged out");
}

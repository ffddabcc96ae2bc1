//! Whatever stands in an update, it costs nobody else theirs; and shapes that teloxide misreads are answered.

use std::time::Duration;

use serde_json::{Value, json};
use wenda::standin::StandIn;

use crate::bot::{Home, ask_all, await_facts, check_order, crowd, facts_told};

const WITHIN: Duration = Duration::from_secs(10);

fn now() -> u64 {
    std::time::SystemTime::UNIX_EPOCH.elapsed().expect("a clock").as_secs()
}

/// A message in a private chat, with more fields put in.
fn message(chat: i64, text: &str, more: &Value) -> Value {
    let mut message = json!({
        "message_id": 9_000, "date": now(), "text": text, "chat": {"id": chat, "type": "private", "first_name": "A"},
        "from": {"id": chat, "is_bot": false, "first_name": "A"},
    });
    for (key, value) in more.as_object().expect("an object") {
        message[key] = value.clone();
    }
    json!({ "message": message })
}

#[tokio::test(flavor = "multi_thread")]
async fn updates_that_cannot_be_read_cost_nobody_else_theirs() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 10);
    for (n, seat) in seats.iter().enumerate() {
        seat.say("/fact0").expect("it can be said");
        match n {
            0 => drop(telegram.inject(json!({"quantum_post": {"text": "x"}}))),
            1 => drop(telegram.inject(json!({"message": []}))),
            2 => drop(telegram.inject(json!({"message": {"message_id": "one", "chat": 5}}))),
            3 => drop(telegram.inject(json!({}))),
            4 => drop(telegram.inject_unnumbered(json!({"message": {"message_id": 1}}))),
            5 => drop(telegram.inject_unnumbered(json!("not an object"))),
            6 => drop(telegram.inject_unnumbered(Value::Null)),
            7 => drop(telegram.inject(message(seat.chat(), "", &json!({"text": 5})))),
            8 => drop(telegram.inject(json!({"callback_query": {"id": 5}}))),
            _ => drop(telegram.inject_unnumbered(json!({"edited_message": 1}))),
        }
    }
    let mut home = Home::new(&telegram);
    let _bot = home.start();
    await_facts(&telegram, &seats, 1, WITHIN).await;
    ask_all(&seats, 1..3);
    await_facts(&telegram, &seats, 3, WITHIN).await;
    check_order(&seats, 3, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn shapes_that_teloxide_reads_as_empty_are_answered() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let far = json!({"id": -1_001_234_567_890_i64, "type": "supergroup", "title": "Far"});
    let original =
        json!({"message_id": 3, "date": 1, "chat": far, "text": "elsewhere", "from": {"id": 7, "is_bot": false}});
    let shapes = [
        json!({"reply_to_message": original}),
        json!({"external_reply": {"origin": {"type": "channel"}, "chat": far, "message_id": 3}, "quote": {"text": "q"}}),
        json!({"entities": [{"type": "hologram", "offset": 0, "length": 6}]}),
        json!({"reply_markup": {"inline_keyboard": [[{"text": "t", "teleport": {}}]]}}),
        json!({"from": {"id": 1, "is_bot": "perhaps"}}),
        json!({"reply_to_message": {"message_id": "?"}, "sender_boost_count": "many"}),
        json!({"message_thread_id": 77, "is_topic_message": false}),
    ];
    let seats = crowd(&telegram, shapes.len());
    for (seat, shape) in seats.iter().zip(&shapes) {
        seat.say("hello").expect("it can be said");
        telegram.inject(message(seat.chat(), "/fact3", shape));
    }
    let mut home = Home::new(&telegram);
    let _bot = home.start();
    for (seat, shape) in seats.iter().zip(&shapes) {
        telegram.until(WITHIN, |_| (!facts_told(seat).is_empty()).then_some(())).await;
        assert_eq!(facts_told(seat), [3], "{shape}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stale_questions_are_answered_up_to_the_age_that_is_set() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let seats = crowd(&telegram, 2);
    for seat in &seats {
        seat.say("hello").expect("it can be said");
    }
    telegram.inject(message(seats[0].chat(), "/fact1", &json!({"date": now() - 7_200})));
    telegram.inject(message(seats[1].chat(), "/fact1", &json!({"date": now() - 3_000})));
    let mut home = Home::new(&telegram);
    home.config = "answer: {max_age: 1h}\n".to_owned();
    let _bot = home.start();
    telegram.until(WITHIN, |_| (!facts_told(&seats[1]).is_empty()).then_some(())).await;
    assert_eq!(facts_told(&seats[1]), [1]);
    assert_eq!(facts_told(&seats[0]), [0_usize; 0]);
}

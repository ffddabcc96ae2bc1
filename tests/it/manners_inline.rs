//! Inline mode: answers to drop into any chat, and everything by pages.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::manners::{Scene, WITHIN};

async fn offer(scene: &Scene, seat: &wenda::standin::Seat, words: &str, offset: &str) -> Value {
    let query = seat.ask_inline(words, offset).expect("it can be typed");
    scene.telegram.until(WITHIN, |t| t.offer(&query)).await.expect("every query is answered")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_is_offered_whole_answers() {
    let scene = Scene::new().await;
    let seat = scene.telegram.private(&scene.telegram.user_speaking("A", Some("en")));
    let query = seat.ask_inline("大会在哪里举办", "").expect("it can be typed");
    let offer = scene.telegram.until(WITHIN, |t| t.offer(&query)).await.expect("an answer");
    let first = &offer["results"][0];
    assert_eq!(first["id"], "venue", "{offer}");
    assert_eq!(first["title"], "大会在哪里举办");
    assert_eq!(first["description"], "乌镇 <浙江>。");
    assert_eq!(first["reply_markup"]["inline_keyboard"][0][0]["url"], "https://t.me/wenda_test_bot?start=venue");
    assert!(offer["cache_time"].as_u64().is_some_and(|t| t > 0));
    assert_ne!(offer["is_personal"], true);
    assert_eq!(offer["button"]["start_parameter"], "inline");
    let said = seat.choose(&query, "venue", "大会在哪里举办").expect("it can be chosen");
    let messages = scene.telegram.messages(seat.chat());
    let shown = messages.iter().find(|m| m.id == said).expect("the message");
    assert_eq!(shown.text, "大会在哪里举办\n乌镇 <浙江>。\n在乌镇举办\n《大会报道》· 第2段");
    scene.silence(&seat, "its own result", |_| {}).await;
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_query_browses_everything_by_pages() {
    let scene = Scene::new().await;
    let seat = scene.telegram.private(&scene.telegram.user_speaking("A", Some("en")));
    let (mut ids, mut offset, mut pages) = (BTreeSet::new(), String::new(), 0);
    loop {
        let offer = offer(&scene, &seat, "", &offset).await;
        let results = offer["results"].as_array().cloned().unwrap_or_default();
        assert!(results.len() <= 50 && offer["is_personal"] == true);
        for result in results {
            assert!(ids.insert(result["id"].as_str().unwrap_or_default().to_owned()), "{result} twice");
        }
        pages += 1;
        offset = offer["next_offset"].as_str().unwrap_or_default().to_owned();
        if offset.is_empty() || pages > 20 {
            break;
        }
    }
    assert_eq!((ids.len(), pages), (50, 3));
    let beyond = offer(&scene, &seat, "", "18446744073709551615").await;
    assert_eq!(beyond["results"].as_array().map_or(0, Vec::len), 0);
    scene.end().await;
}

//! Menus and descriptions: set at the start in every language, and only where they differ.

use crate::manners::{Scene, WITHIN};

#[tokio::test(flavor = "multi_thread")]
async fn menus_are_set_once_and_left_alone_where_they_are_right() {
    let scene = Scene::new().await;
    scene.telegram.await_calls("setMyShortDescription", 3, WITHIN).await;
    let line = |language: &str, name: &str| -> Option<String> {
        let commands = scene.telegram.profile("commands", "default", language)?;
        let command = commands.as_array()?.iter().find(|c| c["command"] == name)?.clone();
        command["description"].as_str().map(str::to_owned)
    };
    assert_eq!(line("zh", "dates").as_deref(), Some("大会什么时候举办"));
    assert_eq!(line("en", "dates").as_deref(), Some("When is the conference held"));
    assert_eq!(line("", "topics").as_deref(), Some("Browse by topic"));
    assert!(line("zh", "start").is_none());
    for what in ["description", "short_description"] {
        let zh = scene.telegram.profile(what, "", "zh").map(|v| v.to_string()).unwrap_or_default();
        assert!(zh.contains("第三届大会"), "{what}: {zh}");
    }
    let count = |t: &wenda::standin::StandIn| {
        ["setMyCommands", "setMyDescription", "setMyShortDescription"].map(|m| t.calls(m).len())
    };
    scene.telegram.await_calls("setMyShortDescription", 3, WITHIN).await;
    assert_eq!(count(&scene.telegram), [3, 3, 3]);
    assert!(scene.telegram.refused().is_empty());
    let asked = scene.telegram.calls("getMyShortDescription").len();
    let scene = scene.restarted().await;
    scene.telegram.await_calls("getMyShortDescription", asked + 3, WITHIN).await;
    assert_eq!(count(&scene.telegram), [3, 3, 3]);
    scene.end().await;
}

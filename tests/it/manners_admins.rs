//! Admins see what was asked in vain and found unhelpful; nobody else learns that there is anything to see.

use std::time::Duration;

use crate::manners::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_are_for_admins_in_private_alone() {
    let mut scene = Scene::new().await;
    let owner = scene.telegram.user_speaking("阿明", Some("zh-hans"));
    let (admin, other) = (scene.telegram.private(&owner), scene.chat());
    scene.home.admins = vec![admin.chat()];
    let scene = scene.restarted().await;
    assert!(scene.ask(&admin, "/stats").await.text.ends_with("还没有可统计的内容。"));
    for words in ["有门票吗", "有门票吗", "<b>食堂</b>菜单"] {
        scene.ask(&other, words).await;
    }
    let answer = scene.ask(&other, "/venue").await;
    let press = other.press(answer.id, "👎 没帮助").expect("the button is there");
    scene.notice(&press).await;
    scene.reads(&other, answer.id, |s| format!("{s:?}").contains("✓ 没帮助")).await;
    let expected = "近30天\n\n没能回答：2个问题，共3次\n• 有门票吗 × 2\n• <b>食堂</b>菜单 × 1\n\n被评为没帮助的条目\n• venue 👎 1 👍 0";
    // What is counted is written off the reply's path, so that a moment may pass.
    let mut figures = scene.ask(&admin, "/stats").await.text;
    for _ in 0..50 {
        if figures == expected {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        figures = scene.ask(&admin, "/stats").await.text;
    }
    assert_eq!(figures, expected);
    assert!(scene.ask(&admin, "/help").await.text.contains("/stats"));

    assert!(scene.ask(&other, "/stats").await.text.starts_with("没有这个命令。"));
    assert!(!scene.ask(&other, "/help").await.text.contains("stats"));
    let menu = scene.telegram.profile("commands", "default", "zh").expect("a menu").to_string();
    assert!(!menu.contains("stats"), "{menu}");
    let in_group = scene.telegram.supergroup("G").seat(&owner);
    scene
        .silence(&in_group, "the figures are not for groups", |seat| seat.say("/stats").expect("it can be said"))
        .await;
    scene.end().await;
}

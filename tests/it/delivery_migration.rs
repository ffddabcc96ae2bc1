//! A group that becomes a supergroup takes its waiting questions along.

use std::time::Duration;

use wenda::standin::StandIn;

use crate::bot::Home;

const WITHIN: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_in_the_group_is_answered_in_the_supergroup() {
    let telegram = StandIn::start().await.expect("a stand-in");
    let asker = telegram.user("Ann");
    let group = telegram.group("Readers");
    let seat = group.seat(&asker);
    seat.say("/fact1").expect("it can be said");
    seat.say("/fact2").expect("it can be said");
    let supergroup = group.migrate(&asker).expect("it can migrate");
    supergroup.seat(&asker).say("/fact3").expect("it can be said");
    let mut home = Home::new(&telegram);
    let _bot = home.start();
    let told = |text: &str| text.split_once("FACT-").map(|(_, rest)| rest.chars().next());
    let replies = |t: &StandIn| {
        let mut facts: Vec<_> = t.replies(supergroup.id()).iter().filter_map(|r| told(&r.text)).flatten().collect();
        facts.sort_unstable();
        facts
    };
    telegram.until(WITHIN, |t| (replies(t).len() >= 3).then_some(())).await;
    assert_eq!(replies(&telegram), ['1', '2', '3']);
}

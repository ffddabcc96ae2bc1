//! A small conference and the real bot that speaks of it, for the tests of its manners.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use wenda::standin::{Bot as Profile, Options, Seat, Shown, StandIn};

use crate::bot::{Bot, Home};

/// How long anything may take on a busy machine.
pub const WITHIN: Duration = Duration::from_secs(10);

/// The bot's name.
pub const BOT: &str = "wenda_test_bot";

const DOCUMENT: &str =
    "大会报道\n第三届大会于11月16日至18日在乌镇举办，主题是“创新驱动”。\n大会设置16场论坛、20个议题。\n";

const KNOWLEDGE: &str = "version: 1
subject: {title: {zh: 第三届大会, en: the third conference}}
source: {file: speech.txt, title: {zh: 大会报道, en: Conference report}}
topics:
  basics: {zh: 基本信息, en: Basics}
  agenda: {zh: 议程, en: Agenda}
entries:
  - id: dates
    topic: basics
    command: dates
    questions: {zh: [大会什么时候举办, 举办日期], en: [When is the conference held, conference dates]}
    answer: {zh: 11月16日至18日。, en: 16 to 18 November.}
    passage: 第三届大会于11月16日至18日在乌镇举办
    related: [venue]
  - id: venue
    topic: basics
    command: venue
    questions: {zh: [大会在哪里举办, 举办地点], en: [Where is the conference held, conference venue]}
    answer: {zh: 乌镇 <浙江>。, en: Wuzhen <Zhejiang>.}
    passage: 在乌镇举办
  - id: forums
    topic: agenda
    questions: {zh: [大会设置多少场论坛, 论坛数量], en: [How many forums are there]}
    answer: {zh: 16场论坛。, en: 16 forums.}
    passage: 大会设置16场论坛
  - id: issues
    topic: agenda
    questions: {zh: [大会设置多少个议题, 议题数量], en: [How many issues are discussed]}
    answer: {zh: 20个议题。, en: 20 issues.}
    passage: 20个议题
";

/// The bot at work before a world of its own.
pub struct Scene {
    pub telegram: StandIn,
    pub home: Home,
    bot: Bot,
}

impl Scene {
    /// A bot that hears everything in groups, so that silence is its own doing.
    pub async fn new() -> Self {
        let bot = Profile { privacy: false, ..Profile::default() };
        let telegram = StandIn::start_with(Options { bot, ..Options::default() }).await.expect("a stand-in");
        let mut home = Home::new(&telegram);
        home.write("speech.txt", DOCUMENT);
        home.write("facts.yaml", &knowledge());
        let bot = home.start();
        Self { telegram, home, bot }
    }

    /// Somebody with a Chinese client in a private chat.
    pub fn chat(&self) -> Seat {
        self.telegram.private(&self.telegram.user_speaking("阿明", Some("zh-hans")))
    }

    /// The bot's one answer to what `act` does.
    pub async fn answer<R>(&self, seat: &Seat, act: impl FnOnce(&Seat) -> R) -> Shown {
        let before = seat.replies().len();
        act(seat);
        let mut replies = seat.await_replies(before + 1, WITHIN).await;
        assert_eq!(replies.len(), before + 1, "one answer was expected: {:?}", replies.get(before..));
        replies.pop().expect("a reply")
    }

    /// The bot's one answer to what is said.
    pub async fn ask(&self, seat: &Seat, words: &str) -> Shown {
        self.answer(seat, |seat| seat.say(words).expect("it can be said")).await
    }

    /// Sees that nothing is said to what `act` does: what is asked next is answered next.
    pub async fn silence<R>(&self, seat: &Seat, what: &str, act: impl FnOnce(&Seat) -> R) {
        let before = seat.replies().len();
        act(seat);
        seat.say(&format!("/dates@{BOT}")).expect("it can be said");
        let replies = seat.await_replies(before + 1, WITHIN).await;
        let texts: Vec<_> = replies.iter().skip(before).map(|r| r.text.as_str()).collect();
        assert!(texts.len() == 1 && texts[0].contains("16"), "silence was expected to {what}: {texts:?}");
    }

    /// Waits until the message reads as wanted.
    pub async fn reads(&self, seat: &Seat, message: i64, wanted: impl Fn(&Shown) -> bool) -> Shown {
        let find = |_: &StandIn| seat.replies().into_iter().find(|r| r.id == message && wanted(r));
        let found = self.telegram.until(WITHIN, find).await;
        found.unwrap_or_else(|| panic!("it never reads so: {:?}", seat.replies()))
    }

    /// What the person who pressed is told.
    pub async fn notice(&self, press: &str) -> Option<String> {
        let answer = self.telegram.until(WITHIN, |t| t.notice(press)).await.expect("every press is answered");
        answer.get("text").and_then(Value::as_str).map(str::to_owned)
    }

    /// Waits for a piece of a log line of the bot's.
    pub async fn tells(&self, what: &str) {
        self.bot.tells(what, WITHIN).await;
    }

    /// Asks again and again until the answer begins so.
    pub async fn until_answered(&self, seat: &Seat, words: &str, expected: &str) {
        let begun = std::time::Instant::now();
        loop {
            let shown = self.ask(seat, words).await;
            if shown.text.starts_with(expected) {
                return;
            }
            assert!(begun.elapsed() < WITHIN, "never answered `{expected}`: {}", shown.text);
        }
    }

    /// The same world with the bot stopped and started again.
    pub async fn restarted(self) -> Self {
        let Self { telegram, mut home, bot } = self;
        bot.terminate().await;
        let bot = home.start();
        Self { telegram, home, bot }
    }

    /// Sees that Telegram refused nothing, stops the bot and gives back its store's path.
    pub async fn end(self) -> Home {
        let refused = self.telegram.refused();
        assert!(refused.is_empty(), "refused: {refused:?}");
        let (status, _) = self.bot.terminate().await;
        assert!(status.success());
        self.home
    }
}

/// What is kept of the questions asked in vain and of the votes: what and how.
pub async fn kept(store: &Path) -> Vec<(String, String)> {
    let store = wenda::store::Store::open(store, true).expect("the store");
    let (vain, votes) = (store.unanswered().await.expect("counts"), store.feedback().await.expect("counts"));
    store.close().await;
    vain.into_iter().chain(votes).map(|c| (c.what, c.how)).collect()
}

/// The labels of the buttons under a message, in one list.
pub fn labels(shown: &Shown) -> Vec<String> {
    shown.buttons().into_iter().flatten().map(|b| b.text).collect()
}

/// A message of any shape as an update.
pub fn message(chat: Value, from: &Seat, more: Value) -> Value {
    let mut message = json!({"message_id": 90_000, "date": now(), "chat": chat,
        "from": {"id": from.chat().unsigned_abs(), "is_bot": false, "first_name": "A", "language_code": "zh-hans"}});
    for (key, value) in more.as_object().expect("an object") {
        message[key] = value.clone();
    }
    json!({ "message": message })
}

/// A private chat as an update names it.
pub fn private(seat: &Seat) -> Value {
    json!({"id": seat.chat(), "type": "private", "first_name": "A"})
}

/// A group as an update names it.
pub fn group(seat: &Seat) -> Value {
    json!({"id": seat.chat(), "type": "supergroup", "title": "G"})
}

fn now() -> u64 {
    std::time::SystemTime::UNIX_EPOCH.elapsed().expect("a clock").as_secs()
}

/// The conference, a long speech, and enough small facts for several pages.
fn knowledge() -> String {
    let mut yaml = KNOWLEDGE.to_owned();
    let long = "我们要共同构建网络空间。".repeat(600);
    yaml.push_str(&format!(
        "  - id: speech\n    topic: agenda\n    command: speech\n    questions: {{zh: [致辞全文], en: [full speech]}}\n    answer: {long}\n"
    ));
    for n in 0..45 {
        yaml.push_str(&format!(
            "  - id: stand{n}\n    questions: {{zh: [展台{n}号]}}\n    answer: 展台{n}号在东馆。\n"
        ));
    }
    yaml
}

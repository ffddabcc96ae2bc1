//! What holds of every message that is laid out, whatever the knowledge and the question say.

use proptest::prelude::{any, prop_oneof, proptest};
use proptest::strategy::{Just, Strategy};

use super::units::{MESSAGE, units};
use super::{Html, Sheet, answer, card, topics};
use crate::knowledge::{Entry, EntryId, Knowledge, Localized, Question, Topic};
use crate::reply::{Card, Outcome, Reply, SourceLine};
use crate::text::Lang;

/// Parses as strictly as Telegram for what we use of its HTML; the text as it would be shown.
#[track_caller]
fn parse(html: &str) -> String {
    let (mut text, mut open, mut rest) = (String::new(), None, html);
    while let Some(c) = rest.chars().next() {
        if let Some(tag) = rest.strip_prefix('<') {
            let (tag, after) = tag.split_once('>').expect("a tag that is closed");
            match (open, tag) {
                (None, "b" | "i") => open = Some(tag),
                (None, "blockquote expandable") => open = Some("blockquote"),
                (Some(name), end) if end == format!("/{name}") => open = None,
                other => panic!("tags out of order: {other:?} in {html}"),
            }
            rest = after;
        } else if let Some(entity) = rest.strip_prefix('&') {
            let (name, after) = entity.split_once(';').expect("an entity that is closed");
            text.push(match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                other => panic!("unknown entity {other}"),
            });
            rest = after;
        } else {
            text.push(c);
            rest = rest.strip_prefix(c).unwrap_or_default();
        }
    }
    assert_eq!(open, None, "a tag is left open in {html}");
    text
}

#[track_caller]
fn check(sheet: &Sheet) {
    let text = parse(sheet.html.as_str());
    assert_eq!(units(&text), sheet.html.units());
    assert!(units(&text) <= MESSAGE, "{} units", units(&text));
    assert!(!sheet.html.is_blank(), "nothing to see in {text:?}");
    assert!(sheet.rows.iter().map(Vec::len).sum::<usize>() <= 100);
    for button in sheet.rows.iter().flatten() {
        assert!((1..=64).contains(&button.press.data().len()));
        assert!(button.label.chars().count() <= 60);
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[<>&\"'/ab;。！😀👍🏽\n]{0,60}",
        Just(String::new()),
        (0_usize..900).prop_map(|n| "第三届世界互联网大会<b>&amp;。".repeat(n)),
        (0_usize..3000).prop_map(|n| "😀&".repeat(n)),
    ]
}

fn a_card() -> impl Strategy<Value = Card> {
    let source = proptest::option::of((text().prop_map(|t| t.chars().take(300).collect()), any::<usize>()));
    ("[a-z_-]{1,64}", text(), text(), proptest::option::of(text()), source, text()).prop_map(
        |(id, question, answer, passage, source, related)| {
            let id = EntryId::new(&id).expect("well formed");
            let source = source.map(|(title, paragraph)| SourceLine { title, paragraph });
            let related = vec![(id.clone(), related); 5];
            Card { id, question, answer, passage, source, score: 900, related }
        },
    )
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![Just(Outcome::Answer), Just(Outcome::Suggest), Just(Outcome::None)]
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]

    #[test]
    fn every_reply_fits_and_parses(
        cards in proptest::collection::vec(a_card(), 0..7),
        untold in proptest::collection::vec(text(), 0..5),
        outcome in outcome(),
        zh in any::<bool>(),
    ) {
        let lang = if zh { Lang::Zh } else { Lang::En };
        check(&answer::reply(&knowledge(3), &Reply { lang, outcome, cards, untold, topics: vec![0, 1, 9] }));
    }

    #[test]
    fn every_page_fits_and_no_word_is_lost(card in a_card(), page in any::<u16>()) {
        check(&card::entry(&card, Lang::Zh, page));
        let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
        let pages = card::pages(&card, Lang::Zh, MESSAGE);
        let shown: String = pages.iter().map(|p| letters(&parse(p.as_str()))).collect();
        if letters(&card.answer).is_ascii() && !letters(&card.answer).is_empty() {
            assert!(shown.starts_with(&letters(&card.answer)));
        }
        for page in pages {
            assert!(page.units() <= MESSAGE);
        }
    }
}

fn knowledge(topics: usize) -> Knowledge {
    let both = |zh: &str, en: &str| Localized::by_lang(Some(zh.to_owned()), Some(en.to_owned())).expect("given");
    let topic =
        |n: usize| Topic { id: format!("主题{n}"), title: both(&format!("主题{n}"), &format!("Topic {n}")) };
    let entry = |n: usize| Entry {
        id: EntryId::new(&format!("{n}{}", "x".repeat(60))).expect("well formed"),
        topic: (topics > 0).then(|| n % topics),
        command: None,
        questions: vec![Question { text: format!("问题{n}<&>"), lang: Lang::Zh }],
        answer: both(&format!("答案{n}"), &format!("Answer {n}")),
        passages: Vec::new(),
        related: Vec::new(),
    };
    Knowledge {
        topics: (0..topics).map(topic).collect(),
        entries: (0..30).map(entry).collect(),
        ..Knowledge::default()
    }
}

#[test]
fn browsing_reaches_everything_and_comes_back() {
    for topics in [0, 1, 2, 12] {
        let knowledge = knowledge(topics);
        let mut seen = std::collections::HashSet::new();
        let mut queue = vec![super::Press::new(Lang::Zh, super::Act::Topics(0)).data()];
        while let Some(data) = queue.pop() {
            if !seen.insert(data.clone()) {
                continue;
            }
            let press = super::Press::read(&data).expect("ours");
            let sheet = match press.act {
                super::Act::Topics(page) => topics::topics(&knowledge, Lang::Zh, page),
                super::Act::Topic(topic, page) => {
                    let topic = topics::find(&knowledge, topic.as_ref()).expect("known");
                    topics::topic(&knowledge, topic, Lang::Zh, page)
                }
                super::Act::Browse(entry, page) => {
                    let entry = knowledge.entries.iter().find(|e| entry.names(e.id.as_str())).expect("known");
                    topics::browsed(&knowledge, entry, Lang::Zh, page)
                }
                super::Act::Vote(..) => continue,
                other => panic!("not for browsing: {other:?}"),
            };
            check(&sheet);
            queue.extend(sheet.rows.iter().flatten().map(|b| b.press.data()));
        }
        let entries = seen.iter().filter(|d| d.starts_with('b')).count();
        assert_eq!(entries, 30, "with {topics} topics");
    }
}

#[test]
fn an_answer_reads_well_in_a_bubble() {
    let card = Card {
        id: EntryId::new("dates").expect("well formed"),
        question: "大会什么时候举办".to_owned(),
        answer: "11月16日至18日。".to_owned(),
        passage: Some("第三届世界互联网大会于１１月１６日至１８日在浙江乌镇举办".to_owned()),
        source: Some(SourceLine { title: "大会报道".to_owned(), paragraph: 2 }),
        score: 1000,
        related: Vec::new(),
    };
    let sheet = card::entry(&card, Lang::Zh, 0);
    let expected = "11月16日至18日。\n<blockquote expandable>第三届世界互联网大会于１１月１６日至１８日在浙江乌镇举办</blockquote>\n\
                    <i>《大会报道》· 第2段</i>";
    assert_eq!(sheet.html.as_str(), expected);
    assert_eq!(Html::plain("a").units(), 1);
}

//! The knowledge that is shipped: every phrasing finds its own entry, every passage stands in the document, and what
//! decides in a question decides.

use std::path::Path;
use std::sync::Arc;

use wenda::knowledge;
use wenda::reply::Outcome;
use wenda::responder::Responder;

fn responder() -> Responder {
    responder_of("knowledge")
}

fn responder_of(folder: &str) -> Responder {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    Responder::new(Arc::new(knowledge::load(&folder).expect("the shipped knowledge is sound")))
}

#[test]
fn a_phrasing_letter_for_letter_is_certain() {
    let responder = responder();
    for question in ["主题", "大会什么时候举办", "What is the theme"] {
        let scores: Vec<u16> = responder.respond(question).cards.iter().map(|card| card.score).collect();
        assert_eq!(scores, [1000], "asking {question:?}");
    }
}

/// Every phrasing, asked as it is written, shows its own entry; all but a few (split at their commas, say, or sharing a
/// passage with the entry that is answered) answer with it at once.
#[test]
fn every_phrasing_finds_its_own_entry() {
    let responder = responder();
    let (mut total, mut answered) = (0, 0);
    let mut lost = Vec::new();
    for entry in &responder.knowledge().entries {
        for question in &entry.questions {
            let reply = responder.respond(&question.text);
            total += 1;
            if !reply.cards.iter().any(|card| card.id == entry.id) {
                lost.push(format!("{}: {}", entry.id, question.text));
            } else if reply.outcome == Outcome::Answer {
                answered += 1;
            }
        }
    }
    assert!(lost.len() * 100 <= total, "{} of {total} phrasings do not find their entry: {lost:#?}", lost.len());
    assert!(answered * 100 >= total * 97, "only {answered} of {total} phrasings are answered at once");
}

#[test]
fn no_phrasing_is_taken_for_misspelt() {
    for folder in ["knowledge", "benches/sets/library-zh/knowledge", "benches/sets/bikes-en/knowledge"] {
        let responder = responder_of(folder);
        let phrasings = responder.knowledge().entries.iter().flat_map(|entry| &entry.questions);
        for phrasing in phrasings {
            for question in responder.reckon(&phrasing.text).questions {
                assert_eq!(question.repairs, [], "{folder}: {}", phrasing.text);
            }
        }
    }
}

#[test]
fn every_passage_stands_in_the_document() {
    let document = include_str!("../../knowledge/wic3-speech.txt");
    let responder = responder();
    for entry in &responder.knowledge().entries {
        for passage in &entry.passages {
            assert!(document.contains(&passage.text), "{}: {}", entry.id, passage.text);
            let line = document.lines().filter(|l| !l.trim().is_empty()).nth(passage.paragraph - 1);
            assert!(line.is_some_and(|l| passage.text.starts_with(l) || l.contains(&passage.text)), "{}", entry.id);
        }
    }
}

#[track_caller]
fn check(question: &str, expected: &[&str]) {
    let reply = responder().respond(question);
    let ids: Vec<&str> = reply.cards.iter().map(|card| card.id.as_str()).collect();
    assert_eq!((reply.outcome, ids.as_slice()), (Outcome::Answer, expected), "asking {question:?}");
}

#[track_caller]
fn check_refused(question: &str) {
    let reply = responder().respond(question);
    assert_ne!(reply.outcome, Outcome::Answer, "asking {question:?}: {:?}", reply.cards);
}

#[test]
fn one_question_has_many_spellings() {
    check("大会什么时候举办", &["dates"]);
    check("大會什麼時候舉辦？", &["dates"]);
    check("第３屆大会什么时候举办", &["dates"]);
    check("whn is the confernce held", &["dates"]);
    check("zhuti", &["theme"]);
    check("大会的主提是什么", &["theme"]);
    check("請問大會的主題是什麼，謝謝", &["theme"]);
}

#[test]
fn what_decides_decides() {
    for question in [
        "第四届世界互联网大会什么时候举办",
        "首届大会在哪开的",
        "2015年大会有多少企业",
        "美国有多少网民",
        "How many internet users are there in India",
        "云栖大会什么时候",
        "门票在哪买",
        "会场wifi密码",
        "你是谁",
        "123456",
        "?",
        "",
        "🎉🎉🎉",
        "SELECT * FROM users;",
    ] {
        check_refused(question);
    }
}

#[test]
fn several_questions_are_answered_in_order() {
    check("几场论坛？多少企业参展？", &["forums", "companies"]);
    check("主题、论坛数量", &["theme", "forums"]);
    check("大会什么时候举办？在哪里？", &["dates", "venue"]);
    check("没上网的有多少人？主要在哪里？", &["offline-people", "offline-where"]);
}

#[test]
fn what_is_not_told_is_listed_beside_what_is() {
    let reply = responder().respond("大会的主题是什么？门票多少钱？");
    assert_eq!(reply.cards.len(), 1);
    assert_eq!(reply.untold, ["门票多少钱"]);
}

#[test]
fn no_refusal_is_a_dead_end() {
    let reply = responder().respond("门票在哪买");
    assert_eq!(reply.outcome, Outcome::None);
    assert!(!reply.topics.is_empty());
}

#[test]
fn any_input_has_an_outcome() {
    let long: [String; 6] = [
        "主题".repeat(2048),
        "a".repeat(4096),
        "\u{301}".repeat(4096),
        "，".repeat(4096),
        "第".repeat(4096),
        "大会的主题是什么？".repeat(455),
    ];
    let responder = responder();
    for text in long {
        let _ = responder.respond(&text);
    }
}

//! Small talk is answered where the knowledge has an answer to it and nothing else is said, and passed over elsewhere.

use crate::support::Folder;

const FAQ: &str = "\
entries:
  - {id: hello, questions: [hello, hi there, 你好, 早上好], answer: Hello.}
  - {id: thanks, questions: [thanks, thank you, thanks a lot, 谢谢, 谢谢你], answer: You are welcome.}
  - {id: card, questions: [my card is lost, I lost my bank card, 银行卡丢了怎么办], answer: Call us.}
";
/// What it has besides, if it has no answer to small talk.
const SOBER: &str = "\
entries:
  - {id: card, questions: [my card is lost, I lost my bank card, 银行卡丢了怎么办], answer: Call us.}
  - {id: where, questions: [在哪, where is your office, 你们在哪里], answer: In the high street.}
";

/// Asks, and compares the entries that answer.
#[track_caller]
fn check(faq: &str, question: &str, expected: &[&str]) {
    let folder = Folder::with(&[("knowledge/faq.yaml", faq)]);
    let output = folder.wenda(&["ask", "--json", question]).output();
    let reply = &output.json_lines()[0];
    let answers = reply["answers"].as_array().expect("answers");
    let found: Vec<&str> = match reply["outcome"].as_str() {
        Some("answer") => answers.iter().filter_map(|answer| answer["id"].as_str()).collect(),
        _ => Vec::new(),
    };
    assert_eq!(found, expected, "{question}: {reply}");
}

#[test]
fn it_is_answered_where_there_is_an_answer() {
    for (question, expected) in [
        ("thanks", "thanks"),
        ("thank you very much", "thanks"),
        ("Thanks a lot!", "thanks"),
        ("谢谢您", "thanks"),
        ("Hi", "hello"),
        ("hello there", "hello"),
        ("早上好！", "hello"),
    ] {
        check(FAQ, question, &[expected]);
    }
}

#[test]
fn it_is_passed_over_beside_a_question() {
    for question in ["Hello! My card is lost", "hi there, I lost my bank card, thanks", "你好，银行卡丢了怎么办？谢谢"]
    {
        check(FAQ, question, &["card"]);
    }
}

#[test]
fn it_is_never_taken_for_anything_else() {
    for question in ["hello", "thanks", "在吗", "在吗在吗", "的的的的的", "你好", "谢谢你"] {
        check(SOBER, question, &[]);
    }
}

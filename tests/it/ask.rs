//! `wenda ask` with a question on the command line.

use crate::support::Folder;

#[track_caller]
fn check(args: &[&str], expected: &str) {
    let args = [&["ask"], args].concat();
    Folder::with_conference().wenda(&args).output().check(0, expected, "");
}

#[test]
fn an_answer_is_fact_then_passage_then_source() {
    check(
        &["大会什么时候举办"],
        "\
大会于11月16日至18日举办。
  │ 于１１月１６日至１８日在浙江乌镇举办
    《大会简介》第2段
",
    );
}

#[test]
fn words_are_one_question_and_answered_in_its_language() {
    check(
        &["Where", "is", "the", "conference", "held?"],
        "\
The conference is held in Wuzhen, Zhejiang.
  │ 在浙江乌镇举办
    “About the conference”, paragraph 2
",
    );
}

#[test]
fn several_passages_are_several_lines_and_none_is_no_line() {
    check(
        &["大会有多少场论坛"],
        "\
大会设置16场论坛。
  │ 大会设置１６场论坛
  │ 近３００家企业参展
    《大会简介》第2段
",
    );
    check(&["有多少家企业参展"], "近300家企业参展。\n");
}

#[test]
fn several_questions_are_answered_in_order_under_their_titles() {
    check(
        &["大会在哪里举办？大会什么时候举办？"],
        "\
大会在哪里举办
大会在浙江乌镇举办。
  │ 在浙江乌镇举办
    《大会简介》第2段

大会什么时候举办
大会于11月16日至18日举办。
  │ 于１１月１６日至１８日在浙江乌镇举办
    《大会简介》第2段
",
    );
}

#[test]
fn a_refusal_names_topics_and_is_no_failure() {
    check(
        &["xyzzy qwxz"],
        "\
Sorry, the document does not say.
You can ask about:
  1. Basics, for example “When is the conference held”
  2. Program, for example “大会有多少场论坛”
",
    );
    check(
        &[""],
        "\
请输入您想问的问题。
您可以问问：
  1. 基本信息，例如“大会什么时候举办”
  2. 议程，例如“大会有多少场论坛”
",
    );
}

/// Compares standard output but for what the engine says and the clock: a score and the time are each a number.
#[track_caller]
fn check_json(args: &[&str], expected: &str) {
    let args = [&["ask", "--json"], args].concat();
    let output = Folder::with_conference().wenda(&args).output();
    output.check_code(0);
    let mut masked = output.stdout.clone();
    for (key, within) in [("\"score\":", 0.9..=1.0), ("\"elapsed_us\":", 0.0..=1e9)] {
        let Some((before, after)) = masked.split_once(key) else { continue };
        let (number, after) = after.split_at(after.find(['}', ',']).expect("an end"));
        assert!(number.parse().is_ok_and(|number: f64| within.contains(&number)), "{key}{number}\n{output}");
        masked = format!("{before}{key}…{after}");
    }
    assert_eq!(masked, expected, "{output}");
}

#[test]
fn json_has_its_keys_in_order() {
    check_json(
        &["大会什么时候举办"],
        concat!(
            r#"{"question":"大会什么时候举办","outcome":"answer","lang":"zh","answers":[{"id":"dates","#,
            r#""question":"大会什么时候举办","answer":"大会于11月16日至18日举办。","#,
            r#""passage":"于１１月１６日至１８日在浙江乌镇举办","#,
            r#""source":{"title":"大会简介","paragraph":2},"score":…}],"elapsed_us":…}"#,
            "\n"
        ),
    );
    check_json(
        &["有多少家企业参展"],
        concat!(
            r#"{"question":"有多少家企业参展","outcome":"answer","lang":"zh","answers":[{"id":"companies","#,
            r#""question":"有多少家企业参展","answer":"近300家企业参展。","#,
            r#""passage":null,"source":null,"score":…}],"elapsed_us":…}"#,
            "\n"
        ),
    );
    check_json(
        &["xyzzy", "qwxz"],
        concat!(r#"{"question":"xyzzy qwxz","outcome":"none","lang":"en","answers":[],"elapsed_us":…}"#, "\n"),
    );
}

#[test]
fn the_reckoning_comes_last() {
    let folder = Folder::with_conference();
    let plain = folder.wenda(&["ask", "大会什么时候举办"]).output();
    let explained = folder.wenda(&["ask", "--explain", "大会什么时候举办"]).output();
    let reckoning = explained.stdout.strip_prefix(&plain.stdout).expect("the reply comes first");
    assert!(reckoning.trim().contains("dates"), "{explained}");

    let explained = folder.wenda(&["ask", "--explain", "--json", "大会什么时候举办"]).output();
    let [record] = explained.json_lines().try_into().expect("one line");
    // Parsed objects forget the order of their keys; the line does not.
    let (_, after) = explained.stdout.split_once(",\"elapsed_us\":").expect("a time");
    assert!(after.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(",\"explain\":\""), "{explained}");
    assert!(record["explain"].as_str().is_some_and(|text| text.contains("dates")), "{explained}");
}

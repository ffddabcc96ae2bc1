//! `wenda chat` with a script piped in.

use crate::support::Folder;

/// What follows the greeting.
#[track_caller]
fn check(script: &str, expected: &str) {
    let output = Folder::with_conference().wenda(&["chat"]).stdin(script).output();
    let greeting = "您好！关于第三届世界互联网大会，您可以直接提问，我会附上原文。\n/help  /topics  /quit\n\n";
    output.check(0, &format!("{greeting}{expected}"), "");
}

const DATES: &str = "\
大会于11月16日至18日举办。
  │ 于１１月１６日至１８日在浙江乌镇举办
    《大会简介》第2段
相关问题：
  1. 大会在哪里举办

";

const VENUE: &str = "\
大会在浙江乌镇举办。
  │ 在浙江乌镇举办
    《大会简介》第2段
相关问题：
  1. 大会什么时候举办

";

const TOPICS: &str = "\
请选择一个话题：
  1. 基本信息
  2. 议程
  3. 其他

";

#[test]
fn questions_are_answered_and_related_ones_chosen_by_number() {
    check("大会什么时候举办\n1\n１.\n", &[DATES, VENUE, DATES].concat());
}

#[test]
fn quick_facts_are_commands_of_the_knowledge() {
    check("/dates\n／DATES\n", &[DATES, DATES].concat());
}

#[test]
fn topics_are_browsed_by_number() {
    let basics = "\
基本信息：您想了解什么？
  1. 大会什么时候举办
  2. 大会在哪里举办

";
    check("/topics\n1\n2\n", &[TOPICS, basics, VENUE].concat());
    let other = "\
其他：您想了解什么？
  1. 有多少家企业参展

";
    let companies = "近300家企业参展。\n\n";
    check("/topics\n3\n1\n1\n", &[TOPICS, other, companies, companies].concat());
}

#[test]
fn a_refusal_offers_topics_to_choose() {
    let refused = "\
Sorry, the document does not say.
You can ask about:
  1. Basics, for example “When is the conference held”
  2. Program, for example “大会有多少场论坛”

";
    let program = "\
Program: what would you like to know?
  1. 大会有多少场论坛

";
    check("xyzzy qwxz\n2\n", &[refused, program].concat());
}

#[test]
fn numbers_and_commands_that_mean_nothing_are_told() {
    check("/topics\n9\n0\n", &[TOPICS, &"请输入1到3之间的序号，或直接提问。\n\n".repeat(2)].concat());
    check("/nope\n", "没有“/nope”这个命令，输入 /help 可查看全部命令。\n\n");
}

#[test]
fn help_lists_every_command() {
    check(
        "/help\n",
        "\
直接输入问题即可，也可以一次问几个。文中没有提到的，我会如实相告。
  /dates    大会什么时候举办
  /topics   按话题浏览
  /explain  开启或关闭匹配依据
  /help     查看用法
  /quit     结束对话

",
    );
}

#[test]
fn quit_ends_it_and_empty_lines_say_nothing() {
    check("\n  \n/quit\n大会什么时候举办\n", "再见！\n");
    check("", "");
}

#[test]
fn the_reckoning_is_switched_on_and_off() {
    let script = "/explain\n大会什么时候举办\n/explain\n大会什么时候举办\n";
    let output = Folder::with_conference().wenda(&["chat"]).stdin(script).output();
    output.check_code(0);
    let (_, said) = output.stdout.split_once("已开启：每次回答后附上匹配依据。\n\n").expect("it is switched on");
    let (explained, plain) = said.split_once("已关闭匹配依据。\n\n").expect("it is switched off");
    assert!(explained.len() > DATES.len() && explained.contains("dates"), "{output}");
    assert_eq!(plain, DATES, "{output}");
}

#[test]
fn the_locale_chooses_the_first_language_and_the_question_the_next() {
    let folder = Folder::with_conference();
    let run = folder.wenda(&["chat"]).env("LANG", "en_US.UTF-8").stdin("/x\n大会什么时候举办\n/x\n");
    run.output().check(
        0,
        &[
            "Hello! Ask me about the Third World Internet Conference; I quote the passage I answer from.\n",
            "/help  /topics  /quit\n\n",
            "There is no command “/x”; /help lists them all.\n\n",
            DATES,
            "没有“/x”这个命令，输入 /help 可查看全部命令。\n\n",
        ]
        .concat(),
        "",
    );
}

#[test]
fn hostile_lines_do_not_end_it() {
    let script = [b"\xff\0\x1b[2J\n".as_slice(), &[b'a'; 1_000_000], "\n/dates\n".as_bytes()].concat();
    let output = Folder::with_conference().wenda(&["chat"]).stdin(script).output();
    output.check_code(0);
    assert!(!output.stdout.contains('\u{1b}'), "{output}");
    assert!(output.stdout.contains("│ 于１１月１６日至１８日在浙江乌镇举办"), "{output}");
}

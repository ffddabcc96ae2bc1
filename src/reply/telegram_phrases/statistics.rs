//! What the bot's admins read of what was asked in vain and found unhelpful.

use super::say;
use crate::text::Lang;

/// On the line of `/stats` in an admin's help.
#[must_use]
pub fn stats_line(lang: Lang) -> &'static str {
    say(lang, "统计（仅管理员可见）", "Statistics (admins only)")
}

/// The heading, with how many days are summed up.
#[must_use]
pub fn stats_of(lang: Lang, days: u16) -> String {
    match lang {
        Lang::Zh => format!("近{days}天"),
        Lang::En => format!("The last {days} days"),
    }
}

/// Above the questions that nothing answers.
#[must_use]
pub fn asked_in_vain(lang: Lang, different: u64, times: u64) -> String {
    match lang {
        Lang::Zh => format!("没能回答：{different}个问题，共{times}次"),
        Lang::En => format!("Not answered: {different} different questions, {times} times"),
    }
}

/// Above the questions of which no suggestion was meant.
#[must_use]
pub fn asked_past(lang: Lang, different: u64, times: u64) -> String {
    match lang {
        Lang::Zh => format!("选了“以上都不是”：{different}个问题，共{times}次"),
        Lang::En => format!("“None of these”: {different} different questions, {times} times"),
    }
}

/// Above the entries that were found unhelpful.
#[must_use]
pub fn found_unhelpful(lang: Lang) -> &'static str {
    say(lang, "被评为没帮助的条目", "Entries found unhelpful")
}

/// How often answers were found helpful in all.
#[must_use]
pub fn found_helpful(lang: Lang, times: u64) -> String {
    match lang {
        Lang::Zh => format!("有帮助：共{times}次"),
        Lang::En => format!("Helpful: {times} times in all"),
    }
}

/// How many messages could not be answered for a reason of Telegram's or of ours.
#[must_use]
pub fn not_deliverable(lang: Lang, times: u64) -> String {
    match lang {
        Lang::Zh => format!("处理失败的消息：{times}条（原因见日志）"),
        Lang::En => format!("Messages that could not be handled: {times} (the log says why)"),
    }
}

/// Said where there is nothing to count.
#[must_use]
pub fn nothing_counted(lang: Lang) -> &'static str {
    say(lang, "还没有可统计的内容。", "Nothing has been counted yet.")
}

/// Said below, so that nobody takes for lost what is not kept.
#[must_use]
pub fn unanswered_not_kept(lang: Lang) -> &'static str {
    say(
        lang,
        "未答问题没有记录（privacy.record_unanswered 已关闭）。",
        "Questions asked in vain are not kept (privacy.record_unanswered is off).",
    )
}

/// Said where the store does not answer.
#[must_use]
pub fn stats_unreadable(lang: Lang) -> &'static str {
    say(lang, "暂时读不到统计，原因见日志。", "The statistics cannot be read now; the log says why.")
}

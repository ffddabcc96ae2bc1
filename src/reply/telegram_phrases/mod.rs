//! Every sentence that only the Telegram bot says, in both languages: buttons, notices, help and manners.
//!
//! Invariant: plain text; whoever sends it escapes it.

mod buttons;
mod manual;
mod statistics;

pub use buttons::{
    all_topics, already_noted, ask_in_private, helpful, more_in_private, none_noted, none_of_these, not_helpful,
    nothing_found, outdated, page_back, page_on, read_on, thanks, voted, whole_answer,
};
pub use manual::{
    about, added, command_line, description, elsewhere, help, link_gone, named_subject, privacy, short_description,
    sources, unnamed_subject, welcome,
};
pub use statistics::{
    asked_in_vain, asked_past, found_helpful, found_unhelpful, not_deliverable, nothing_counted, stats_line, stats_of,
    stats_unreadable, unanswered_not_kept,
};

use crate::text::Lang;

fn say(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Where a passage stands.
#[must_use]
pub fn source_line(lang: Lang, title: &str, paragraph: usize) -> String {
    match lang {
        Lang::Zh if title.starts_with('《') => format!("{title}· 第{paragraph}段"),
        Lang::Zh => format!("《{title}》· 第{paragraph}段"),
        Lang::En => format!("“{title}”, paragraph {paragraph}"),
    }
}

/// Said of one question among others that found no answer.
#[must_use]
pub fn not_told_about(lang: Lang, question: &str) -> String {
    match lang {
        Lang::Zh => format!("关于“{question}”，文中没有提到。"),
        Lang::En => format!("The document says nothing about “{question}”."),
    }
}

/// Said above the nearest topics.
#[must_use]
pub fn nearest_topics(lang: Lang) -> &'static str {
    say(lang, "您可以看看这些话题：", "These topics may help:")
}

/// Said above the topics.
#[must_use]
pub fn pick_a_topic(lang: Lang) -> &'static str {
    say(lang, "请选择一个话题：", "Pick a topic:")
}

/// Said above a topic's questions.
#[must_use]
pub fn pick_a_question(lang: Lang) -> &'static str {
    say(lang, "请选择一个问题：", "Pick a question:")
}

/// Said where there is nothing to browse.
#[must_use]
pub fn nothing_to_browse(lang: Lang) -> &'static str {
    say(lang, "目前还没有可以浏览的内容。", "There is nothing to browse yet.")
}

/// The heading of entries without a topic.
#[must_use]
pub fn other_topic(lang: Lang) -> &'static str {
    say(lang, "其他", "Other")
}

/// Said where `/ask` or a mention comes without a question.
#[must_use]
pub fn ask_usage(lang: Lang) -> &'static str {
    say(
        lang,
        "请把问题写在 /ask 后面，例如：/ask 大会主题是什么；也可以用 /ask 回复别人的提问。",
        "Write your question after /ask, for example: /ask what is the theme. Or reply to somebody's question with /ask.",
    )
}

/// Said to a message that holds no words.
#[must_use]
pub fn nothing_to_answer(lang: Lang) -> &'static str {
    say(
        lang,
        "我只能回答文字问题。请把问题写下来，或用 /topics 按话题浏览。",
        "I can only answer questions in words. Please write yours down, or browse with /topics.",
    )
}

/// Said to a command that is not known.
#[must_use]
pub fn unknown_command(lang: Lang) -> &'static str {
    say(
        lang,
        "没有这个命令。发送 /help 可以看到所有命令，也可以直接提问。",
        "There is no such command. /help lists them all, or simply ask.",
    )
}

/// Said to a word of thanks.
#[must_use]
pub fn welcome_back(lang: Lang) -> &'static str {
    say(lang, "不客气！还想了解什么，请直接问。", "You are welcome! Ask whenever you like.")
}

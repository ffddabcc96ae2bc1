//! What stands on buttons, and the notices that answer a press.

use super::say;
use crate::text::Lang;

/// On the button to the rest of a long text.
#[must_use]
pub fn read_on(lang: Lang, page: usize, pages: usize) -> String {
    match lang {
        Lang::Zh => format!("继续阅读（{page}/{pages}）›"),
        Lang::En => format!("Read on ({page}/{pages}) ›"),
    }
}

/// On the button to the page before.
#[must_use]
pub fn page_back(lang: Lang) -> &'static str {
    say(lang, "‹ 上一页", "‹ Back")
}

/// On the button to the next page of a list.
#[must_use]
pub fn page_on(lang: Lang) -> &'static str {
    say(lang, "下一页 ›", "Next ›")
}

/// On the button to the whole of an answer that had to be shortened.
#[must_use]
pub fn whole_answer(lang: Lang, title: &str) -> String {
    match lang {
        Lang::Zh => format!("全文：{title}"),
        Lang::En => format!("In full: {title}"),
    }
}

/// On the button for an answer that helped.
#[must_use]
pub fn helpful(lang: Lang) -> &'static str {
    say(lang, "👍 有帮助", "👍 Helpful")
}

/// On the button for an answer that did not help.
#[must_use]
pub fn not_helpful(lang: Lang) -> &'static str {
    say(lang, "👎 没帮助", "👎 Not helpful")
}

/// On the one button that is left once somebody has pressed helpful or not helpful.
#[must_use]
pub fn voted(lang: Lang, helpful: bool) -> &'static str {
    if helpful { say(lang, "✓ 有帮助", "✓ Helpful") } else { say(lang, "✓ 没帮助", "✓ Not helpful") }
}

/// Noticed on a press of helpful or not helpful.
#[must_use]
pub fn thanks(lang: Lang) -> &'static str {
    say(lang, "谢谢您的反馈！", "Thanks for the feedback!")
}

/// Noticed on a press of a vote that was given.
#[must_use]
pub fn already_noted(lang: Lang) -> &'static str {
    say(lang, "已经记下了。", "Already noted.")
}

/// On the button under suggestions.
#[must_use]
pub fn none_of_these(lang: Lang) -> &'static str {
    say(lang, "以上都不是", "None of these")
}

/// Noticed on a press of [`none_of_these`].
#[must_use]
pub fn none_noted(lang: Lang) -> &'static str {
    say(lang, "好的，已记下。", "Noted, thank you.")
}

/// Noticed on a press of a button that means nothing any more.
#[must_use]
pub fn outdated(lang: Lang) -> &'static str {
    say(lang, "这个按钮已失效，请重新提问。", "This button is out of date; please ask again.")
}

/// On the button to the list of topics.
#[must_use]
pub fn all_topics(lang: Lang) -> &'static str {
    say(lang, "所有话题", "All topics")
}

/// On the button above inline results that leads to the private chat.
#[must_use]
pub fn ask_in_private(lang: Lang) -> &'static str {
    say(lang, "私聊提问", "Ask me in private")
}

/// On that button where nothing was found.
#[must_use]
pub fn nothing_found(lang: Lang) -> &'static str {
    say(lang, "没有找到，去私聊提问", "Nothing found: ask me in private")
}

/// On the button under an answer sent by inline mode.
#[must_use]
pub fn more_in_private(lang: Lang) -> &'static str {
    say(lang, "查看更多", "See more")
}

//! What the bot says of itself: welcome, help, what it is, what it keeps, its menu and profile.

use super::say;
use crate::text::Lang;

/// A subject's name inside a sentence.
#[must_use]
pub fn named_subject(lang: Lang, title: &str) -> String {
    let has_article = ["the ", "The ", "a ", "A ", "an ", "An "].iter().any(|article| title.starts_with(article));
    match lang {
        Lang::En if !has_article && title.is_ascii() => format!("the {title}"),
        _ => title.to_owned(),
    }
}

/// What the bot speaks about, where the knowledge does not say.
#[must_use]
pub fn unnamed_subject(lang: Lang) -> &'static str {
    say(lang, "这次大会", "this conference")
}

/// Said on `/start`.
#[must_use]
pub fn welcome(lang: Lang, subject: &str) -> String {
    match lang {
        Lang::Zh => {
            format!("您好！我根据原文回答关于{subject}的问题，并注明出处；文中没有的，我会直说。\n\n请直接提问，或者：")
        }
        Lang::En => format!(
            "Hello! I answer questions about {subject} from the document itself and show where each answer stands. \
             What it does not say, I do not make up.\n\nJust ask, or try:"
        ),
    }
}

/// Said above [`welcome`] to whoever comes by a link to an entry that is no more.
#[must_use]
pub fn link_gone(lang: Lang) -> &'static str {
    say(lang, "这个链接指向的内容已经不在了。", "What this link led to is no longer here.")
}

/// Said above the commands on `/help`.
#[must_use]
pub fn help(lang: Lang, subject: &str) -> String {
    match lang {
        Lang::Zh => format!(
            "直接发来关于{subject}的问题即可，一条消息里可以问几个问题。写错了可以编辑消息，回答会跟着更新。\n\n命令："
        ),
        Lang::En => format!(
            "Just send a question about {subject}; one message may hold several. If you edit it, the answer follows.\
             \n\nCommands:"
        ),
    }
}

/// Said below the commands on `/help`: how it goes in groups and, where inline mode is on, in any chat.
#[must_use]
pub fn elsewhere(lang: Lang, bot: &str, inline: bool) -> String {
    let groups = match lang {
        Lang::Zh => "在群里：发送“/ask 问题”，或用 /ask 回复别人的提问，或回复我的消息。".to_owned(),
        Lang::En => {
            "In groups: send “/ask question”, reply to somebody's question with /ask, or reply to me.".to_owned()
        }
    };
    match lang {
        _ if !inline || bot.is_empty() => groups,
        Lang::Zh => format!("{groups}\n在任何聊天里：输入“@{bot} 关键词”，选一条发出去。"),
        Lang::En => format!("{groups}\nIn any chat: type “@{bot} keyword” and pick an answer to send."),
    }
}

/// Said on `/about`: what the bot is.
#[must_use]
pub fn about(lang: Lang, subject: &str, entries: usize) -> String {
    match lang {
        Lang::Zh => format!(
            "我是一个问答机器人，回答关于{subject}的问题，共整理了{entries}条。答案由人整理，引文与原文一字不差；我不联网，也不编造。"
        ),
        Lang::En => format!(
            "I am a question-and-answer bot about {subject}, with {entries} curated answers. People wrote them; every \
             quote is the document's own words. I look nothing up elsewhere and make nothing up."
        ),
    }
}

/// Said above the sources on `/about`.
#[must_use]
pub fn sources(lang: Lang) -> &'static str {
    say(lang, "来源：", "Source:")
}

/// Said on `/privacy`. `keeps_unanswered` is whether questions asked in vain are kept.
#[must_use]
pub fn privacy(lang: Lang, keeps_unanswered: bool) -> String {
    let unanswered = if keeps_unanswered {
        say(
            lang,
            "\n• 没能回答的问题，以及您点了“以上都不是”的问题：只保留文字、次数和日期，用来补充内容，不记录是谁、在哪里问的。请不要在问题里写个人信息。",
            "\n• Questions that I could not answer, or for which you pressed “None of these”: the text, a count and the \
             day, so that answers can be added; not who asked or where. Please put nothing personal into a question.",
        )
    } else {
        say(lang, "\n• 没能回答的问题不会保留。", "\n• Questions that I could not answer are not kept.")
    };
    let (head, tail) = (
        say(
            lang,
            "您的账号、聊天和消息，回答完就不再保留。保留的只有：",
            "Your account, chat and messages are not kept once they are answered. All that is kept:",
        ),
        say(
            lang,
            "\n• “有帮助／没帮助”：只按条目计数，记日期，不记是谁点的。\n• 为了在您编辑问题时更新回答，回答的消息编号会保留两天，与之对应的只有一个无法还原的编码。\n• 通过 Telegram 传送的内容，另受 Telegram 自己的隐私政策约束。",
            "\n• “Helpful / Not helpful”: a count by entry and day, not who pressed.\n• So that an edited question gets its \
             answer edited, the number of my reply is kept for two days under a code that cannot be turned back into \
             your chat.\n• What passes through Telegram is also subject to Telegram's own privacy policy.",
        ),
    );
    format!("{head}{unanswered}{tail}")
}

/// Said when the bot is added to a group.
#[must_use]
pub fn added(lang: Lang, subject: &str) -> String {
    match lang {
        Lang::Zh => format!(
            "大家好！关于{subject}的问题可以问我：\n• 发送“/ask 问题”\n• 用 /ask 回复别人的提问\n• 回复我的消息\n\n其他时候我不出声。/topics 可以按话题浏览。"
        ),
        Lang::En => format!(
            "Hello! You can ask me about {subject}:\n• send “/ask question”\n• reply to somebody's question with /ask\n\
             • reply to one of my messages\n\nOtherwise I keep quiet. /topics lets you browse."
        ),
    }
}

/// The menu's line for a command of the bot's own.
#[must_use]
pub fn command_line(lang: Lang, command: &str) -> &'static str {
    match command {
        "topics" => say(lang, "按话题浏览", "Browse by topic"),
        "ask" => say(lang, "提问（群聊中使用）", "Ask a question (in groups)"),
        "help" => say(lang, "使用方法", "How to use me"),
        "about" => say(lang, "关于本机器人和来源", "What I am, and the source"),
        "privacy" => say(lang, "保留哪些信息", "What is kept about you"),
        _ => "",
    }
}

/// What stands in an empty chat with the bot; Telegram takes 512 characters.
#[must_use]
pub fn description(lang: Lang, subject: &str) -> String {
    match lang {
        Lang::Zh => format!("关于{subject}，请直接提问。回答先说要点，再引原文，并注明出处；文中没有的，我会直说。"),
        Lang::En => format!(
            "Ask me about {subject}. You get the short fact first, then the document's own words and where they stand. \
             What the document does not say, I do not make up."
        ),
    }
}

/// What stands in the bot's profile and in shared links; Telegram takes 120 characters.
#[must_use]
pub fn short_description(lang: Lang, subject: &str) -> String {
    match lang {
        Lang::Zh => format!("回答关于{subject}的问题，并引用原文。"),
        Lang::En => format!("Answers questions about {subject}, quoting the document."),
    }
}

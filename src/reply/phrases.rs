//! Every sentence that the bot says of its own, in both languages.
//!
//! Invariants: nothing here states a fact of the document, and no sentence knows a platform: who says it decides
//! whether a choice is a button or a number.

use crate::reply::SourceLine;
use crate::text::Lang;

/// Said when the document does not tell.
#[must_use]
pub fn not_told(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "抱歉，文中没有提到这一点。",
        Lang::En => "Sorry, the document does not say.",
    }
}

/// Said when the message held no question at all.
#[must_use]
pub fn nothing_asked(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "请输入您想问的问题。",
        Lang::En => "Please type your question.",
    }
}

/// Said above a list of candidates.
#[must_use]
pub fn did_you_mean(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "您想问的是不是：",
        Lang::En => "Did you mean:",
    }
}

/// Said above the nearest topics, after [`not_told`].
#[must_use]
pub fn you_can_ask(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "您可以问问：",
        Lang::En => "You can ask about:",
    }
}

/// A topic with a question that it answers, for a list under [`you_can_ask`].
#[must_use]
pub fn topic_with_example(lang: Lang, topic: &str, question: &str) -> String {
    match lang {
        Lang::Zh => format!("{topic}，例如“{question}”"),
        Lang::En => format!("{topic}, for example “{question}”"),
    }
}

/// Said of a part of the message that found no answer while others did.
#[must_use]
pub fn untold_part(lang: Lang, part: &str) -> String {
    match lang {
        Lang::Zh => format!("至于“{part}”，文中没有提到。"),
        Lang::En => format!("As for “{part}”, the document does not say."),
    }
}

/// Where a passage stands.
#[must_use]
pub fn source(lang: Lang, source: &SourceLine) -> String {
    let SourceLine { title, paragraph } = source;
    match lang {
        Lang::Zh if title.starts_with('《') => format!("{title}第{paragraph}段"),
        Lang::Zh => format!("《{title}》第{paragraph}段"),
        Lang::En => format!("“{title}”, paragraph {paragraph}"),
    }
}

/// Said above the questions worth asking next.
#[must_use]
pub fn related(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "相关问题：",
        Lang::En => "Related questions:",
    }
}

/// Said above the list of topics.
#[must_use]
pub fn topics_heading(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "请选择一个话题：",
        Lang::En => "Choose a topic:",
    }
}

/// Said above the questions of a topic.
#[must_use]
pub fn topic_heading(lang: Lang, topic: &str) -> String {
    match lang {
        Lang::Zh => format!("{topic}：您想了解什么？"),
        Lang::En => format!("{topic}: what would you like to know?"),
    }
}

/// The name of the group of entries that stand under no topic.
#[must_use]
pub fn other_topics(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "其他",
        Lang::En => "Other questions",
    }
}

/// The first words of a conversation.
#[must_use]
pub fn greeting(lang: Lang, subject: Option<&str>) -> String {
    match (lang, subject) {
        (Lang::Zh, Some(subject)) => format!("您好！关于{subject}，您可以直接提问，我会附上原文。"),
        (Lang::Zh, None) => "您好！您可以直接提问，我会附上原文。".to_owned(),
        (Lang::En, Some(subject)) => {
            format!("Hello! Ask me about {subject}; I quote the passage I answer from.")
        }
        (Lang::En, None) => "Hello! Ask me anything; I quote the passage I answer from.".to_owned(),
    }
}

/// How to ask: the first lines of any help.
#[must_use]
pub fn how_to_ask(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "直接输入问题即可，也可以一次问几个。文中没有提到的，我会如实相告。",
        Lang::En => "Just type a question, or several at once. Where the document does not say, I tell you so.",
    }
}

/// Said of a number that stands for no choice.
#[must_use]
pub fn choose_within(lang: Lang, last: usize) -> String {
    match lang {
        Lang::Zh => format!("请输入1到{last}之间的序号，或直接提问。"),
        Lang::En => format!("Please choose a number from 1 to {last}, or type a question."),
    }
}

/// Said of a command that does not exist.
#[must_use]
pub fn unknown_command(lang: Lang, command: &str) -> String {
    match lang {
        Lang::Zh => format!("没有“/{command}”这个命令，输入 /help 可查看全部命令。"),
        Lang::En => format!("There is no command “/{command}”; /help lists them all."),
    }
}

/// Said when the reckoning behind each reply is switched on or off.
#[must_use]
pub fn explaining(lang: Lang, on: bool) -> &'static str {
    match (lang, on) {
        (Lang::Zh, true) => "已开启：每次回答后附上匹配依据。",
        (Lang::Zh, false) => "已关闭匹配依据。",
        (Lang::En, true) => "Each reply is now followed by its reckoning.",
        (Lang::En, false) => "The reckoning is no longer shown.",
    }
}

/// The last words of a conversation.
#[must_use]
pub fn goodbye(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "再见！",
        Lang::En => "Goodbye!",
    }
}

/// What `/topics` does, for a list of commands.
#[must_use]
pub fn about_topics_command(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "按话题浏览",
        Lang::En => "browse by topic",
    }
}

/// What `/help` does, for a list of commands.
#[must_use]
pub fn about_help_command(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "查看用法",
        Lang::En => "how to ask",
    }
}

/// What `/explain` does, for a list of commands.
#[must_use]
pub fn about_explain_command(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "开启或关闭匹配依据",
        Lang::En => "show or hide why a reply was chosen",
    }
}

/// What `/quit` does, for a list of commands.
#[must_use]
pub fn about_quit_command(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "结束对话",
        Lang::En => "end the conversation",
    }
}

//! Knows a greeting or a word of thanks that asks nothing, so that it is not told "the document does not tell".
//!
//! Invariant: only a message that is nothing else; with a question beside it, the question is what counts. The outcome
//! of the engine stays what it is; this is how a person is met.

/// A message that asks nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Courtesy {
    /// Somebody says hello.
    Greeting,
    /// Somebody says thank you, or that it is well.
    Thanks,
    /// Signs and emoji alone.
    Signs,
}

const GREETINGS: [&str; 18] = [
    "你好",
    "您好",
    "你好呀",
    "你好啊",
    "大家好",
    "嗨",
    "哈喽",
    "在吗",
    "在么",
    "早上好",
    "早",
    "下午好",
    "晚上好",
    "hi",
    "hello",
    "hey",
    "good morning",
    "hello there",
];

const THANKS: [&str; 22] = [
    "谢谢",
    "谢谢你",
    "谢谢您",
    "多谢",
    "非常感谢",
    "感谢",
    "谢了",
    "谢啦",
    "好的",
    "好的谢谢",
    "好",
    "明白",
    "明白了",
    "知道了",
    "收到",
    "再见",
    "thanks",
    "thank you",
    "thx",
    "ok",
    "great",
    "bye",
];

/// What `text` is, if it asks nothing.
pub(super) fn courtesy(text: &str) -> Option<Courtesy> {
    let words: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let is =
        |list: &[&str]| list.iter().any(|known| *known == words || known.replace(' ', "") == words.replace(' ', ""));
    match words.as_str() {
        "" => Some(Courtesy::Signs),
        _ if is(&GREETINGS) => Some(Courtesy::Greeting),
        _ if is(&THANKS) => Some(Courtesy::Thanks),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Courtesy, courtesy};

    #[test]
    fn only_what_asks_nothing_is_courtesy() {
        for (text, expected) in [
            ("你好！", Some(Courtesy::Greeting)),
            ("Hello :)", Some(Courtesy::Greeting)),
            ("好的，谢谢。", Some(Courtesy::Thanks)),
            ("THANK YOU", Some(Courtesy::Thanks)),
            ("👍", Some(Courtesy::Signs)),
            ("？？", Some(Courtesy::Signs)),
            ("你好，大会主题是什么", None),
            ("42", None),
        ] {
            assert_eq!(courtesy(text), expected, "{text}");
        }
    }
}

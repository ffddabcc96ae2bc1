//! Folds and cuts text. Pure, total, no I/O.
//!
//! `fold` makes one spelling of many, `split` parts a message into questions,
//! `asks` tells them from stories, `tokenize` cuts a question into tokens,
//! and the `lexicon` tells which of them are only grammar.
//! Words of Cantonese and of Taiwan are folded and English shorthand is cut into the standard words.

mod asking;
mod chinese;
mod english;
mod fold;
mod formed;
pub mod gazetteer;
mod lang;
pub mod lexicon;
pub mod likeness;
mod lines;
mod numerals;
mod regional;
mod shorthand;
mod split;
mod stem;
mod token;

pub use asking::asks;
pub use chinese::{Ideograph, Read, is_chinese_word, with_reading};
pub use english::is_english;
pub use fold::{fold, is_han};
pub use formed::length_of_reply;
pub use lang::{Lang, detect};
pub use numerals::is_han_numeral;
pub use split::{Sentence, Strength, clauses, sentences, split};
pub use stem::stem;
pub use token::{Kind, Token, tokenize};

/// Particles that no question turns on.
const PARTICLES: [&str; 9] = ["的", "了", "吗", "呢", "吧", "啊", "呀", "嘛", "啦"];

/// The spelling by which two texts are the same question: folded, one space between tokens, without particles.
///
/// Idempotent: normalizing twice is normalizing once.
#[must_use]
pub fn normalize(text: &str) -> String {
    let mut normal = fold(text);
    // Dropping a particle can bring 第 and its number together; the bound keeps this total.
    for _ in 0..4 {
        let mut tokens = tokenize(&normal);
        let before = tokens.len();
        tokens.retain(|t| !PARTICLES.contains(&t.text.as_str()));
        normal.clear();
        for token in &tokens {
            normal.extend((!normal.is_empty()).then_some(' '));
            normal.push_str(&token.text);
        }
        if tokens.len() == before {
            break;
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::normalize;

    #[test]
    fn spellings_of_one_question_are_the_same() {
        let spellings = ["第三届大会什么时候举办？", "第3届大會什麼時候舉辦呢", "　第３届大会，什么时候举办的啊！"];
        for spelling in spellings {
            assert_eq!(normalize(spelling), normalize(spellings[0]), "normalizing {spelling:?}");
        }
        assert_eq!(normalize("What's the THEME?"), "what the theme");
    }

    proptest! {
        #[test]
        fn normalizing_twice_is_normalizing_once(text in any::<String>()) {
            let once = normalize(&text);
            proptest::prop_assert_eq!(normalize(&once), once);
        }

        #[test]
        fn normalizing_questions_twice_is_normalizing_once(
            text in "[第三十一二0-9月日号年届场的吗没有大会主题a-d ,./'-]{0,30}"
        ) {
            let once = normalize(&text);
            proptest::prop_assert_eq!(normalize(&once), once);
        }
    }
}

//! Folds the many ways of typing the same characters into one: width, case, accents, invisible marks, script, and the
//! words of other regions.
//!
//! Invariants: total (any `&str`), and idempotent: folding a folded text changes nothing.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::regional::{cantonese, standard};

/// Folds width (NFKC), case, accents, invisible characters and traditional script.
///
/// Punctuation, symbols and line breaks stay, since questions are cut at them later.
///
/// Traditional characters are folded by OpenCC's tables (crate `hanconv`).
#[must_use]
pub fn fold(text: &str) -> String {
    let folded = text.chars().map(fold_common).collect::<Option<String>>().unwrap_or_else(|| fold_any(text));
    if folded.chars().any(is_han) { settle(folded) } else { folded }
}

/// Folds a character that needs no look at its neighbors; `None` where Unicode's tables are called for.
///
/// Nearly all text is made of these, and a table look-up for each would be most of the cost of starting.
fn fold_common(c: char) -> Option<char> {
    match c {
        '\n' | ' '..='~' => Some(c.to_ascii_lowercase()),
        '\u{4e00}'..='\u{9fff}' | '、' | '。' | '“' | '”' | '‘' | '’' | '—' | '《' | '》' => Some(c),
        '\u{3000}' => Some(' '),
        // Full-width forms of the printable ASCII characters, in the same order.
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).map(|c| c.to_ascii_lowercase()),
        _ => None,
    }
}

/// Folds any text by Unicode's tables.
fn fold_any(text: &str) -> String {
    text.nfkd()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|&c| !is_combining_mark(c) && !is_invisible(c))
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .nfc()
        .collect()
}

/// Folds traditional characters and the words of other regions until nothing changes: a phrase rule may make room for
/// another.
fn settle(text: String) -> String {
    let mut text = cantonese::copula(&text).unwrap_or(text);
    // OpenCC's rules settle in one round but for a handful of rare characters; the bound keeps this total.
    for _ in 0..4 {
        let simplified = hanconv::t2s(&text);
        let next = standard(&simplified).unwrap_or(simplified);
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// Whether `c` is an ideograph (the unified blocks, their extensions, and 〇).
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// Characters that take no room and mean nothing to a question: joiners, direction marks, variation selectors, tags.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::fold;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        assert_eq!(fold(input), expected, "folding {input:?}");
    }

    #[test]
    fn width_case_and_accents_are_folded() {
        check("１１月１６日　ＷＩＣ", "11月16日 wic");
        check("Café ﬁne", "cafe fine");
        check("ÉCOLE", "ecole");
    }

    #[test]
    fn traditional_becomes_simplified() {
        check("結束日期是哪天", "结束日期是哪天");
        check("大會口號", "大会口号");
        check("參展公司數量", "参展公司数量");
        check("網絡空間", "网络空间");
    }

    #[test]
    fn invisible_and_combining_characters_vanish() {
        check("主\u{200b}题\u{feff}", "主题");
        check(&format!("a{}", "\u{301}".repeat(5000)), "a");
        check("主\u{fe0f}题", "主题");
    }

    #[test]
    fn control_characters_part_words() {
        check("a\0b\tc", "a b c");
    }

    proptest! {
        #[test]
        fn the_short_way_folds_as_the_tables_do(text in "[ -~！-～、。“”‘’—《》\u{3000}\u{4e00}-\u{9fff}]{0,40}") {
            let short: Option<String> = text.chars().map(super::fold_common).collect();
            proptest::prop_assert_eq!(short, Some(super::fold_any(&text)));
        }

        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            proptest::prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn folding_ideographs_twice_is_folding_once(text in "[\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{f900}-\u{faff}]{0,24}") {
            let once = fold(&text);
            proptest::prop_assert_eq!(fold(&once), once);
        }
    }
}

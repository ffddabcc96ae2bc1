//! Brings numbers, ordinals, months, days and years into one spelling.
//!
//! 第三届, 第3届, 3届 and "third" become the ordinal 第3; 十六, １６ and "sixteen" become 16; 11/16, 11.16, Nov 16 and
//! 十一月十六号 become the month 11月 and the day 16日. Invariant: idempotent and total on folded text.

/// A number's value and how many characters of the text spell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// The value.
    pub value: u64,
    /// Length in characters.
    pub len: usize,
}

/// A Chinese digit's value.
fn han_digit(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// A Chinese multiplier's value.
fn han_multiplier(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// Whether an ideograph is a part of a number.
#[must_use]
pub fn is_han_numeral(c: char) -> bool {
    han_digit(c).is_some() || han_multiplier(c).is_some()
}

/// Characters after which a lone Chinese digit counts something (三届, 五点) rather than being part of a word.
const COUNTERS: &str = "届场个条点项年月日号天家大洲种次位名篇句方类层轮期步份支则多几余亿万百千";

/// Characters after which even a lone 一 counts: 一个 and 一次 mostly do not.
const COUNTERS_OF_ONE: &str = "届月号场项";

/// Characters before a lone digit that make it point rather than count: 上一届, 这一点.
const POINTERS: &str = "上下前这那每某首头";

/// Reads an Arabic number at the start of `chars`; at most 18 digits, so that the value cannot overflow.
pub(super) fn arabic(chars: &[char]) -> Option<Numeral> {
    let len = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    if len == 0 || len > 18 {
        return None;
    }
    let value = chars[..len].iter().fold(0, |sum, c| sum * 10 + u64::from(c.to_digit(10).unwrap_or(0)));
    Some(Numeral { value, len })
}

/// Reads a Chinese number at the start of `chars`: 十六, 二十, 三百, 二〇一六; `before` is the character in front.
///
/// A lone digit is read as a number only where it counts or orders something, since 一带一路, 三农 and 五洲 hold digits
/// that are parts of words.
pub(super) fn han(chars: &[char], before: Option<char>) -> Option<Numeral> {
    let is_numeral = |c: &&char| han_digit(**c).is_some() || han_multiplier(**c).is_some();
    let len = chars.iter().take_while(is_numeral).count();
    let first = *chars.first()?;
    if len == 0 || len > 12 {
        return None;
    }
    let next = chars.get(len).copied();
    if is_about(&chars[..len]) || before.is_some_and(|c| han_digit(c).is_some()) {
        return None;
    }
    if len == 1 {
        let ordered = before == Some('第');
        if before.is_some_and(|c| POINTERS.contains(c)) {
            return None;
        }
        let counters = if first == '一' { COUNTERS_OF_ONE } else { COUNTERS };
        let counts = next.is_some_and(|c| counters.contains(c));
        let multiplier = han_multiplier(first);
        if !(ordered || counts && (multiplier.is_none() || first == '十')) {
            return None;
        }
    } else if han_digit(first).is_none() && !matches!(first, '十' | '拾') {
        return None; // 百千 and the like are words
    }
    let run = &chars[..len];
    let value = if len > 1 && run.iter().all(|&c| han_digit(c).is_some()) {
        run.iter().fold(0, |sum, &c| sum * 10 + han_digit(c).unwrap_or(0)) // digit by digit, as years are read
    } else {
        positional(run)
    };
    Some(Numeral { value, len })
}

/// Whether a run of digits names about how many, as 一两, 三四 and 三五 do, and no number.
fn is_about(run: &[char]) -> bool {
    match run {
        ['三', '五'] => true,
        [one, next] => matches!((han_digit(*one), han_digit(*next)), (Some(a @ 1..), Some(b)) if b == a + 1),
        _ => false,
    }
}

/// The value of 三百二十五 and its like.
fn positional(run: &[char]) -> u64 {
    let (mut sum, mut digit) = (0, None);
    for &c in run {
        if let Some(value) = han_digit(c) {
            digit = Some(value);
        } else if let Some(multiplier) = han_multiplier(c) {
            sum += digit.take().unwrap_or(1) * multiplier;
        }
    }
    sum + digit.unwrap_or(0)
}

/// An English number word's value: zero to twenty, thirty, hundred.
pub(super) fn english_cardinal(word: &str) -> Option<u64> {
    // A match, not a table: every word of every text comes by here.
    Some(match word {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "hundred" => 100,
        _ => return None,
    })
}

/// An English ordinal's value: first to tenth, 1st to 99th.
pub(super) fn english_ordinal(word: &str) -> Option<u64> {
    Some(match word {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        _ if !word.starts_with(|c: char| c.is_ascii_digit()) => return None,
        _ => {
            let digits = ["st", "nd", "rd", "th"].iter().find_map(|suffix| word.strip_suffix(suffix))?;
            if digits.is_empty() || digits.len() > 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            digits.parse().ok()?
        }
    })
}

/// An English month's number, whole or by its three or four letters.
pub(super) fn english_month(word: &str) -> Option<u64> {
    // "may" and "march" are words as well: the tokenizer asks for a day beside them.
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sep" | "sept" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{arabic, english_month, english_ordinal, han};

    #[track_caller]
    fn check_han(text: &str, before: Option<char>, expected: Option<u64>) {
        let chars: Vec<char> = text.chars().collect();
        assert_eq!(han(&chars, before).map(|n| n.value), expected, "reading {text:?}");
    }

    #[test]
    fn chinese_numbers_are_read() {
        check_han("十六场", None, Some(16));
        check_han("二十个", None, Some(20));
        check_han("三百家", None, Some(300));
        check_han("二〇一六年", None, Some(2016));
        check_han("三十多亿", None, Some(30));
        check_han("七亿", None, Some(7));
        check_han("三届", None, Some(3));
        check_han("三", Some('第'), Some(3));
        check_han("两千", None, Some(2000));
    }

    #[test]
    fn digits_inside_words_are_left_alone() {
        check_han("一带一路", None, None);
        check_han("一个国家", None, None);
        check_han("百姓", None, None);
        check_han("千万", None, None);
        check_han("三农", None, None);
        check_han("一届", Some('上'), None);
    }

    #[test]
    fn about_how_many_is_no_number() {
        check_han("一两个", None, None);
        check_han("两个", Some('一'), None);
        check_han("三五年", None, None);
        check_han("一二三", None, Some(123));
        check_han("一六年", None, Some(16));
    }

    #[test]
    fn overlong_numbers_are_no_numbers() {
        let digits: Vec<char> = "9".repeat(40).chars().collect();
        assert_eq!(arabic(&digits), None);
        check_han(&"九".repeat(40), None, None);
    }

    #[test]
    fn english_ordinals_and_months_are_read() {
        assert_eq!(english_ordinal("third"), Some(3));
        assert_eq!(english_ordinal("3rd"), Some(3));
        assert_eq!(english_ordinal("xth"), None);
        assert_eq!(english_month("nov"), Some(11));
        assert_eq!(english_month("november"), Some(11));
        assert_eq!(english_month("novel"), None);
    }
}

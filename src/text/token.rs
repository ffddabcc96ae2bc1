//! Cuts folded text into tokens: one per ideograph, one per word, one per number, ordinal, month, day or year.
//!
//! Chinese is written without spaces, so an ideograph is a token of its own and words show as neighbors (bigrams).
//! Invariants: total; punctuation only parts tokens; every spelling of a number or date yields the same tokens.

use compact_str::{CompactString, ToCompactString, format_compact};

use crate::text::fold::is_han;
use crate::text::numerals::{arabic, english_cardinal, english_month, english_ordinal, han};
use crate::text::shorthand::written_out;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One ideograph.
    Han,
    /// A word of letters, or of letters and digits (`g20`).
    Word,
    /// A count: its value.
    Number(u64),
    /// A place in an order (第三, third): its value.
    Ordinal(u64),
    /// A month of the year, 1 to 12.
    Month(u64),
    /// A day of the month, 1 to 31.
    Day(u64),
    /// A year of the calendar.
    Year(u64),
    /// A character that belongs to no word, such as an emoji between texts; never matched.
    Other,
}

/// A piece of text that is compared as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// The canonical spelling.
    pub text: CompactString,
    /// What it is.
    pub kind: Kind,
}

impl Token {
    fn new(text: &str, kind: Kind) -> Self {
        Self { text: CompactString::new(text), kind }
    }

    fn ideograph(c: char) -> Self {
        Self { text: CompactString::new(c.encode_utf8(&mut [0; 4])), kind: Kind::Han }
    }

    fn numeric(kind: Kind) -> Self {
        let text = match kind {
            Kind::Number(n) => n.to_compact_string(),
            Kind::Ordinal(n) => format_compact!("第{n}"),
            Kind::Month(n) => format_compact!("{n}月"),
            Kind::Day(n) => format_compact!("{n}日"),
            Kind::Year(n) => format_compact!("{n}年"),
            Kind::Han | Kind::Word | Kind::Other => CompactString::default(),
        };
        Self { text, kind }
    }
}

/// Cuts `folded` (see [`fold`](crate::text::fold)) into tokens.
#[must_use]
pub fn tokenize(folded: &str) -> Vec<Token> {
    let chars: Vec<char> = folded.chars().collect();
    let mut tokens = Vec::with_capacity(chars.len());
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let rest = &chars[at..];
        let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied();
        at += if c == '第' {
            ordinal(rest, &mut tokens)
        } else if c.is_ascii_digit() {
            number(rest, &mut tokens)
        } else if is_han(c) {
            ideograph(rest, before, &mut tokens)
        } else if c.is_alphanumeric() {
            word(rest, &mut tokens)
        } else {
            1
        };
    }
    join_english_dates(join_ordinals(tokens))
}

/// 第3, 第三.
fn ordinal(rest: &[char], tokens: &mut Vec<Token>) -> usize {
    let digits = rest.get(1..).unwrap_or_default();
    if let Some(n) = arabic(digits).or_else(|| han(digits, Some('第'))) {
        tokens.push(Token::numeric(Kind::Ordinal(n.value)));
        return 1 + n.len;
    }
    tokens.push(Token::ideograph('第'));
    1
}

/// A number that begins with an Arabic digit: a date, a year, a word such as 3rd, or a count.
fn number(rest: &[char], tokens: &mut Vec<Token>) -> usize {
    let letters = rest.iter().take_while(|c| c.is_ascii_alphanumeric()).count();
    if rest[..letters].iter().any(char::is_ascii_alphabetic) {
        return word(rest, tokens);
    }
    if let Some(len) = slashed_date(rest, tokens) {
        return len;
    }
    let Some(n) = arabic(rest) else {
        // More digits than a count has: a telephone number, say. It is kept as it stands.
        let text: CompactString = rest[..letters].iter().collect();
        tokens.push(Token { text, kind: Kind::Word });
        return letters;
    };
    let thousands = thousands(rest, n.len);
    let (value, len) = thousands.unwrap_or((n.value, n.len));
    counted(value, len, rest, tokens)
}

/// 1,000 and 2,000,000: the value and the length.
fn thousands(rest: &[char], first: usize) -> Option<(u64, usize)> {
    let mut len = first;
    let mut value = arabic(&rest[..first])?.value;
    while len <= 12
        && rest.get(len) == Some(&',')
        && let Some(group) = rest.get(len + 1..len + 4)
        && group.iter().all(char::is_ascii_digit)
        && !rest.get(len + 4).is_some_and(char::is_ascii_digit)
    {
        value = value * 1000 + arabic(group)?.value;
        len += 4;
    }
    (len > first).then_some((value, len))
}

/// Gives a number its kind by the character behind it.
fn counted(value: u64, len: usize, rest: &[char], tokens: &mut Vec<Token>) -> usize {
    let next = rest.get(len).copied();
    let (kind, used) = match next {
        Some('月') if (1..=12).contains(&value) => {
            (Kind::Month(value), 1 + usize::from(rest.get(len + 1) == Some(&'份')))
        }
        Some('日' | '号') if (1..=31).contains(&value) => (Kind::Day(value), 1),
        Some('年') if (1800..2200).contains(&value) => (Kind::Year(value), 1),
        Some('届') => (Kind::Ordinal(value), 0),
        _ if (1900..2100).contains(&value) && len == 4 => (Kind::Year(value), 0),
        _ => (Kind::Number(value), 0),
    };
    tokens.push(Token::numeric(kind));
    len + used
}

/// 11/16, 11.16, 11-16, 2016-11-16: the length in characters where it is a date.
fn slashed_date(rest: &[char], tokens: &mut Vec<Token>) -> Option<usize> {
    let first = arabic(rest)?;
    let mark = *rest.get(first.len).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let second = arabic(&rest[first.len + 1..])?;
    let two = first.len + 1 + second.len;
    let third = rest.get(two).filter(|c| **c == mark).and_then(|_| arabic(&rest[two + 1..]));
    let in_year = |m: u64, d: u64| (1..=12).contains(&m) && (1..=31).contains(&d);
    let (year, month, day, len) = match third {
        Some(t) if first.len == 4 && in_year(second.value, t.value) => {
            (Some(first.value), second.value, t.value, two + 1 + t.len)
        }
        Some(_) => return None,
        // 16-18 is a span of days or anything else; with a slash or point it may be a date either way round.
        None if first.len > 2 || second.len > 2 => return None,
        None if in_year(first.value, second.value) && (mark != '-' || second.value > 12) => {
            (None, first.value, second.value, two)
        }
        None if in_year(second.value, first.value) && mark != '-' => (None, second.value, first.value, two),
        None => return None,
    };
    if let Some(year) = year {
        tokens.push(Token::numeric(Kind::Year(year)));
    }
    tokens.push(Token::numeric(Kind::Month(month)));
    tokens.push(Token::numeric(Kind::Day(day)));
    Some(len)
}

/// A Chinese number or a lone ideograph.
fn ideograph(rest: &[char], before: Option<char>, tokens: &mut Vec<Token>) -> usize {
    if let Some(n) = han(rest, before) {
        return counted(n.value, n.len, rest, tokens);
    }
    if let Some(c) = rest.first() {
        tokens.push(Token::ideograph(*c));
    }
    1
}

/// A word of letters and digits; `n't` becomes `not`, a genitive or shortened verb is dropped, shorthand is written out.
fn word(rest: &[char], tokens: &mut Vec<Token>) -> usize {
    let len = word_len(rest).max(1);
    let text: CompactString = rest[..len].iter().collect();
    let (denied, used) = apostrophe(&text, &rest[len..]);
    if denied.is_none()
        && let Some(words) = written_out(&text, || following(&rest[len + used..]))
    {
        tokens.extend(words.iter().map(|word| Token::new(word, Kind::Word)));
        return len + used;
    }
    let text = denied.map_or(text.as_str(), |verb| verb);
    let kind = english_ordinal(text).map(Kind::Ordinal).or_else(|| english_cardinal(text).map(Kind::Number));
    tokens.push(kind.map_or_else(|| Token::new(text, Kind::Word), Token::numeric));
    if denied.is_some() {
        tokens.push(Token::new("not", Kind::Word));
    }
    len + used
}

/// How many characters the word at the start of `rest` has.
fn word_len(rest: &[char]) -> usize {
    rest.iter().take_while(|c| c.is_alphanumeric() && !is_han(**c)).count()
}

/// The next word of letters, whatever marks stand before it.
fn following(rest: &[char]) -> CompactString {
    let marks = rest.iter().take_while(|c| !c.is_alphanumeric()).count();
    let behind = &rest[marks..];
    behind[..word_len(behind)].iter().collect()
}

/// What stands behind an apostrophe: the verb where it is `n't`, and how many characters were used up.
fn apostrophe<'t>(text: &'t str, behind: &[char]) -> (Option<&'t str>, usize) {
    if !matches!(behind.first(), Some('\'' | '’' | '`')) {
        return (None, 0);
    }
    let tail: String = behind[1..].iter().take_while(|c| c.is_ascii_alphabetic()).collect();
    let used = 1 + tail.chars().count();
    match (tail.as_str(), text.strip_suffix('n')) {
        // Two verbs lose a part of themselves before "n't".
        ("t", Some("ca")) => (Some("can"), used),
        ("t", Some("wo")) => (Some("will"), used),
        ("t", Some(verb)) if !verb.is_empty() => (Some(verb), used),
        ("s" | "re" | "ve" | "ll" | "d" | "m", _) => (None, used),
        _ => (None, 1),
    }
}

/// Joins 第 and a number that a space or a mark keeps apart.
fn join_ordinals(tokens: Vec<Token>) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match (joined.last_mut(), token.kind) {
            (Some(last), Kind::Number(n)) if last.text == "第" => *last = Token::numeric(Kind::Ordinal(n)),
            _ => joined.push(token),
        }
    }
    joined
}

/// Turns "nov 16", "16 november", "november 16th" into a month and a day.
fn join_english_dates(mut tokens: Vec<Token>) -> Vec<Token> {
    let is_day = |t: Option<&Token>| match t.map(|t| t.kind) {
        Some(Kind::Number(n) | Kind::Ordinal(n)) if (1..=31).contains(&n) => Some(n),
        _ => None,
    };
    for i in 0..tokens.len() {
        let Some(month) = (tokens[i].kind == Kind::Word).then(|| english_month(&tokens[i].text)).flatten() else {
            continue;
        };
        let (before, after) = (is_day(i.checked_sub(1).and_then(|j| tokens.get(j))), is_day(tokens.get(i + 1)));
        // "may" and "march" mean a month only beside a day.
        if before.is_none() && after.is_none() && matches!(tokens[i].text.as_str(), "may" | "march" | "mar" | "dec") {
            continue;
        }
        tokens[i] = Token::numeric(Kind::Month(month));
        if let Some(day) = after {
            tokens[i + 1] = Token::numeric(Kind::Day(day));
        } else if let Some(day) = before {
            tokens[i - 1] = Token::numeric(Kind::Day(day));
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::tokenize;
    use crate::text::fold;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        let tokens: Vec<_> = tokenize(&fold(input)).into_iter().map(|t| t.text).collect();
        assert_eq!(tokens.join("|"), expected, "tokens of {input:?}");
    }

    #[test]
    fn ordinals_have_one_spelling() {
        for input in ["第三届", "第3届", "第 3 届", "3届", "三届", "第３届"] {
            check(input, "第3|届");
        }
        check("the third edition", "the|第3|edition");
        check("3rd edition", "第3|edition");
    }

    #[test]
    fn dates_have_one_spelling() {
        for input in ["11月16日", "十一月十六号", "１１／１６", "11.16", "Nov 16", "November 16th"] {
            check(input, "11月|16日");
        }
        check("16 November", "16日|11月");
        check("2016-11-16", "2016年|11月|16日");
        check("16/11", "11月|16日");
        check("11月16日至18日", "11月|16日|至|18日");
        check("二〇一六年", "2016年");
        check("in 2016", "in|2016年");
    }

    #[test]
    fn counts_have_one_spelling() {
        check("十六场", "16|场");
        check("16场", "16|场");
        check("sixteen forums", "16|forums");
        check("30多亿", "30|多|亿");
        check("三十多亿", "30|多|亿");
        check("1,000 people", "1000|people");
        check("一带一路", "一|带|一|路");
        check("16-18日", "16|18日");
    }

    #[test]
    fn english_is_cut_at_apostrophes() {
        check("What's the theme?", "what|the|theme");
        check("doesn't", "does|not");
        check("G20", "g20");
    }

    #[test]
    fn punctuation_and_emoji_only_part_tokens() {
        check("主题？！🎉", "主|题");
        check("😀😀", "");
        check("", "");
    }

    proptest! {
        #[test]
        fn tokenizing_never_panics(text in any::<String>()) {
            let _ = tokenize(&fold(&text));
        }

        #[test]
        fn digits_and_marks_never_panic(text in "[0-9/.,十百第月日年 \\-]{0,40}") {
            let _ = tokenize(&fold(&text));
        }
    }
}

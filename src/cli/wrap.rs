//! Breaks text into lines that fit a terminal, where Chinese breaks between characters and English between words.
//!
//! Invariants: no character is lost but the spaces at a break; no line begins with a closing mark or ends with an
//! opening one; a line is wider than asked only where a single word is.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks that must not begin a line.
const CLOSING: &str = "，。、；：？！”’》）」』】〉…—％,.;:?!)]}%";

/// Marks that must not end a line.
const OPENING: &str = "“‘《（「『【〈([{";

/// Cuts `text` into lines of at most `width` columns; its own line breaks are kept.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    text.lines().flat_map(|line| wrap_line(line, width)).collect()
}

fn wrap_line(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut columns = 0;
    for piece in pieces(text) {
        let piece_columns = piece.trim_end_matches(' ').width();
        if columns + piece_columns > width && !line.is_empty() {
            lines.push(line.trim_end_matches(' ').to_owned());
            line.clear();
            columns = 0;
        }
        line.push_str(&piece);
        columns += piece.width();
    }
    lines.push(line.trim_end_matches(' ').to_owned());
    lines
}

/// The pieces between which a line may break: words with their spaces, single wide characters with their marks.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut previous = None;
    for c in text.chars() {
        match pieces.last_mut() {
            Some(piece) if !breaks_between(previous, c) => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        previous = Some(c);
    }
    pieces
}

fn breaks_between(previous: Option<char>, next: char) -> bool {
    let Some(previous) = previous else {
        return true;
    };
    if next == ' ' || CLOSING.contains(next) || OPENING.contains(previous) || next.width() == Some(0) {
        return false;
    }
    previous == ' ' || is_wide(previous) || is_wide(next)
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[track_caller]
    fn check(text: &str, width: usize, expected: &[&str]) {
        assert_eq!(wrap(text, width), expected, "{text:?} in {width} columns");
    }

    #[test]
    fn chinese_breaks_between_characters() {
        check("第三届世界互联网大会", 8, &["第三届世", "界互联网", "大会"]);
        check("乌镇", 8, &["乌镇"]);
    }

    #[test]
    fn english_breaks_between_words() {
        check("from 16 to 18 November", 10, &["from 16 to", "18", "November"]);
        check("incomprehensible", 5, &["incomprehensible"]);
    }

    #[test]
    fn marks_stay_with_their_words() {
        check("大会设置，论坛", 8, &["大会设", "置，论坛"]);
        check("主题是“创新”", 8, &["主题是", "“创新”"]);
    }

    #[test]
    fn line_breaks_are_kept() {
        check("a\n\nb", 10, &["a", "", "b"]);
    }

    #[test]
    fn combining_marks_stay_with_their_letter() {
        check("e\u{301}e\u{301} 中", 2, &["e\u{301}e\u{301}", "中"]);
    }
}

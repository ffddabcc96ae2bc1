//! Reads lines as people send them: any bytes, any length, with or without an end.
//!
//! Invariants: memory holds at most [`MAX_LINE`] bytes of a line, whatever is piped in; a line is always text; a line
//! that is too long costs no other line theirs.

use std::io::{self, BufRead, Read};

/// The longest question that is read. Telegram's longest message is 4096 UTF-16 units, 12 KiB of Chinese at most:
/// five times that is a paste gone wrong, not a question.
pub const MAX_LINE: usize = 64 * 1024;

/// One line, without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The text; what was not UTF-8 is replaced.
    pub text: String,
    /// How many bytes at the end of the line were left out.
    pub passed_over: usize,
}

/// The next line of `input`; `None` at its end.
///
/// # Errors
/// As of reading.
pub fn read_line(input: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    input.by_ref().take(MAX_LINE as u64 + 1).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    let mut passed_over = 0;
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
    } else if bytes.len() > MAX_LINE {
        let read = bytes.len();
        cut(&mut bytes);
        passed_over = read - bytes.len() + input.skip_until(b'\n')?;
    }
    Ok(Some(Line { text: String::from_utf8_lossy(&bytes).into_owned(), passed_over }))
}

/// Cuts a line to [`MAX_LINE`] bytes or a few less, so that no character is cut in two.
fn cut(bytes: &mut Vec<u8>) {
    let is_continuation = |byte: &u8| byte & 0b1100_0000 == 0b1000_0000;
    let mut end = MAX_LINE;
    while end > MAX_LINE - 3 && bytes.get(end).is_some_and(is_continuation) {
        end -= 1;
    }
    bytes.truncate(end);
}

#[cfg(test)]
mod tests {
    use super::{MAX_LINE, read_line};

    #[track_caller]
    fn check(input: &[u8], expected: &[&str]) {
        let mut rest = input;
        let mut lines = Vec::new();
        while let Some(line) = read_line(&mut rest).expect("a slice can be read") {
            assert_eq!(line.passed_over, 0);
            lines.push(line.text);
        }
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_end_in_every_way() {
        check(b"", &[]);
        check(b"a\nb", &["a", "b"]);
        check(b"a\r\n\r\nb\r\n", &["a", "", "b"]);
        check(b"\n", &[""]);
        check(b"a\rb\n", &["a\rb"]);
    }

    #[test]
    fn any_bytes_become_text() {
        check(b"a\xff\0b\n", &["a\u{FFFD}\0b"]);
        check("乌镇".as_bytes(), &["乌镇"]);
    }

    #[test]
    fn a_long_line_is_cut_between_characters_and_the_next_one_is_whole() {
        let input = format!("a{}\nnext", "乌".repeat(MAX_LINE));
        let mut rest = input.as_bytes();
        let line = read_line(&mut rest).expect("readable").expect("a line");
        assert!(line.text.len() <= MAX_LINE && line.text.len() > MAX_LINE - 4, "{}", line.text.len());
        assert!(!line.text.contains('\u{FFFD}'));
        assert_eq!(line.text.len() + line.passed_over, 1 + 3 * MAX_LINE + 1, "the line end is passed over too");
        assert_eq!(read_line(&mut rest).expect("readable").expect("a line").text, "next");
        assert_eq!(read_line(&mut rest).expect("readable"), None);
    }

    #[test]
    fn a_line_of_just_the_length_is_whole() {
        let input = format!("{}\nnext\n", "a".repeat(MAX_LINE));
        let mut rest = input.as_bytes();
        let line = read_line(&mut rest).expect("readable").expect("a line");
        assert_eq!((line.text.len(), line.passed_over), (MAX_LINE, 0));
        assert_eq!(read_line(&mut rest).expect("readable").expect("a line").text, "next");
    }
}

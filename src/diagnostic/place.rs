//! Says where in a file something stands, in lines and columns that an editor agrees with.
//!
//! Invariants: lines and columns count from 1, columns and lengths are in characters, and a place keeps its file's
//! text alive, so that it can be shown wherever it ends up.

use std::cmp::Ordering;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A text file as it was read: without byte order mark, lines ended by a line feed alone.
pub struct SourceText {
    name: String,
    text: String,
    lines: OnceLock<Lines>,
}

/// Where lines and characters stand, so that a place costs the same in a line of any length.
#[derive(Default)]
struct Lines {
    /// The byte and the number of the character at which each line begins.
    starts: Vec<(usize, usize)>,
    /// The byte of every [`STRIDE`]th character.
    bytes: Vec<usize>,
    /// How many characters there are.
    chars: usize,
}

/// How many characters are walked at most to find one.
const STRIDE: usize = 256;

impl SourceText {
    /// Takes a file's text under the name that people know it by, usually its path.
    #[must_use]
    pub fn new(name: impl Into<String>, text: String) -> Arc<Self> {
        let text = fold_line_ends(text);
        Arc::new(Self { name: name.into(), text, lines: OnceLock::new() })
    }

    /// What the file is called in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line of that 1-based number without its end; empty where there is none.
    #[must_use]
    pub fn line(&self, number: usize) -> &str {
        let starts = &self.lines().starts;
        let Some(&(start, _)) = number.checked_sub(1).and_then(|i| starts.get(i)) else {
            return "";
        };
        let end = starts.get(number).map_or(self.text.len(), |(byte, _)| *byte);
        self.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// How many characters the line of that 1-based number has, without its end.
    #[must_use]
    pub fn line_length(&self, number: usize) -> usize {
        let lines = self.lines();
        let Some(&(_, start)) = number.checked_sub(1).and_then(|i| lines.starts.get(i)) else {
            return 0;
        };
        lines.starts.get(number).map_or(lines.chars, |(_, next)| *next - 1) - start
    }

    /// The byte of the character in that 1-based line and column, at most the end of the line.
    #[must_use]
    pub fn byte(&self, line: usize, column: usize) -> usize {
        let lines = self.lines();
        let Some(&(_, start)) = line.checked_sub(1).and_then(|i| lines.starts.get(i)) else {
            return self.text.len();
        };
        let char = start + column.saturating_sub(1).min(self.line_length(line));
        let near = lines.bytes.get(char / STRIDE).copied().unwrap_or(self.text.len());
        let rest = self.text.get(near..).unwrap_or_default();
        near + rest.char_indices().nth(char % STRIDE).map_or(rest.len(), |(at, _)| at)
    }

    /// The place of `length` characters from a byte offset of the text; cut off at the end of its line.
    #[must_use]
    pub fn place_at_byte(self: &Arc<Self>, byte: usize, length: usize) -> Place {
        let lines = self.lines();
        let line = lines.starts.partition_point(|&(start, _)| start <= byte).max(1);
        let before = lines.bytes.partition_point(|&b| b <= byte).saturating_sub(1);
        let near = lines.bytes.get(before).copied().unwrap_or_default();
        let walked = self.text.get(near..).unwrap_or_default().char_indices().take_while(|(at, _)| near + at < byte);
        let char = before * STRIDE + walked.count();
        let start = lines.starts.get(line - 1).map_or(0, |(_, start)| *start);
        self.place(line, char - start + 1, length)
    }

    /// The place of `length` characters; cut off at the end of its line, and never empty.
    #[must_use]
    pub fn place(self: &Arc<Self>, line: usize, column: usize, length: usize) -> Place {
        let room = (self.line_length(line) + 1).saturating_sub(column);
        Place { source: Arc::clone(self), line, column, length: length.min(room).max(1) }
    }

    /// The very first character.
    #[must_use]
    pub fn start(self: &Arc<Self>) -> Place {
        self.place(1, 1, 1)
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| {
            let mut lines = Lines { starts: vec![(0, 0)], ..Lines::default() };
            for (byte, c) in self.text.char_indices() {
                if lines.chars.is_multiple_of(STRIDE) {
                    lines.bytes.push(byte);
                }
                lines.chars += 1;
                if matches!(c, '\n' | '\r') {
                    lines.starts.push((byte + 1, lines.chars));
                }
            }
            lines
        })
    }
}

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SourceText").field(&self.name).finish()
    }
}

/// A stretch of one line of one file.
#[derive(Clone, Debug)]
pub struct Place {
    source: Arc<SourceText>,
    line: usize,
    column: usize,
    length: usize,
}

impl Place {
    /// The file.
    #[must_use]
    pub fn source(&self) -> &Arc<SourceText> {
        &self.source
    }

    /// The 1-based line.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The 1-based column, in characters.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// How many characters are meant; at least one.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }

    fn key(&self) -> (&str, usize, usize, usize) {
        (&self.source.name, self.line, self.column, self.length)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.source.name, self.line, self.column)
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// Strips the byte order mark and folds CRLF to LF; copies only where there is something to fold.
fn fold_line_ends(text: String) -> String {
    let text = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text }
}

#[cfg(test)]
mod tests {
    use super::SourceText;

    #[track_caller]
    fn check(text: &str, byte: usize, expected: &str) {
        let source = SourceText::new("f", text.to_owned());
        assert_eq!(source.place_at_byte(byte, 1).to_string(), expected);
    }

    #[test]
    fn bytes_become_lines_and_columns_in_characters() {
        check("", 0, "f:1:1");
        check("abc", 2, "f:1:3");
        check("乌镇举办", 6, "f:1:3");
        check("a\n乌镇", 5, "f:2:2");
        check("a\r\nb", 2, "f:2:1");
        check("\u{FEFF}ab", 1, "f:1:2");
        check("a\rb", 2, "f:2:1");
        check("a\n", 2, "f:2:1");
    }

    #[test]
    fn long_lines_are_as_exact_as_short_ones() {
        let source = SourceText::new("f", format!("a\n{}\nb", "乌b".repeat(1_000)));
        for column in [1, 2, 255, 256, 257, 511, 512, 513, 2_000, 2_001] {
            let byte = source.byte(2, column);
            assert_eq!(source.place_at_byte(byte, 1).to_string(), format!("f:2:{column}"));
        }
        assert_eq!(source.line_length(2), 2_000);
        assert_eq!(source.byte(2, 9_999), 2 + 4_000);
    }

    #[test]
    fn lengths_stop_at_the_end_of_the_line() {
        let source = SourceText::new("f", "乌镇\nx".to_owned());
        assert_eq!(source.place(1, 1, 99).length(), 2);
        assert_eq!(source.place(1, 3, 5).length(), 1);
        assert_eq!(source.line(2), "x");
        assert_eq!(source.line(3), "");
    }
}

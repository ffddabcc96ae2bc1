//! A document that passages are quoted from: finds them, and numbers its paragraphs.
//!
//! Invariant: the text is compared character for character; nothing is folded to make a passage fit.

use std::sync::Arc;

use crate::diagnostic::SourceText;

/// Where a passage that is not in a document all but stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    /// How many pieces of the passage stand there.
    pub alike: usize,
    /// The first character of the passage that differs, from 0; its length where it goes on in the document.
    pub differs_at: usize,
    /// The byte of the document that stands against it.
    pub document_byte: usize,
}

/// A document and where its paragraphs begin.
#[derive(Debug)]
pub(super) struct Document {
    text: Arc<SourceText>,
    /// The byte at which each line begins that holds more than white space.
    paragraphs: Vec<usize>,
}

impl Document {
    pub fn new(text: Arc<SourceText>) -> Self {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in text.text().split_inclusive('\n') {
            if !line.trim().is_empty() {
                paragraphs.push(start);
            }
            start += line.len();
        }
        Self { text, paragraphs }
    }

    pub fn text(&self) -> &Arc<SourceText> {
        &self.text
    }

    /// The place that `passage` was probably copied from.
    pub fn nearest(&self, passage: &str) -> Option<Near> {
        let _ = passage;
        None
    }

    /// The 1-based number of the paragraph in which `passage` first stands.
    pub fn find(&self, passage: &str) -> Option<usize> {
        let at = self.text.text().find(passage)?;
        let blank = passage.len() - passage.trim_start().len();
        Some(self.paragraphs.partition_point(|&start| start <= at + blank).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::Document;
    use crate::diagnostic::SourceText;

    #[test]
    fn paragraphs_are_the_lines_that_hold_something() {
        let text = "\u{FEFF}\r\n　　\r\n第一段。\r\n\r\n　　第二段，\r\n第三段。";
        let document = Document::new(SourceText::new("d", text.to_owned()));
        for (passage, expected) in [
            ("第一段", Some(1)),
            ("第二段", Some(2)),
            ("第二段，\n第三", Some(2)),
            ("\n　　第二段", Some(2)),
            ("第三段。", Some(3)),
            ("第四段", None),
        ] {
            assert_eq!(document.find(passage), expected, "{passage}");
        }
    }
}

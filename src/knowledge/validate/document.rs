//! A document that passages are quoted from: finds them, and numbers its paragraphs.
//!
//! Invariant: a passage is looked for character for character; nothing is folded to make it fit.

use std::sync::{Arc, OnceLock};

use super::nearest::{Near, Sketch};
use crate::diagnostic::SourceText;

/// A document and where its paragraphs begin.
#[derive(Debug)]
pub(super) struct Document {
    text: Arc<SourceText>,
    /// The byte at which each line begins that holds more than white space.
    paragraphs: Vec<usize>,
    /// Made when a passage is first missed.
    sketch: OnceLock<Sketch>,
}

impl Document {
    pub(super) fn new(text: Arc<SourceText>) -> Self {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in text.text().split_inclusive('\n') {
            if !line.trim().is_empty() {
                paragraphs.push(start);
            }
            start += line.len();
        }
        Self { text, paragraphs, sketch: OnceLock::new() }
    }

    pub(super) fn text(&self) -> &Arc<SourceText> {
        &self.text
    }

    /// The 1-based number of the paragraph in which `passage` first stands.
    pub(super) fn find(&self, passage: &str) -> Option<usize> {
        let at = self.text.text().find(passage)?;
        let blank = passage.len() - passage.trim_start().len();
        Some(self.paragraphs.partition_point(|&start| start <= at + blank).max(1))
    }

    /// The place that `passage`, which is not in the document, was probably copied from.
    pub(super) fn nearest(&self, passage: &str) -> Option<Near> {
        let text = self.text.text();
        self.sketch.get_or_init(|| Sketch::new(text)).nearest(passage, text)
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

//! Reads Telegram's HTML: the few tags it has, its entities, and its words for every mistake.
//!
//! Byte offsets in the messages count bytes of the text as it was sent, as Telegram's do.

use super::link::checked;
use super::reference::decode;
use super::{Entity, Formatted};

const TAGS: [&str; 16] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "span",
    "pre",
    "code",
    "blockquote",
];

/// A tag that waits for its end.
struct Open {
    tag: String,
    argument: String,
    offset: usize,
    start: usize,
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    out: Vec<u8>,
    units: usize,
    open: Vec<Open>,
    entities: Vec<Entity>,
}

pub(super) fn parse(html: &str) -> Result<Formatted, String> {
    let mut parser =
        Parser { bytes: html.as_bytes(), at: 0, out: Vec::new(), units: 0, open: Vec::new(), entities: Vec::new() };
    parser.run()?;
    if let Some(open) = parser.open.last() {
        return Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.tag));
    }
    let mut entities = parser.entities;
    // A class on a lone `code` names no language: only `pre` and `code` together do.
    for code in entities.iter_mut().filter(|e| e.kind == "code") {
        code.extra.clear();
    }
    Ok(Formatted { text: String::from_utf8_lossy(&parser.out).into_owned(), entities })
}

impl Parser<'_> {
    fn run(&mut self) -> Result<(), String> {
        while let Some(byte) = self.peek() {
            match byte {
                b'<' if self.bytes.get(self.at + 1) == Some(&b'/') => self.end_tag()?,
                b'<' => self.start_tag()?,
                b'&' => self.reference()?,
                _ => {
                    self.at += 1;
                    self.out.push(byte);
                    // A byte that starts a character counts one unit, or two from four bytes on.
                    self.units += usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0);
                }
            }
        }
        Ok(())
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self, while_: impl Fn(u8) -> bool) -> Vec<u8> {
        let start = self.at;
        while self.peek().is_some_and(&while_) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default().to_vec()
    }

    fn spaces(&mut self) {
        self.skip(is_space);
    }

    fn reference(&mut self) -> Result<(), String> {
        match decode(self.bytes, self.at) {
            Some((code, next)) => {
                let letter = char::from_u32(code).ok_or(
                    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
                )?;
                self.out.extend(letter.encode_utf8(&mut [0; 4]).bytes());
                self.units += letter.len_utf16();
                self.at = next;
            }
            None => {
                self.out.push(b'&');
                self.units += 1;
                self.at += 1;
            }
        }
        Ok(())
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.at += 1;
        let tag = lower(&self.skip(|b| !is_space(b) && b != b'>'));
        if self.peek().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        if !TAGS.contains(&tag.as_str()) {
            return Err(format!("Unsupported start tag \"{tag}\" at byte offset {begin}"));
        }
        let mut argument = String::new();
        loop {
            self.spaces();
            if self.peek() == Some(b'>') {
                break;
            }
            let (name, value) = self.attribute(&tag, begin)?;
            if let Some(found) = argument_of(&tag, &name, value) {
                argument = found;
            }
        }
        self.at += 1;
        if tag == "span" && argument != "spoiler" {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        self.open.push(Open { tag, argument, offset: self.units, start: self.out.len() });
        Ok(())
    }

    fn attribute(&mut self, tag: &str, begin: usize) -> Result<(String, Option<String>), String> {
        let unclosed = || format!("Unclosed start tag \"{tag}\" at byte offset {begin}");
        let name = self.skip(|b| !is_space(b) && !matches!(b, b'=' | b'>' | b'/' | b'"' | b'\''));
        if name.is_empty() {
            return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
        }
        let name = String::from_utf8_lossy(&name).into_owned();
        self.spaces();
        match self.peek() {
            None => return Err(unclosed()),
            Some(b'=') => self.at += 1,
            Some(_) => return Ok((name, None)),
        }
        self.spaces();
        let value = match self.peek() {
            None => return Err(unclosed()),
            Some(quote @ (b'"' | b'\'')) => self.quoted(quote),
            Some(_) => self.token()?,
        };
        if self.peek().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        Ok((name, Some(value)))
    }

    fn quoted(&mut self, quote: u8) -> String {
        self.at += 1;
        let mut value = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| *byte != quote) {
            match decode(self.bytes, self.at).and_then(|(code, next)| Some((char::from_u32(code)?, next))) {
                Some((letter, next)) if byte == b'&' => {
                    value.extend(letter.encode_utf8(&mut [0; 4]).bytes());
                    self.at = next;
                }
                _ => {
                    value.push(byte);
                    self.at += 1;
                }
            }
        }
        if self.peek().is_some() {
            self.at += 1;
        }
        String::from_utf8_lossy(&value).into_owned()
    }

    fn token(&mut self) -> Result<String, String> {
        let start = self.at;
        let value = lower(&self.skip(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')));
        match self.peek() {
            Some(byte) if !is_space(byte) && byte != b'>' => {
                Err(format!("Unexpected end of name token at byte offset {start}"))
            }
            _ => Ok(value),
        }
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        let Some(open) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        self.at += 2;
        let name = lower(&self.skip(|b| !is_space(b) && b != b'>'));
        self.spaces();
        if self.peek() != Some(b'>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.at += 1;
        if !name.is_empty() && name != open.tag {
            let expected = &open.tag;
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{expected}>\", found \"</{name}>\""
            ));
        }
        if self.units > open.offset { self.close(open) } else { Ok(()) }
    }

    fn close(&mut self, open: Open) -> Result<(), String> {
        let (offset, length) = (open.offset, self.units - open.offset);
        let covers = |e: &Entity, kind| e.kind == kind && e.offset == offset && e.length == length;
        let entity = |kind| Entity::new(kind, offset, length);
        let made = match open.tag.as_str() {
            "b" | "strong" => entity("bold"),
            "i" | "em" => entity("italic"),
            "u" | "ins" => entity("underline"),
            "s" | "strike" | "del" => entity("strikethrough"),
            "tg-spoiler" | "span" => entity("spoiler"),
            "blockquote" if !open.argument.is_empty() => entity("expandable_blockquote"),
            "blockquote" => entity("blockquote"),
            "tg-emoji" if open.argument.parse::<u64>().is_ok_and(|id| id > 0) => {
                entity("custom_emoji").with("custom_emoji_id", open.argument)
            }
            "tg-emoji" => return Err("Invalid custom emoji identifier specified".to_owned()),
            "pre" => match self.entities.last_mut().filter(|e| covers(e, "code") && !e.extra.is_empty()) {
                Some(code) => {
                    code.kind = "pre".to_owned();
                    return Ok(());
                }
                None => entity("pre"),
            },
            "code" => match self.entities.last_mut().filter(|e| covers(e, "pre") && !open.argument.is_empty()) {
                Some(pre) => {
                    pre.extra.insert("language".to_owned(), open.argument.into());
                    return Ok(());
                }
                None if open.argument.is_empty() => entity("code"),
                None => entity("code").with("language", open.argument),
            },
            _ => {
                let shown = String::from_utf8_lossy(self.out.get(open.start..).unwrap_or_default()).into_owned();
                let url = if open.argument.is_empty() { shown } else { open.argument };
                match checked(&url) {
                    Some(url) => entity("text_link").with("url", url),
                    None => return Ok(()),
                }
            }
        };
        self.entities.push(made);
        Ok(())
    }
}

fn argument_of(tag: &str, name: &str, value: Option<String>) -> Option<String> {
    match (tag, name, value) {
        ("blockquote", "expandable", _) => Some("expandable".to_owned()),
        ("a", "href", value) | ("tg-emoji", "emoji-id", value) => value,
        ("code", "class", Some(value)) => value.strip_prefix("language-").map(str::to_owned),
        ("span", "class", Some(value)) => value.strip_prefix("tg-").map(str::to_owned),
        _ => None,
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0B)
}

fn lower(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).to_lowercase()
}

//! Makes of a text what Telegram makes of it: entities parsed, white space trimmed, lengths in UTF-16 units.
//!
//! Invariant: offsets and lengths count UTF-16 units everywhere in the stand-in; no byte offset leaves `html`.

mod detect;
mod html;
mod link;
mod reference;

use std::cmp::Reverse;

use serde_json::{Map, Value, json};

use super::refusal::Refusal;

/// The longest message, in UTF-16 units after entity parsing.
pub(crate) const MESSAGE: usize = 4096;
/// The longest text that is looked at at all, in bytes before parsing.
const RAW: usize = 1 << 15;
/// Entities beyond this are dropped without a word.
const ENTITIES: usize = 100;

/// A text with its entities.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Formatted {
    pub(crate) text: String,
    pub(crate) entities: Vec<Entity>,
}

/// A stretch of text that means something.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entity {
    pub(crate) kind: String,
    pub(crate) offset: usize,
    pub(crate) length: usize,
    /// `url`, `language` and the like.
    pub(crate) extra: Map<String, Value>,
}

impl Entity {
    pub(crate) fn new(kind: &str, offset: usize, length: usize) -> Self {
        Self { kind: kind.to_owned(), offset, length, extra: Map::new() }
    }

    fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.extra.insert(key.to_owned(), value.into());
        self
    }

    fn end(&self) -> usize {
        self.offset + self.length
    }

    fn json(&self) -> Value {
        let mut entity = self.extra.clone();
        entity.insert("type".to_owned(), json!(self.kind));
        entity.insert("offset".to_owned(), json!(self.offset));
        entity.insert("length".to_owned(), json!(self.length));
        Value::Object(entity)
    }

    fn read(value: &Value) -> Option<Self> {
        let mut extra = value.as_object()?.clone();
        let number =
            |extra: &mut Map<String, Value>, key| extra.remove(key)?.as_u64().and_then(|n| usize::try_from(n).ok());
        let kind = extra.remove("type")?.as_str()?.to_owned();
        Some(Self { kind, offset: number(&mut extra, "offset")?, length: number(&mut extra, "length")?, extra })
    }
}

impl Formatted {
    /// The entities as Telegram sends them.
    pub(crate) fn entities_json(&self) -> Vec<Value> {
        self.entities.iter().map(Entity::json).collect()
    }
}

/// UTF-16 units of a text.
pub(crate) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// What a person's own words become: trimmed, with commands, mentions and links found.
pub(crate) fn plain(text: &str) -> Formatted {
    finish(Formatted { text: text.to_owned(), entities: Vec::new() })
}

/// What a bot's text becomes, or why it is refused.
pub(crate) fn sent(text: &str, mode: Option<&str>, entities: Option<&Value>) -> Result<Formatted, Refusal> {
    if text.len() > RAW {
        return Err(Refusal::bad("text is too long"));
    }
    let parsed = match mode.map(str::to_lowercase).as_deref() {
        None | Some("") => given(text, entities)?,
        Some("html") => html::parse(text).map_err(|why| Refusal::bad(format!("can't parse entities: {why}")))?,
        Some("markdown" | "markdownv2") => {
            return Err(Refusal::bad("the stand-in plays parse_mode HTML alone"));
        }
        Some(_) => return Err(Refusal::bad("unsupported parse_mode")),
    };
    let formatted = finish(parsed);
    if is_blank(&formatted.text) {
        return Err(Refusal::bad("message text is empty"));
    }
    if units(&formatted.text) > MESSAGE {
        return Err(Refusal::bad("message is too long"));
    }
    Ok(formatted)
}

fn given(text: &str, entities: Option<&Value>) -> Result<Formatted, Refusal> {
    let list = entities.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let unreadable = || Refusal::bad("can't parse MessageEntity: offset and length must not be negative");
    let entities = list.iter().map(|e| Entity::read(e).ok_or_else(unreadable)).collect::<Result<Vec<_>, _>>()?;
    let length = units(text);
    match entities.iter().find(|entity| entity.end() > length) {
        Some(entity) => Err(Refusal::bad(format!(
            "entity beginning at UTF-16 offset {} ends after the end of the text at UTF-16 offset {length}",
            entity.offset
        ))),
        None => Ok(Formatted { text: text.to_owned(), entities }),
    }
}

/// Nothing to see: white space and characters without a shape.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}')
    })
}

fn finish(formatted: Formatted) -> Formatted {
    let mut units: Vec<u16> = formatted.text.encode_utf16().collect();
    let mut entities = formatted.entities;
    drop_returns(&mut units, &mut entities);
    let is_space = |unit: &u16| matches!(unit, 0x20 | 0x0A | 0x09);
    entities.retain(|e| units.get(e.offset..e.end()).is_some_and(|part| !part.iter().all(is_space)));

    let end = units.iter().rposition(|unit| !is_space(unit)).map_or(0, |last| last + 1);
    units.truncate(end);
    for entity in &mut entities {
        entity.length = entity.length.min(end.saturating_sub(entity.offset));
    }
    // A leading space that an entity covers stays: that is how Telegram does it.
    let reach = entities.iter().map(|e| e.offset).min().unwrap_or(end);
    let start = units.iter().take(reach).take_while(|unit| is_space(unit)).count();
    units.drain(..start);
    for entity in &mut entities {
        entity.offset -= start;
    }

    drop_nested(&mut entities);

    let text = String::from_utf16_lossy(&units);
    let found = detect::entities(&text);
    let opaque = |e: &Entity| matches!(e.kind.as_str(), "code" | "pre" | "text_link" | "text_mention");
    let hidden = |f: &Entity| entities.iter().any(|e| opaque(e) && e.offset < f.end() && f.offset < e.end());
    let known = |f: &Entity| entities.iter().any(|e| e.kind == f.kind && e.offset == f.offset);
    let found: Vec<Entity> = found.into_iter().filter(|f| !hidden(f) && !known(f)).collect();
    entities.extend(found);
    entities.sort_by_key(|e| (e.offset, Reverse(e.length), rank(&e.kind)));
    entities.truncate(ENTITIES);
    Formatted { text, entities }
}

/// Which entity comes first where two cover the same.
fn rank(kind: &str) -> usize {
    const ORDER: [&str; 10] = [
        "blockquote",
        "expandable_blockquote",
        "pre",
        "code",
        "text_link",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
    ];
    // What was found rather than written stands before the styles.
    ORDER.iter().position(|known| *known == kind).unwrap_or(4)
}

/// Nothing nests in code, no quote in a quote: the inner entity goes without a word.
fn drop_nested(entities: &mut Vec<Entity>) {
    let is_code = |e: &Entity| matches!(e.kind.as_str(), "code" | "pre");
    let is_quote = |e: &Entity| matches!(e.kind.as_str(), "blockquote" | "expandable_blockquote");
    let all = entities.clone();
    let inside = |e: &Entity, f: &Entity| {
        let same = e.offset == f.offset && e.length == f.length;
        let within = f.offset <= e.offset && e.end() <= f.end();
        let code = is_code(f) && !is_quote(e) && (!same || !is_code(e) || f.kind == "pre" && e.kind == "code");
        within && (code || !same && is_quote(e) && is_quote(f))
    };
    entities.retain(|e| !all.iter().any(|f| inside(e, f)));
}

/// Carriage returns vanish, other control characters become spaces.
fn drop_returns(units: &mut Vec<u16>, entities: &mut [Entity]) {
    let before = |at: usize| units.iter().take(at).filter(|unit| **unit == 0x0D).count();
    for entity in entities.iter_mut() {
        let (start, end) = (entity.offset - before(entity.offset), entity.end() - before(entity.end()));
        (entity.offset, entity.length) = (start, end - start);
    }
    units.retain(|unit| *unit != 0x0D);
    for unit in units.iter_mut().filter(|unit| **unit < 0x20 && **unit != 0x0A) {
        *unit = 0x20;
    }
}

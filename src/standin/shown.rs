//! A message as a person sees it, read from what Telegram would send.

use serde_json::Value;

/// A message in a chat.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Its id in its chat.
    pub id: i64,
    /// The text; empty where it has none.
    pub text: String,
    /// As Telegram would send it.
    pub json: Value,
}

/// A button under a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What is on it.
    pub text: String,
    /// What the bot gets when it is pressed; none where it does something else.
    pub data: Option<String>,
}

impl Shown {
    pub(crate) fn new(json: Value) -> Self {
        let text = json.get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
        Self { id: json.get("message_id").and_then(Value::as_i64).unwrap_or_default(), text, json }
    }

    /// The buttons under it, row by row.
    #[must_use]
    pub fn buttons(&self) -> Vec<Vec<Button>> {
        let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
        let rows = list(self.json.pointer("/reply_markup/inline_keyboard"));
        let text = |button: &Value, key| button.get(key).and_then(Value::as_str).map(str::to_owned);
        let read = |button: &Value| Button {
            text: text(button, "text").unwrap_or_default(),
            data: text(button, "callback_data"),
        };
        rows.iter().map(|row| list(Some(row)).iter().map(read).collect()).collect()
    }

    /// The message it replies to.
    #[must_use]
    pub fn reply_to(&self) -> Option<i64> {
        self.json.pointer("/reply_to_message/message_id").and_then(Value::as_i64)
    }

    /// The topic it stands in.
    #[must_use]
    pub fn topic(&self) -> Option<i64> {
        let in_topic = self.json.get("is_topic_message").and_then(Value::as_bool) == Some(true);
        self.json.get("message_thread_id").and_then(Value::as_i64).filter(|_| in_topic)
    }

    /// The kinds of its entities with the text that each covers.
    #[must_use]
    pub fn entities(&self) -> Vec<(String, String)> {
        let units: Vec<u16> = self.text.encode_utf16().collect();
        let list = self.json.get("entities").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let read = |entity: &Value| {
            let number = |key| entity.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
            let (offset, length) = (number("offset")?, number("length")?);
            let part = String::from_utf16_lossy(units.get(offset..offset + length)?);
            Some((entity.get("type")?.as_str()?.to_owned(), part))
        };
        list.iter().filter_map(read).collect()
    }

    /// Whether it was edited.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        self.json.get("edit_date").is_some()
    }
}

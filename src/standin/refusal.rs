//! Says no as Telegram does: a code, a description in its words, and what a client may need to go on.

use serde_json::{Value, json};

/// What a method gives back.
pub(crate) type Answer = Result<Value, Refusal>;

/// A refused call.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    /// The HTTP status, which is also the `error_code`.
    pub(crate) code: u16,
    /// The words a client reads.
    pub(crate) description: String,
    /// `retry_after` or `migrate_to_chat_id`.
    pub(crate) parameters: Option<Value>,
}

impl Refusal {
    fn new(code: u16, description: String) -> Self {
        Self { code, description, parameters: None }
    }

    /// 400; the first letter is lowered as Telegram lowers it: unless a whole word is in capitals.
    pub(crate) fn bad(why: impl AsRef<str>) -> Self {
        Self::new(400, format!("Bad Request: {}", lowered(why.as_ref())))
    }

    pub(crate) fn forbidden(why: &str) -> Self {
        Self::new(403, format!("Forbidden: {why}"))
    }

    pub(crate) fn conflict(why: &str) -> Self {
        Self::new(409, format!("Conflict: {why}"))
    }

    pub(crate) fn unauthorized() -> Self {
        Self::new(401, "Unauthorized".to_owned())
    }

    pub(crate) fn no_method() -> Self {
        Self::new(404, "Not Found: method not found".to_owned())
    }

    pub(crate) fn no_path() -> Self {
        Self::new(404, "Not Found".to_owned())
    }

    pub(crate) fn logged_out() -> Self {
        Self::new(400, "Logged out".to_owned())
    }

    /// 429 with the seconds to wait.
    pub(crate) fn too_many(retry_after: u64) -> Self {
        let description = format!("Too Many Requests: retry after {retry_after}");
        Self { code: 429, description, parameters: Some(json!({ "retry_after": retry_after })) }
    }

    /// 400 of a group that became a supergroup.
    pub(crate) fn migrated(to: i64) -> Self {
        let parameters = Some(json!({ "migrate_to_chat_id": to }));
        Self { parameters, ..Self::bad("group chat was upgraded to a supergroup chat") }
    }

    /// The body a client reads.
    pub(crate) fn body(&self) -> Value {
        let mut body = json!({ "ok": false, "error_code": self.code, "description": self.description });
        if let Some(parameters) = &self.parameters {
            body["parameters"] = parameters.clone();
        }
        body
    }
}

fn lowered(why: &str) -> String {
    let mut letters = why.chars();
    match (letters.next(), letters.next()) {
        (Some(_), Some(second)) if second == '_' || second.is_ascii_uppercase() => why.to_owned(),
        (Some(first), _) => first.to_lowercase().chain(why.chars().skip(1)).collect(),
        (None, _) => String::new(),
    }
}

//! The people of the stand-in's world, and the bot among them.

use serde_json::{Value, json};

/// A person with an account.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// Beyond 32 bits, as ids are today.
    pub id: i64,
    /// The name that chats show.
    pub first_name: String,
    /// Without the `@`.
    pub username: Option<String>,
    /// What the person's app is set to, as in `zh-hans` or `en`.
    pub language_code: Option<String>,
}

impl User {
    pub(crate) fn json(&self) -> Value {
        let mut user = json!({ "id": self.id, "is_bot": false, "first_name": self.first_name });
        if let Some(name) = &self.username {
            user["username"] = json!(name);
        }
        if let Some(language) = &self.language_code {
            user["language_code"] = json!(language);
        }
        user
    }
}

/// What BotFather knows of the bot.
#[derive(Clone, Debug, PartialEq)]
pub struct Bot {
    /// The number before the colon of the token.
    pub id: i64,
    /// Its name.
    pub first_name: String,
    /// Without the `@`; ends in `bot`.
    pub username: String,
    /// Privacy mode: groups show the bot only what is meant for it.
    pub privacy: bool,
    /// Whether a mention gets through privacy mode. Disputed in the field, so off: a bot must not rely on it.
    pub mentions_pass_privacy: bool,
    /// Inline mode.
    pub inline: bool,
    /// Inline feedback: the bot hears which result was chosen.
    pub inline_feedback: bool,
}

impl Default for Bot {
    fn default() -> Self {
        Self {
            id: 7_100_000_001,
            first_name: "问答".to_owned(),
            username: "wenda_test_bot".to_owned(),
            privacy: true,
            mentions_pass_privacy: false,
            inline: true,
            inline_feedback: true,
        }
    }
}

impl Bot {
    pub(crate) fn json(&self) -> Value {
        json!({ "id": self.id, "is_bot": true, "first_name": self.first_name, "username": self.username })
    }

    /// What `getMe` tells beyond what everybody sees.
    pub(crate) fn me(&self) -> Value {
        let mut me = self.json();
        me["can_join_groups"] = json!(true);
        me["can_read_all_group_messages"] = json!(!self.privacy);
        me["supports_inline_queries"] = json!(self.inline);
        for absent in [
            "can_connect_to_business",
            "has_main_web_app",
            "has_topics_enabled",
            "allows_users_to_create_topics",
            "can_manage_bots",
            "supports_guest_queries",
            "supports_join_request_queries",
        ] {
            me[absent] = json!(false);
        }
        me
    }
}

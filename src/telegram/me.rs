//! Keeps what Telegram tells of the bot itself (`getMe`), read tolerantly so that a new field never stops the start.

use serde::Deserialize;
use teloxide::types::UserId;

/// The bot's own account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Me {
    /// Its user id.
    pub id: UserId,
    /// Its display name.
    #[serde(rename = "first_name", default)]
    pub name: String,
    /// Its name without the `@`.
    #[serde(default)]
    pub username: String,
    /// Whether privacy mode is off, so that groups' plain messages arrive too.
    #[serde(rename = "can_read_all_group_messages", default)]
    pub reads_all_group_messages: bool,
    /// Whether inline mode is on.
    #[serde(rename = "supports_inline_queries", default)]
    pub inline: bool,
    /// Whether it may be added to groups at all.
    #[serde(rename = "can_join_groups", default)]
    pub joins_groups: bool,
}

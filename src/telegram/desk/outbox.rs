//! Sends and edits messages the way every message of ours goes out: HTML, no link preview, in the right place.
//!
//! Invariant: what is to be edited and is no more is sent anew, so that nobody who asked is left without an answer.

use teloxide::payloads::{EditMessageText, EditMessageTextSetters as _, SendMessage, SendMessageSetters as _};
use teloxide::types::{ChatId, LinkPreviewOptions, MessageId, ReplyParameters, ThreadId};

use crate::telegram::caller::Sent;
use crate::telegram::render::Sheet;
use crate::telegram::{CallError, Caller};

/// Where a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The chat.
    pub chat: ChatId,
    /// The forum topic.
    pub topic: Option<ThreadId>,
    /// The message to reply to.
    pub under: Option<MessageId>,
}

/// Sends `sheet`; `None` where it was sent but Telegram's answer does not say where it stands.
pub(super) async fn send(caller: &Caller, place: Place, sheet: &Sheet) -> Result<Option<Sent>, CallError> {
    let mut message = SendMessage::new(place.chat, sheet.html.as_str())
        .parse_mode(Sheet::PARSE_MODE)
        .link_preview_options(no_preview());
    message.message_thread_id = place.topic;
    message.reply_parameters = place.under.map(|id| ReplyParameters::new(id).allow_sending_without_reply());
    if !sheet.rows.is_empty() {
        message = message.reply_markup(sheet.markup());
    }
    match caller.send(place.chat, message).await {
        Ok(sent) => Ok(Some(sent)),
        Err(CallError::Unread) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes `message` read like `sheet`; where it is no more, sends it anew and tells where it stands now.
pub(super) async fn edit(
    caller: &Caller,
    place: Place,
    message: MessageId,
    sheet: &Sheet,
) -> Result<Option<Sent>, CallError> {
    let payload = EditMessageText::new(place.chat, message, sheet.html.as_str())
        .parse_mode(Sheet::PARSE_MODE)
        .link_preview_options(no_preview())
        .reply_markup(sheet.markup());
    match caller.send(place.chat, payload).await {
        Ok(_) | Err(CallError::NotModified | CallError::Unread) => Ok(None),
        Err(CallError::Gone) => send(caller, place, sheet).await,
        Err(CallError::Migrated(chat)) => send(caller, Place { chat, topic: None, under: None }, sheet).await,
        Err(error) => Err(error),
    }
}

/// No preview: links in an answer are the document's, and a preview would push the answer off a phone's screen.
pub(super) fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

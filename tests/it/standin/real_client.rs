//! The client that the bot is made with understands the stand-in.

use serde_json::json;
use teloxide::prelude::{Bot, Requester};
use teloxide::requests::Request;
use teloxide::types::{
    ChatId, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ParseMode, ReplyParameters,
};
use teloxide::types::{MessageId, UpdateKind};
use teloxide::{ApiError, RequestError, payloads::SendMessageSetters};

use super::{call, result, standin, with_asker};

fn bot(server: &wenda::standin::StandIn) -> Bot {
    Bot::new(server.token()).set_api_url(server.url().parse().expect("a URL"))
}

#[tokio::test]
async fn teloxide_reads_who_it_is_and_what_was_asked() {
    let server = standin().await;
    let me = bot(&server).get_me().await.expect("getMe");
    assert_eq!(me.username(), "wenda_test_bot");
    assert!(!me.can_read_all_group_messages && me.supports_inline_queries);

    let asker = server.private(&server.user("小明"));
    let id = asker.say("大会什么时候举办").expect("said");
    let updates = bot(&server).get_updates().await.expect("getUpdates");
    let [update] = updates.as_slice() else { panic!("{updates:?}") };
    let UpdateKind::Message(message) = &update.kind else { panic!("{update:?}") };
    assert_eq!((message.id.0, message.text()), (i32::try_from(id).expect("small"), Some("大会什么时候举办")));
}

#[tokio::test]
async fn teloxide_sends_what_the_strict_server_takes() {
    let (server, asker) = with_asker().await;
    let id = asker.say("问").expect("said");
    let keyboard = InlineKeyboardMarkup::new([[InlineKeyboardButton::callback("地点", "e:venue")]]);
    let sent = bot(&server)
        .send_message(ChatId(asker.chat()), "<b>浙江</b> &amp; 乌镇\n<blockquote expandable>举办</blockquote>")
        .parse_mode(ParseMode::Html)
        .reply_parameters(
            ReplyParameters::new(MessageId(i32::try_from(id).expect("small"))).allow_sending_without_reply(),
        )
        .link_preview_options(LinkPreviewOptions {
            is_disabled: true,
            url: None,
            prefer_small_media: false,
            prefer_large_media: false,
            show_above_text: false,
        })
        .reply_markup(keyboard)
        .send()
        .await
        .expect("sent");
    assert_eq!(sent.text(), Some("浙江 & 乌镇\n举办"));
    let replies = asker.replies();
    let [reply] = replies.as_slice() else { panic!("{replies:?}") };
    assert_eq!(reply.reply_to(), Some(id));
    assert_eq!(reply.entities(), [("bold".into(), "浙江".into()), ("expandable_blockquote".into(), "举办".into())]);
    assert_eq!(reply.buttons()[0][0].data.as_deref(), Some("e:venue"));
    assert!(server.refused().is_empty(), "{:?}", server.refused());
}

#[tokio::test]
async fn teloxide_knows_the_refusals_by_their_words() {
    let (server, asker) = with_asker().await;
    asker.block();
    let error = bot(&server).send_message(ChatId(asker.chat()), "在吗").await.expect_err("blocked");
    assert!(matches!(error, RequestError::Api(ApiError::BotBlocked)), "{error:?}");
    let error = bot(&server).send_message(ChatId(1), "在吗").await.expect_err("nobody");
    assert!(matches!(error, RequestError::Api(ApiError::ChatNotFound)), "{error:?}");

    let group = server.group("老群");
    let new = group.migrate(&server.user("群主")).expect("moved");
    let error = bot(&server).send_message(ChatId(group.id()), "在吗").await.expect_err("moved");
    assert!(matches!(error, RequestError::MigrateToChatId(to) if to.0 == new.id()), "{error:?}");
    result(call(&server, "sendMessage", json!({ "chat_id": new.id(), "text": "在" })).await);
}

#[tokio::test]
async fn teloxide_reads_the_chats_and_their_members() {
    let server = standin().await;
    let owner = server.user("群主");
    for room in [server.group("群"), server.supergroup("群"), server.forum("群"), server.channel("频道")] {
        let chat = bot(&server).get_chat(ChatId(room.id())).await.expect("getChat");
        assert_eq!(chat.id.0, room.id());
        for standing in
            [wenda::standin::Standing::Owner, wenda::standin::Standing::Administrator, wenda::standin::Standing::Muted]
        {
            room.stand(&owner, standing).expect("stands");
            let id = teloxide::types::UserId(u64::try_from(owner.id).expect("positive"));
            bot(&server).get_chat_member(ChatId(room.id()), id).await.expect("getChatMember");
        }
    }
    let updates = bot(&server).get_updates().await.expect("getUpdates");
    assert!(updates.iter().all(|update| !matches!(update.kind, UpdateKind::Error(_))), "{updates:?}");
}

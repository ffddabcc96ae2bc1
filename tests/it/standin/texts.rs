//! Texts become what Telegram makes of them, and mistakes are told in its words.

use serde_json::{Value, json};

use super::{call, refusal, result, with_asker};

/// The HTML, the text it becomes, and the entities with what each covers.
type Row<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

async fn check(rows: &[Row<'_>]) {
    let (server, asker) = with_asker().await;
    for (html, text, entities) in rows {
        let params = json!({ "chat_id": asker.chat(), "text": html, "parse_mode": "HTML" });
        result(call(&server, "sendMessage", params).await);
        let shown = asker.replies().pop().expect("a reply");
        let found: Vec<(String, String)> = shown.entities();
        let found: Vec<(&str, &str)> = found.iter().map(|(kind, part)| (kind.as_str(), part.as_str())).collect();
        assert_eq!((shown.text.as_str(), found.as_slice()), (*text, *entities), "of {html:?}");
    }
}

#[tokio::test]
async fn html_becomes_entities() {
    check(&[
        ("<b>甲</b>", "甲", &[("bold", "甲")]),
        ("<strong>甲</strong><em>乙</em>", "甲乙", &[("bold", "甲"), ("italic", "乙")]),
        (
            "<u>a</u><ins>b</ins><s>c</s><strike>d</strike><del>e</del>",
            "abcde",
            &[
                ("underline", "a"),
                ("underline", "b"),
                ("strikethrough", "c"),
                ("strikethrough", "d"),
                ("strikethrough", "e"),
            ],
        ),
        ("😀<i>x</i>", "😀x", &[("italic", "x")]),
        ("<tg-spoiler>s</tg-spoiler><span class=\"tg-spoiler\">t</span>", "st", &[("spoiler", "s"), ("spoiler", "t")]),
        ("<code>x</code> <pre>y</pre>", "x y", &[("code", "x"), ("pre", "y")]),
        ("<pre><code class=\"language-rust\">y</code></pre>", "y", &[("pre", "y")]),
        ("<code>x<b>y</b></code><pre><code>z</code></pre>", "xyz", &[("code", "xy"), ("pre", "z")]),
        ("<blockquote><code>x</code></blockquote>", "x", &[("blockquote", "x"), ("code", "x")]),
        ("<blockquote>x<blockquote>y</blockquote></blockquote>", "xy", &[("blockquote", "xy")]),
        ("<a href=\"https://example.com\">z</a>", "z", &[("text_link", "z")]),
        ("<a href=\"nonsense\">z</a>", "z", &[]),
        (
            "<blockquote>q</blockquote>\n<blockquote expandable>r</blockquote>",
            "q\nr",
            &[("blockquote", "q"), ("expandable_blockquote", "r")],
        ),
        ("<b>bold <i>both</i></b>", "bold both", &[("bold", "bold both"), ("italic", "both")]),
        ("&lt;b&gt; &amp;amp; &quot;&#65;&#x4e2d;&#128512; &nbsp; &", "<b> &amp; \"A中😀 &nbsp; &", &[]),
        ("<B>x</b><i>y</>", "xy", &[("bold", "x"), ("italic", "y")]),
        ("  \n x <b> y </b> \n", "x  y", &[("bold", " y")]),
        ("<b> x</b>", " x", &[("bold", " x")]),
        ("<b>  </b>x", "x", &[]),
        ("a\r\nb", "a\nb", &[]),
        (
            "/ask @wenda_test_bot #乌镇 https://a.cn/x.",
            "/ask @wenda_test_bot #乌镇 https://a.cn/x.",
            &[("bot_command", "/ask"), ("mention", "@wenda_test_bot"), ("hashtag", "#乌镇"), ("url", "https://a.cn/x")],
        ),
        ("/ask什么 @bot_bot什么", "/ask什么 @bot_bot什么", &[]),
    ])
    .await;
}

#[tokio::test]
async fn broken_html_is_refused_in_telegrams_words() {
    let (server, asker) = with_asker().await;
    for (html, why) in [
        ("<x>y</x>", "can't parse entities: Unsupported start tag \"x\" at byte offset 0"),
        ("中<br/>", "can't parse entities: Unsupported start tag \"br/\" at byte offset 3"),
        ("1 <b", "can't parse entities: Unclosed start tag at byte offset 2"),
        ("1 < 2 > 1", "can't parse entities: Unsupported start tag \"\" at byte offset 2"),
        ("<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        (
            "<b><i>x</b></i>",
            "can't parse entities: Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\"",
        ),
        ("x</b>", "can't parse entities: Unexpected end tag at byte offset 1"),
        ("<b>x</b", "can't parse entities: Unclosed end tag at byte offset 4"),
        ("<a href=\"x>y</a>", "can't parse entities: Unclosed start tag at byte offset 0"),
        ("<span>x</span>", "can't parse entities: Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
        ("<a href=x!>y</a>", "can't parse entities: Unexpected end of name token at byte offset 8"),
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("<b> </b>", "message text is empty"),
        ("\u{200B}", "message text is empty"),
    ] {
        let params = json!({ "chat_id": asker.chat(), "text": html, "parse_mode": "HTML" });
        assert_eq!(refusal(call(&server, "sendMessage", params).await), format!("Bad Request: {why}"), "of {html:?}");
    }
}

#[tokio::test]
async fn length_counts_utf16_units_after_parsing() {
    let (server, asker) = with_asker().await;
    for (text, fits) in [
        ("中".repeat(4096), true),
        ("中".repeat(4097), false),
        ("😀".repeat(2048), true),
        ("😀".repeat(2048) + "x", false),
        (format!("<b>{}</b>", "x".repeat(4096)), true),
        ("&amp;".repeat(4096), true),
        ("x".repeat(4096) + "   \n", true),
    ] {
        let params = json!({ "chat_id": asker.chat(), "text": text, "parse_mode": "HTML" });
        let answer = call(&server, "sendMessage", params).await;
        if fits {
            result(answer);
        } else {
            assert_eq!(refusal(answer), "Bad Request: message is too long");
        }
    }
}

#[tokio::test]
async fn entities_beyond_a_hundred_are_dropped_without_a_word() {
    let (server, asker) = with_asker().await;
    let params = json!({ "chat_id": asker.chat(), "text": "<b>x</b> ".repeat(120), "parse_mode": "HTML" });
    let sent = result(call(&server, "sendMessage", params).await);
    assert_eq!(sent["entities"].as_array().map(Vec::len), Some(100));
}

#[tokio::test]
async fn given_entities_must_lie_in_the_text() {
    let (server, asker) = with_asker().await;
    let send = |length: u64| {
        let entities = json!([{ "type": "bold", "offset": 1, "length": length }]);
        call(&server, "sendMessage", json!({ "chat_id": asker.chat(), "text": "中文", "entities": entities }))
    };
    assert_eq!(result(send(1).await)["entities"][0]["type"], "bold");
    let why = "Bad Request: entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 2";
    assert_eq!(refusal(send(2).await), why);
}

#[tokio::test]
async fn links_are_kept_as_telegram_keeps_them() {
    let (server, asker) = with_asker().await;
    for (href, kept) in [
        ("https://Example.com", json!("https://example.com/")),
        ("example.com/a?b=1&amp;c=2", json!("http://example.com/a?b=1&c=2")),
        ("tg://resolve?domain=x", json!("tg://resolve?domain=x")),
        ("javascript:alert(1)", Value::Null),
    ] {
        let params =
            json!({ "chat_id": asker.chat(), "text": format!("<a href=\"{href}\">z</a>"), "parse_mode": "HTML" });
        assert_eq!(result(call(&server, "sendMessage", params).await)["entities"][0]["url"], kept, "of {href}");
    }
}

//! Posts one method call and tells the few kinds of answers apart.
//!
//! Invariants: the URL carries the token, so it never leaves this file and reqwest's errors are stripped of it; no
//! redirect is followed, for it would carry the token elsewhere; what is not a Bot API answer (an HTML error page, a
//! cut connection, a time-out) counts as an outage.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::secret::Secret;

/// How long a connection may take to come up.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How many connections that nobody uses are held open: a rush has up to eighty in use, but hands most of them on before
/// they are put back, and an idle one holds 30 KiB.
const IDLE_CONNECTIONS: usize = 8;

/// One try's outcome.
#[derive(Debug)]
pub(in crate::telegram) enum Answer {
    /// Made; the result as it came.
    Done(Box<RawValue>),
    /// 429: not now, and for how long where Telegram says.
    Limited(Option<Duration>),
    /// Telegram, or something on the way, does not work; why, without text or token.
    Down(&'static str),
    /// The group has this id now.
    Moved(i64),
    /// 401: no such bot.
    TokenRefused,
    /// Any other refusal.
    Refused {
        /// The HTTP-like code.
        code: u16,
        /// Telegram's words.
        description: String,
    },
}

/// A client bound to one server and one token; cheap to clone.
#[derive(Clone, Debug)]
pub(in crate::telegram) struct Http {
    client: Client,
    base: Secret<String>,
}

#[derive(Deserialize)]
struct Envelope {
    #[serde(default)]
    ok: bool,
    result: Option<Box<RawValue>>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

impl Http {
    /// Binds to `api_url`; `None` where that is not an `http` or `https` address or TLS cannot be set up.
    pub(in crate::telegram) fn new(api_url: &str, token: &Secret<String>) -> Option<Self> {
        let url = Url::parse(api_url).ok().filter(|u| matches!(u.scheme(), "http" | "https"))?;
        let mut client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .redirect(Policy::none())
            .tcp_keepalive(Duration::from_secs(30))
            .tcp_nodelay(true);
        if url.host_str().is_some_and(is_loopback) {
            client = client.no_proxy();
        }
        let base = format!("{}/bot{}/", url.as_str().trim_end_matches('/'), token.expose());
        Some(Self { client: client.build().ok()?, base: Secret::new(base) })
    }

    /// Makes one call, once.
    pub(in crate::telegram) async fn post<B: Serialize>(&self, method: &str, body: &B, timeout: Duration) -> Answer {
        let Ok(body) = serde_json::to_vec(body) else {
            return Answer::Refused { code: 400, description: "the call cannot be written as JSON".to_owned() };
        };
        let request = self
            .client
            .post(format!("{}{method}", self.base.expose()))
            .header(reqwest::header::CONTENT_TYPE, "application/json")
            .timeout(timeout)
            .body(body);
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => return Answer::Down(reason(&error)),
        };
        let status = response.status();
        match response.bytes().await {
            Ok(bytes) => read(status.as_u16(), &bytes),
            Err(error) => Answer::Down(reason(&error)),
        }
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.trim_matches(['[', ']']).parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

fn reason(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "timed out"
    } else if error.is_connect() {
        "cannot connect"
    } else if error.is_builder() {
        "the address is not valid"
    } else {
        "the connection broke"
    }
}

fn read(status: u16, body: &[u8]) -> Answer {
    if status >= 500 {
        return Answer::Down("the server errs");
    }
    let Ok(envelope) = serde_json::from_slice::<Envelope>(body) else {
        return Answer::Down("the answer is not the Bot API's");
    };
    if let (true, Some(result)) = (envelope.ok, envelope.result) {
        return Answer::Done(result);
    }
    // Telegram's refusals say which they are. JSON that does not is a gateway's: taken for Telegram's word, its 401 would
    // end the program and its 403 cost somebody an answer.
    let Some(code) = envelope.error_code.filter(|code| !envelope.ok && *code >= 400) else {
        return Answer::Down("the answer is not the Bot API's");
    };
    let description = envelope.description.unwrap_or_default();
    let parameters = envelope.parameters;
    let said = parameters.as_ref().and_then(|p| p.retry_after).or_else(|| retry_after(&description));
    match code {
        401 => Answer::TokenRefused,
        429 => Answer::Limited(said.map(Duration::from_secs)),
        500.. => Answer::Down("the server errs"),
        _ => match parameters.and_then(|p| p.migrate_to_chat_id) {
            Some(to) => Answer::Moved(to),
            None => Answer::Refused { code, description },
        },
    }
}

/// Reads the wait from the words where the parameters lack it: `Too Many Requests: retry after 5`.
fn retry_after(description: &str) -> Option<u64> {
    description.rsplit_once("retry after ")?.1.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Answer, read};

    #[test]
    fn a_limit_is_read_from_parameters_or_words() {
        for body in [
            r#"{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":5}}"#,
            r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 5"}"#,
        ] {
            assert!(matches!(read(429, body.as_bytes()), Answer::Limited(Some(d)) if d.as_secs() == 5), "{body}");
        }
    }

    #[test]
    fn what_is_no_bot_api_answer_is_an_outage() {
        for (status, body) in [
            (502, "<html>Bad Gateway</html>"),
            (200, "<html>"),
            (403, "denied"),
            (500, "{}"),
            (200, r#"{"ok":true}"#),
            (200, r#"{"ok":true,"result":null}"#),
            (200, r#"{"ok":false,"description":"?"}"#),
            (403, r#"{"message":"Forbidden"}"#),
            (401, r#"{"error":"login first"}"#),
            (400, r#"{"ok":true,"error_code":400}"#),
        ] {
            assert!(matches!(read(status, body.as_bytes()), Answer::Down(_)), "{status} {body}");
        }
    }
}

//! Keeps strangers out: other machines, and above all other pages in the same browser.
//!
//! A page that listens on this machine can be reached by every site that is open in the browser beside it. Three walls:
//! the `Host` must be ours (a name that was pointed at 127.0.0.1 is not: DNS rebinding); a request that another page
//! makes is refused by its `Origin` or `Sec-Fetch-Site` (forgery); and nothing but the page's own files may run in it,
//! whatever anybody types (injection).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::routes::Site;

/// Nothing but own files; no frames around, no forms, no plug-ins; and no text is ever taken for markup.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

/// Sent with every response, refusals included.
const HEADERS: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// The names by which the page may be asked for.
pub(super) struct Names([String; 2]);

impl Names {
    pub(super) fn new(port: u16) -> Self {
        Self(["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}")))
    }

    /// Why a request is not ours to answer, if it is not.
    fn refusal(&self, method: &Method, path: &str, headers: &HeaderMap) -> Option<&'static str> {
        let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let is_ours = |host: &str| self.0.iter().any(|name| name.eq_ignore_ascii_case(host));
        let mut hosts = headers.get_all(header::HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok()).filter(|_| hosts.next().is_none());
        if !host.is_some_and(is_ours) {
            return Some("this host name is not the preview's");
        }
        let origin = text(header::ORIGIN);
        if origin.is_some_and(|origin| origin.strip_prefix("http://") != host) {
            return Some("another page may not talk to the preview");
        }
        if origin.is_none() && method != Method::GET && method != Method::HEAD {
            return Some("what changes something must come from the preview's page");
        }
        let opens = path == "/" && text(HeaderName::from_static("sec-fetch-dest")) == Some("document");
        match text(HeaderName::from_static("sec-fetch-site")) {
            None | Some("same-origin" | "none") => None,
            // A link to the page may be followed from anywhere.
            Some(_) if opens => None,
            Some(_) => Some("another page may not read the preview"),
        }
    }
}

/// Refuses what is not from the page, and sends what keeps the page safe.
pub(super) async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let refusal = site.names.refusal(request.method(), request.uri().path(), request.headers());
    let mut response = match refusal {
        Some(why) => (StatusCode::FORBIDDEN, format!("{why}\n")).into_response(),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};

    use super::Names;

    #[track_caller]
    fn check(expected: bool, method: &Method, path: &str, headers: &[(&'static str, &'static str)]) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        let refusal = Names::new(4360).refusal(method, path, &map);
        assert_eq!(refusal.is_none(), expected, "{method} {path} {headers:?}: {refusal:?}");
    }

    const HOST: (&str, &str) = ("host", "127.0.0.1:4360");

    #[test]
    fn only_our_own_names_are_answered_to() {
        let get = &Method::GET;
        check(true, get, "/", &[HOST]);
        check(true, get, "/", &[("host", "localhost:4360")]);
        check(true, get, "/", &[("host", "LocalHost:4360")]);
        check(false, get, "/", &[]);
        check(false, get, "/", &[("host", "127.0.0.1")]);
        check(false, get, "/", &[("host", "127.0.0.1:80")]);
        check(false, get, "/", &[("host", "evil.example:4360")]);
        check(false, get, "/", &[("host", "127.0.0.1.evil.example:4360")]);
        check(false, get, "/", &[("host", "0.0.0.0:4360")]);
        check(false, get, "/", &[HOST, ("host", "evil.example:4360")]);
    }

    #[test]
    fn only_our_own_page_may_do_anything() {
        let post = &Method::POST;
        check(true, post, "/api/act", &[HOST, ("origin", "http://127.0.0.1:4360")]);
        check(false, post, "/api/act", &[HOST]);
        check(false, post, "/api/act", &[HOST, ("origin", "null")]);
        check(false, post, "/api/act", &[HOST, ("origin", "https://127.0.0.1:4360")]);
        check(false, post, "/api/act", &[HOST, ("origin", "http://127.0.0.1:8080")]);
        check(false, post, "/api/act", &[HOST, ("origin", "http://evil.example")]);
        // Two names are two origins, and each page speaks to its own.
        check(false, post, "/api/act", &[HOST, ("origin", "http://localhost:4360")]);
    }

    #[test]
    fn only_our_own_page_may_read_and_links_may_lead_to_it() {
        let (get, cross) = (&Method::GET, ("sec-fetch-site", "cross-site"));
        check(true, get, "/api/events", &[HOST, ("sec-fetch-site", "same-origin")]);
        check(true, get, "/", &[HOST, ("sec-fetch-site", "none"), ("sec-fetch-dest", "document")]);
        check(true, get, "/", &[HOST, cross, ("sec-fetch-dest", "document")]);
        check(false, get, "/", &[HOST, cross, ("sec-fetch-dest", "iframe")]);
        check(false, get, "/api/events", &[HOST, cross]);
        check(false, get, "/app.js", &[HOST, ("sec-fetch-site", "same-site"), ("sec-fetch-dest", "script")]);
        check(false, get, "/api/events", &[HOST, ("origin", "http://evil.example")]);
    }
}

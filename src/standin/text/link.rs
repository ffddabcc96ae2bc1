//! Keeps a link the way Telegram does: with a scheme, a small host and a path, or not at all.

/// A link as Telegram keeps it; none where it is no link, and the text stays plain without a word.
pub(super) fn checked(url: &str) -> Option<String> {
    let url = url.trim();
    if url.is_empty() || url.contains(char::is_whitespace) {
        return None;
    }
    if let Some((scheme, rest)) = url.split_once("://") {
        let scheme = scheme.to_lowercase();
        return match scheme.as_str() {
            "tg" | "ton" | "tonsite" => Some(url.to_owned()),
            "http" | "https" => with_host(&scheme, rest),
            _ => None,
        };
    }
    with_host("http", url)
}

fn with_host(scheme: &str, rest: &str) -> Option<String> {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end)?;
    let slash = if path.is_empty() || !path.starts_with('/') { "/" } else { "" };
    (host.contains('.') || host.starts_with("localhost"))
        .then(|| format!("{scheme}://{}{slash}{path}", host.to_lowercase()))
}

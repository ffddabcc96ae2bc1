//! The config file as it is written: its shape, and the way from what serde reads to what is valid.
//!
//! Invariant: whoever is outside sees only valid settings; every value that is refused is told with its place.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::{Field, Places, Shape, Step, Text, present};

/// The levels of log lines, from the gravest.
const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawConfig {
    #[serde(deserialize_with = "present")]
    knowledge: Option<Text>,
    telegram: RawTelegram,
    store: RawStore,
    cache: RawCache,
    answer: RawAnswer,
    privacy: RawPrivacy,
    log: RawLog,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawTelegram {
    #[serde(deserialize_with = "present")]
    api_url: Option<Text>,
    #[serde(deserialize_with = "present")]
    token_file: Option<Text>,
    admins: Vec<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawStore {
    #[serde(deserialize_with = "present")]
    path: Option<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawCache {
    #[serde(deserialize_with = "present")]
    enabled: Option<bool>,
    #[serde(deserialize_with = "present")]
    path: Option<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawAnswer {
    #[serde(deserialize_with = "present")]
    max_age: Option<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawPrivacy {
    #[serde(deserialize_with = "present")]
    record_unanswered: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawLog {
    #[serde(deserialize_with = "present")]
    level: Option<Text>,
}

pub(super) const SHAPE: Shape = Shape::Map(&[
    Field::optional("knowledge", Shape::Text),
    Field::optional(
        "telegram",
        Shape::Map(&[
            Field::optional("api_url", Shape::Text),
            Field::optional("token_file", Shape::Text),
            Field::optional("admins", Shape::List(&Shape::Integer)),
        ]),
    ),
    Field::optional("store", Shape::Map(&[Field::optional("path", Shape::Text)])),
    Field::optional(
        "cache",
        Shape::Map(&[Field::optional("enabled", Shape::Bool), Field::optional("path", Shape::Text)]),
    ),
    Field::optional("answer", Shape::Map(&[Field::optional("max_age", Shape::Text)])),
    Field::optional("privacy", Shape::Map(&[Field::optional("record_unanswered", Shape::Bool)])),
    Field::optional("log", Shape::Map(&[Field::optional("level", Shape::Text)])),
]);

pub(super) fn validate(raw: RawConfig, places: &Places<'_>, faults: &mut Vec<Diagnostic>) -> Config {
    let mut config = Config::default();
    let mut complain = |way: &[Step<'_>], message: String| {
        faults.push(Diagnostic::new(Code::BadValue, places.value(way), message));
    };
    if let Some(path) = filled(raw.knowledge, &[Step::Key("knowledge")], &mut complain) {
        config.knowledge = path.into();
    }
    let way = [Step::Key("telegram"), Step::Key("api_url")];
    if let Some(url) = raw.telegram.api_url {
        match api_url(url.as_str()) {
            Some(url) => config.telegram.api_url = url,
            None => complain(&way, format!("`{}` is not an `http://` or `https://` URL", url.as_str())),
        }
    }
    let way = [Step::Key("telegram"), Step::Key("token_file")];
    config.telegram.token_file = filled(raw.telegram.token_file, &way, &mut complain).map(PathBuf::from);
    for (item, id) in raw.telegram.admins.into_iter().enumerate() {
        match u64::try_from(id) {
            Ok(id) if id > 0 => config.telegram.admins.push(id),
            _ => {
                let way = [Step::Key("telegram"), Step::Key("admins"), Step::Item(item)];
                complain(&way, format!("{id} is not the id of a user; groups have negative ids and cannot curate"));
            }
        }
    }
    if let Some(path) = filled(raw.store.path, &[Step::Key("store"), Step::Key("path")], &mut complain) {
        config.store.path = path.into();
    }
    config.cache.enabled = raw.cache.enabled.unwrap_or(config.cache.enabled);
    let way = [Step::Key("cache"), Step::Key("path")];
    config.cache.path = filled(raw.cache.path, &way, &mut complain).map(PathBuf::from);
    if let Some(Text(text)) = raw.answer.max_age {
        match duration(&text) {
            Some(max_age) => config.answer.max_age = max_age,
            None => {
                let way = [Step::Key("answer"), Step::Key("max_age")];
                complain(&way, format!("`{text}` is not an age, expected one like `90m`, `24h` or `2d`"));
            }
        }
    }
    config.privacy.record_unanswered = raw.privacy.record_unanswered.unwrap_or(config.privacy.record_unanswered);
    if let Some(Text(level)) = raw.log.level {
        if LEVELS.contains(&level.as_str()) {
            config.log.level = level;
        } else {
            let way = [Step::Key("log"), Step::Key("level")];
            complain(&way, format!("`{level}` is not a level, expected one of `{}`", LEVELS.join("`, `")));
        }
    }
    config
}

fn filled(text: Option<Text>, way: &[Step<'_>], complain: &mut impl FnMut(&[Step<'_>], String)) -> Option<String> {
    let Text(text) = text?;
    if text.trim().is_empty() {
        complain(way, "a path is empty".to_owned());
        return None;
    }
    Some(text)
}

/// `30s`, `90m`, `24h` or `2d`; `None` for anything else, and for nothing.
fn duration(text: &str) -> Option<Duration> {
    let unit = text.chars().last()?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        _ => return None,
    };
    let number: u64 = text.strip_suffix(unit)?.trim_end().parse().ok().filter(|n| *n > 0)?;
    number.checked_mul(seconds).filter(|s| *s <= 365 * 86_400).map(Duration::from_secs)
}

/// A server's URL without the slash at its end; `None` where requests could not be sent to it.
pub(super) fn api_url(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split('/').next().unwrap_or_default();
    let clean = !host.is_empty() && !host.starts_with(':') && !host.contains('@');
    let plain = rest.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '"' | '<' | '>' | '\\'));
    (clean && plain).then(|| url.trim_end_matches('/').to_owned())
}

//! What the operator may set, with its defaults, and the way to read it.
//!
//! Invariants: every key has a default, so that no config at all is a config; an unknown key is an error; every fault
//! has its place. The token is not here: it comes from the environment or from the file that `telegram.token_file`
//! names, and is read where it is needed. A new section is a struct here, and in [`file`] a raw struct, a line of its
//! shape and a few lines of validation.

mod file;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::diagnostic::{self, Diagnostic, SourceText};
use crate::yaml::{self, Places};

/// The file that is read where none is named.
pub const DEFAULT_PATH: &str = "config.yaml";

/// Everything that the operator may set. Paths are relative to the working directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The folder or file of the curated knowledge.
    pub knowledge: PathBuf,
    /// How Telegram is spoken to.
    pub telegram: Telegram,
    /// Where updates are kept until they are answered.
    pub store: Store,
    /// Where built knowledge is kept between two starts.
    pub cache: Cache,
    /// What is still answered.
    pub answer: Answer,
    /// What is kept of people's questions.
    pub privacy: Privacy,
    /// What is told on standard error.
    pub log: Log,
}

/// How Telegram is spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telegram {
    /// The Bot API server, without a slash at the end.
    pub api_url: String,
    /// A file that holds the token and nothing else; `TELOXIDE_TOKEN` goes first.
    pub token_file: Option<PathBuf>,
    /// Who may curate and see statistics.
    pub admins: Vec<u64>,
}

/// Where updates are kept until they are answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    /// The SQLite database.
    pub path: PathBuf,
}

/// Where built knowledge is kept between two starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    /// Whether it is kept.
    pub enabled: bool,
    /// The folder; `None` for the user's cache folder.
    pub path: Option<PathBuf>,
}

/// What is still answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How old a question may be: what Telegram kept during a long outage is answered up to this age.
    pub max_age: Duration,
}

/// What is kept of people's questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Privacy {
    /// Whether the text of what is asked in vain is kept, without who or where.
    pub record_unanswered: bool,
}

/// What is told on standard error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// The least grave level that is told; `WENDA_LOG` goes first.
    pub level: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            knowledge: PathBuf::from("knowledge"),
            telegram: Telegram::default(),
            store: Store::default(),
            cache: Cache::default(),
            answer: Answer::default(),
            privacy: Privacy::default(),
            log: Log::default(),
        }
    }
}

impl Default for Cache {
    fn default() -> Self {
        Self { enabled: true, path: None }
    }
}

impl Default for Answer {
    fn default() -> Self {
        Self { max_age: Duration::from_secs(24 * 3600) }
    }
}

impl Default for Privacy {
    fn default() -> Self {
        Self { record_unanswered: true }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "info".to_owned() }
    }
}

impl Default for Telegram {
    fn default() -> Self {
        Self { api_url: "https://api.telegram.org".to_owned(), token_file: None, admins: Vec::new() }
    }
}

impl Default for Store {
    fn default() -> Self {
        Self { path: PathBuf::from("data/wenda.sqlite3") }
    }
}

/// Why there is no config.
#[derive(Debug)]
pub enum ConfigError {
    /// The named file cannot be opened.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The file is faulty: all faults, in order.
    Faults(Vec<Diagnostic>),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, error } => {
                write!(f, "the config `{}` cannot be read: {error}", path.display())
            }
            Self::Faults(faults) => {
                for fault in faults {
                    writeln!(f, "{}\n", diagnostic::render(fault, false))?;
                }
                write!(f, "the config has {} faults", faults.len())
            }
        }
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads the config at `path`, which must be there; without a path `config.yaml` if it is there, else the defaults.
    ///
    /// # Errors
    /// The file cannot be read, or is faulty.
    pub fn load(path: Option<&Path>) -> Result<Self, ConfigError> {
        match Self::check(path)? {
            (config, faults) if faults.is_empty() => Ok(config),
            (_, faults) => Err(ConfigError::Faults(faults)),
        }
    }

    /// As [`Config::load`], but a faulty config is given as well: what is sound in it, defaults for the rest.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn check(path: Option<&Path>) -> Result<(Self, Vec<Diagnostic>), ConfigError> {
        let file = path.unwrap_or(Path::new(DEFAULT_PATH));
        match yaml::open(file) {
            Ok(Ok(source)) => Ok(Self::parse(&source)),
            Ok(Err(fault)) => Ok((Self::default(), vec![*fault])),
            Err(error) if path.is_none() && error.kind() == io::ErrorKind::NotFound => {
                Ok((Self::default(), Vec::new()))
            }
            Err(error) => Err(ConfigError::Unreadable { path: file.to_owned(), error }),
        }
    }

    fn parse(source: &Arc<SourceText>) -> (Self, Vec<Diagnostic>) {
        let places = Places::new(source);
        let reading = yaml::read::<file::RawConfig>(&places, &file::SHAPE);
        let mut faults = reading.faults;
        let config = file::validate(reading.value.unwrap_or_default(), &places, &mut faults);
        diagnostic::sort(&mut faults);
        (config, faults)
    }
}

#[cfg(test)]
mod tests {
    use super::Config;
    use crate::diagnostic::SourceText;

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) {
        let (_, faults) = Config::parse(&SourceText::new("c", yaml.to_owned()));
        let found: Vec<String> =
            faults.iter().map(|f| format!("{}:{} {}", f.place.line(), f.place.column(), f.message)).collect();
        assert_eq!(found, expected, "{yaml}");
    }

    #[test]
    fn the_example_holds_every_key_with_its_default() {
        let example = include_str!("../config.example.yaml");
        let (config, faults) = Config::parse(&SourceText::new("config.example.yaml", example.to_owned()));
        assert_eq!(faults, []);
        assert_eq!(config, Config::default());
        for key in ["knowledge:", "telegram:", "api_url:", "token_file:", "admins:", "store:", "path:"] {
            assert!(example.contains(key), "{key}");
        }
    }

    #[test]
    fn what_is_left_out_or_empty_has_its_default() {
        for yaml in ["", "# nothing\n", "telegram:\n", "telegram:\nstore: {}\n", "telegram:\n  admins:\n"] {
            let (config, faults) = Config::parse(&SourceText::new("c", yaml.to_owned()));
            assert_eq!((config, faults.as_slice()), (Config::default(), &[][..]), "{yaml}");
        }
    }

    #[test]
    fn every_fault_of_the_file_is_told() {
        check("knowlege: k\n", &["1:1 unknown key `knowlege`"]);
        check("knowledge: ''\nstore:\n  path: ' '\n", &["1:12 a path is empty", "3:9 a path is empty"]);
        check(
            "telegram:\n  api_url: api.telegram.org\n  admins: [7, -100, me]\n  tokn_file: x\nstore: []\n",
            &[
                "2:12 `api.telegram.org` is not an `http://` or `https://` URL",
                "3:15 -100 is not the id of a user; groups have negative ids and cannot curate",
                "3:21 an item of `admins` is a text, expected a whole number",
                "4:3 unknown key `tokn_file`",
                "5:8 `store` is a list, expected a map with `path`",
            ],
        );
    }

    #[test]
    fn only_a_server_that_can_be_asked_is_an_api_url() {
        for (url, expected) in [
            ("https://api.telegram.org", Some("https://api.telegram.org")),
            ("http://localhost:8081/", Some("http://localhost:8081")),
            ("https://h/prefix/", Some("https://h/prefix")),
            ("ftp://h", None),
            ("https://", None),
            ("http://:80", None),
            ("https://user@h", None),
            ("https://h?x", None),
            ("https://h h", None),
        ] {
            assert_eq!(super::file::api_url(url).as_deref(), expected, "{url}");
        }
    }
}

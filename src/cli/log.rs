//! Sets up log lines so that no level, no library and no panic can give the token or anybody's text away.
//!
//! Three walls: only wenda's own targets are told at all (hyper's and reqwest's trace lines hold URLs, teloxide's hold
//! texts, whatever `WENDA_LOG` asks for); no bridge from the `log` crate is installed; and what is written passes a
//! writer that blots out the token, should the first two fall.

use std::io::{self, Write};
use std::sync::Arc;

use tracing::Metadata;
use tracing_subscriber::filter::{EnvFilter, FilterExt, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry;

use crate::secret::Secret;

/// Written where the token would be.
const BLOT: &str = "[token]";

/// Halves of a token shorter than this are ordinary words and not blotted out.
const SHORTEST: usize = 8;

/// Sends the log lines that are wanted to standard error from here on.
pub(super) fn install(wanted: EnvFilter, colored: bool, token: &Secret<String>) {
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(colored)
        .log_internal_errors(false)
        .with_writer(Blotting::new(token))
        .with_filter(wanted.and(filter_fn(is_own)));
    // Fails only where a test has installed one before.
    let _ = tracing::subscriber::set_global_default(registry().with(lines));
    std::panic::set_hook(Box::new(|panic| {
        // The message can hold what somebody wrote (a slice out of bounds quotes the text), so its place must do.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a bug: something panicked");
    }));
}

fn is_own(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    target == "wenda" || target.starts_with("wenda::")
}

/// Makes writers to standard error that blot the token out.
#[derive(Clone)]
struct Blotting {
    secret: Arc<Secret<String>>,
}

impl Blotting {
    /// The half after the colon is the secret one; blotted out, the rest is worth nothing.
    fn new(token: &Secret<String>) -> Self {
        let token = token.expose();
        let secret = token.split_once(':').map(|(_, half)| half).filter(|half| half.len() >= SHORTEST);
        Self { secret: Arc::new(Secret::new(secret.unwrap_or(token).to_owned())) }
    }

    fn blot(&self, line: &[u8]) -> Vec<u8> {
        let secret = self.secret.expose();
        if secret.is_empty() {
            return line.to_vec();
        }
        String::from_utf8_lossy(line).replace(secret.as_str(), BLOT).into_bytes()
    }
}

impl<'w> MakeWriter<'w> for Blotting {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

/// Each call is one whole line: the `fmt` layer formats a line before it writes it.
impl Write for Blotting {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        io::stderr().lock().write_all(&self.blot(line))?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

#[cfg(test)]
mod tests {
    use super::Blotting;
    use crate::secret::Secret;

    #[test]
    fn the_token_is_blotted_out_whole_or_encoded() {
        let blotting = Blotting::new(&Secret::new("123456:AAabcdefgh".to_owned()));
        for line in ["POST /bot123456:AAabcdefgh/getMe", "uri=bot123456%3AAAabcdefgh", "AAabcdefghAAabcdefgh"] {
            let blotted = String::from_utf8_lossy(&blotting.blot(line.as_bytes())).into_owned();
            assert!(!blotted.contains("AAabcdefgh"), "{blotted}");
        }
    }
}

//! Runs the whole bot in a browser: the stand-in for Telegram, the real bot before it, and a page to talk to it.
//!
//! ```text
//! browser --HTTP, on this machine--> guard -> routes -> acts -> stage (people, chats) -> StandIn <--Bot API--> serve
//!    ^                                          |                                           |
//!    +------------ feed (server-sent events) ---+---- why (the reckoning) ------------------+
//! ```
//! Invariants: the bot is that of `wenda serve`, from polling to rendering, and knows nothing of being looked at; nothing
//! listens but on 127.0.0.1; nothing is written but into a temporary folder; the page brings all it needs, and what
//! anybody types is text wherever it is shown.

mod acts;
mod causes;
mod feed;
mod guard;
mod page;
mod routes;
mod stage;
mod why;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::ListenerExt;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::live::Live;
use crate::secret::Secret;
use crate::telegram::caller::Stop;
use crate::telegram::delivery::{self, ServeError};

use routes::Site;
use stage::Stage;

/// The port that is tried first, so that a page left open finds the preview again when it is started anew.
const PORT: u16 = 4360;

/// As in the default config.
const MAX_AGE: Duration = Duration::from_secs(24 * 3600);

/// What to show.
#[derive(Debug)]
pub struct Options {
    /// The port of the page; `None` for the usual one, or any that is free.
    pub port: Option<u16>,
    /// What answers.
    pub live: Live,
    /// Where its knowledge lies.
    pub knowledge: PathBuf,
}

/// A preview whose page is there.
pub struct Preview {
    address: SocketAddr,
    site: Arc<Site>,
    server: JoinHandle<()>,
    store: TempDir,
}

impl Preview {
    /// Sets the stage and opens the page.
    ///
    /// # Errors
    /// The port is taken, or there is no place for the store.
    pub async fn start(options: Options) -> io::Result<Self> {
        let store = tempfile::Builder::new().prefix("wenda-preview-").tempdir()?;
        let listener = listen(options.port).await?;
        let address = listener.local_addr()?;
        let stage = Stage::new().await?;
        let site = Arc::new(Site::new(stage, options.live, options.knowledge, address.port()));
        tokio::spawn(causes::watch(Arc::clone(&site)));
        let router = routes::router(Arc::clone(&site));
        // A reply is a small packet that must not wait for company.
        let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
        let server = tokio::spawn(async move { drop(axum::serve(listener, router).await) });
        Ok(Self { address, site, server, store })
    }

    /// Where the page is.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Runs the bot until `stop` is thrown, and closes the page with it.
    ///
    /// # Errors
    /// As [`delivery::serve`].
    pub async fn run(self, stop: Stop) -> Result<(), ServeError> {
        let telegram = self.site.stage.telegram();
        let options = delivery::Options {
            api_url: telegram.url(),
            token: Secret::new(telegram.token().to_owned()),
            store: self.store.path().join("store.sqlite3"),
            // Whoever looks at the page may see what an admin sees.
            admins: self.site.stage.you().map(|you| you.id.unsigned_abs()).into_iter().collect(),
            max_age: MAX_AGE,
            record_unanswered: true,
        };
        let served = delivery::serve(options, self.site.live.clone(), stop).await;
        self.server.abort();
        served
    }
}

/// Listens on `port`, or on the usual one, or on any.
async fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => bind(port).await,
        None => match bind(PORT).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => bind(0).await,
            bound => bound,
        },
    }
}

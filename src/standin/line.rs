//! Listens on this machine, and cuts connections as rudely as a test wants.
//!
//! Why not `axum::serve`: a handler there cannot end its connection without an answer.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    Close,
    Reset,
}

/// A handler's hold on the connection its request came by.
#[derive(Clone)]
pub(crate) struct Line(Arc<watch::Sender<Option<Cut>>>);

impl Line {
    /// Ends the connection; never comes back, as the handler goes with it.
    pub(crate) async fn cut<T>(&self, how: Cut) -> T {
        self.0.send_replace(Some(how));
        std::future::pending().await
    }
}

/// The listener, which can go away and come back on the same port.
pub(crate) struct Server {
    address: SocketAddr,
    router: Router,
    accepting: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) async fn start(router: Router, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let address = listener.local_addr()?;
        let accepting = Some(tokio::spawn(accept(listener, router.clone())));
        Ok(Self { address, router, accepting })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Refuses connections from now on, and drops those that are open.
    pub(crate) async fn stop(&mut self) {
        if let Some(accepting) = self.accepting.take() {
            accepting.abort();
            // It was aborted: there is nothing to learn from how it ended.
            let _ = accepting.await;
        }
    }

    /// Listens again on the same port.
    pub(crate) async fn resume(&mut self) -> io::Result<()> {
        if self.accepting.is_some() {
            return Ok(());
        }
        let mut tries = 0;
        let listener = loop {
            match TcpListener::bind(self.address).await {
                Ok(listener) => break listener,
                Err(error) if tries == 50 => return Err(error),
                Err(_) => tries += 1,
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        self.accepting = Some(tokio::spawn(accept(listener, self.router.clone())));
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(accepting) = &self.accepting {
            accepting.abort();
        }
    }
}

/// Takes connections in; they all end with it.
async fn accept(listener: TcpListener, router: Router) {
    let mut open = JoinSet::new();
    loop {
        tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, _)) => { open.spawn(serve(stream, router.clone())); }
                // Out of file handles, most likely: give it a moment.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = open.join_next() => {}
        }
    }
}

async fn serve(stream: TcpStream, router: Router) {
    // A second handle on the socket, for a reset has to be prepared while the first is away in hyper.
    let Ok((stream, twin)) = twins(stream) else {
        return;
    };
    let (cut, mut cuts) = watch::channel(None);
    let line = Line(Arc::new(cut));
    let service = TowerToHyperService::new(router.layer(Extension(line.clone())));
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        _ = connection => {}
        _ = cuts.changed() => {
            if *cuts.borrow() == Some(Cut::Reset) {
                // Should it fail, the connection is closed less rudely: the client is none the wiser.
                let _ = twin.set_zero_linger();
            }
        }
    }
}

fn twins(stream: TcpStream) -> io::Result<(TcpStream, TcpStream)> {
    stream.set_nodelay(true)?;
    let stream = stream.into_std()?;
    let twin = stream.try_clone()?;
    Ok((TcpStream::from_std(stream)?, TcpStream::from_std(twin)?))
}

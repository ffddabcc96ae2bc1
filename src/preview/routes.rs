//! What can be asked of the page's server.

use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::acts::{self, Act, Refused};
use super::causes::Watched;
use super::guard::{self, Names};
use super::stage::Stage;
use super::{feed, page, why};
use crate::live::Live;

/// A message is at most 4096 UTF-16 units; three bytes each, and room for the rest.
const BODY: usize = 32 << 10;

/// The most messages that are handed out at once.
const PAGE: usize = 200;

/// All that requests share.
pub(super) struct Site {
    pub(super) stage: Stage,
    pub(super) causes: Watched,
    pub(super) live: Live,
    pub(super) knowledge: PathBuf,
    pub(super) names: Names,
}

impl Site {
    pub(super) fn new(stage: Stage, live: Live, knowledge: PathBuf, port: u16) -> Self {
        let causes = Watched::new(stage.telegram().events());
        Self { stage, causes, live, knowledge, names: Names::new(port) }
    }
}

pub(super) fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new()
        .route("/api/events", get(feed::events))
        .route("/api/history", get(history))
        .route("/api/menu", get(menu))
        .route("/api/why", get(why))
        .route("/api/act", post(act));
    for address in page::addresses() {
        router = router.route(address, get(move || async move { page::file(address) }));
    }
    router
        .layer(DefaultBodyLimit::max(BODY))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), guard::guard))
        .with_state(site)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    chat: i64,
    before: Option<i64>,
    after: Option<i64>,
    limit: usize,
}

/// The messages right after one, else those right before one.
async fn history(State(site): State<Arc<Site>>, Query(part): Query<Part>) -> Response {
    let Part { chat, before, after, limit } = part;
    if !site.stage.has(chat) {
        return missing();
    }
    let (telegram, limit) = (site.stage.telegram(), limit.min(PAGE));
    let messages = match after {
        Some(after) => telegram.history_after(chat, after, limit),
        None => telegram.history(chat, before, limit),
    };
    Json(messages.into_iter().map(|shown| shown.json).collect::<Value>()).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whose {
    chat: i64,
    person: i64,
}

/// What a person's app tells of the bot in a chat: commands and descriptions.
async fn menu(State(site): State<Arc<Site>>, Query(whose): Query<Whose>) -> Response {
    let (Some(person), true) = (site.stage.person(whose.person), site.stage.has(whose.chat)) else {
        return missing();
    };
    let telegram = site.stage.telegram();
    let about = |what| telegram.about(what, person);
    let menu = json!({
        "commands": telegram.menu(whose.chat, person),
        "description": about("description"),
        "short_description": about("short_description"),
    });
    Json(menu).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    chat: i64,
    message: i64,
}

async fn why(State(site): State<Arc<Site>>, Query(which): Query<Which>) -> Response {
    if !site.stage.has(which.chat) {
        return missing();
    }
    // It reads files.
    let found = tokio::task::spawn_blocking(move || why::why(&site, which.chat, which.message)).await;
    found.ok().flatten().map_or_else(missing, |why| Json(why).into_response())
}

async fn act(State(site): State<Arc<Site>>, Json(act): Json<Act>) -> Response {
    match acts::run(&site, act).await {
        Ok(done) => Json(done).into_response(),
        Err(Refused(why)) => (StatusCode::CONFLICT, Json(json!({ "error": why }))).into_response(),
    }
}

fn missing() -> Response {
    (StatusCode::NOT_FOUND, Json(json!({ "error": "there is no such thing" }))).into_response()
}

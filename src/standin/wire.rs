//! Turns a request into a call and its outcome into a response, with the planned fault in between.

use std::sync::Arc;
use std::time::{Instant, SystemTime};

use axum::Extension;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::api::{Method, api};
use super::body::{self, Params};
use super::event::Call;
use super::faults::Fault;
use super::hub::Hub;
use super::line::{Cut, Line};
use super::methods;
use super::refusal::{Answer, Refusal};

const JSON: &str = "application/json";
const HTML: &str = "text/html";

/// Every request that is not the page's.
pub(crate) async fn handle(
    State(hub): State<Arc<Hub>>,
    Extension(line): Extension<Line>,
    request: Request,
) -> Response {
    let mut call = begun(request.uri().path());
    let method = match named(&hub, request.uri().path()) {
        Ok(method) => method,
        Err(refusal) => return finish(&hub, call, Err(refusal)),
    };
    call.method.clone_from(&method.name);
    match body::read(request, method).await {
        Ok(params) => call.params = params,
        Err(refusal) => return finish(&hub, call, Err(refusal)),
    }
    let (delay, fault) = hub.faults().decide(&call.method, call.chat());
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
        call.fault = Some(format!("{:?}", Fault::Delay(delay)));
    }
    match fault {
        Some(fault) => faulty(&hub, &line, call, method, fault).await,
        None => answered(&run(&hub, method, call, outcome).await),
    }
}

fn begun(path: &str) -> Call {
    let method = path.rsplit('/').next().unwrap_or_default().to_owned();
    Call {
        at: SystemTime::now(),
        since: Instant::now(),
        took: std::time::Duration::ZERO,
        method,
        params: Params::new(),
        status: 0,
        description: None,
        result: None,
        fault: None,
    }
}

/// The method that an address names: `/bot<token>/<method>`.
fn named(hub: &Hub, path: &str) -> Result<&'static Method, Refusal> {
    let (token, method) =
        path.strip_prefix("/bot").and_then(|rest| rest.split_once('/')).ok_or_else(Refusal::no_path)?;
    if token.replace("%3A", ":").replace("%3a", ":") != hub.token {
        return Err(Refusal::unauthorized());
    }
    api().method(method.trim_end_matches('/')).ok_or_else(Refusal::no_method)
}

/// Does what a call asks for, and notes it with what `note` makes of the outcome.
async fn run(hub: &Hub, method: &Method, mut call: Call, note: impl FnOnce(&mut Call, &Answer)) -> Answer {
    let fits = if hub.strict { api().check(method, &call.params).map_err(Refusal::bad) } else { Ok(()) };
    let answer = match fits {
        Err(refusal) => Err(refusal),
        Ok(()) if method.name == "getUpdates" => methods::get_updates(hub, &call.params).await,
        Ok(()) => {
            return hub.carry_out(call, |world, call| {
                let answer = methods::run(world, &method.name, &call.params);
                note(call, &answer);
                answer
            });
        }
    };
    note(&mut call, &answer);
    hub.record(call);
    answer
}

async fn faulty(hub: &Hub, line: &Line, mut call: Call, method: &Method, fault: Fault) -> Response {
    call.fault = Some(format!("{fault:?}"));
    match fault {
        Fault::Delay(_) | Fault::Truncate => {}
        Fault::TooMany(seconds) => return finish(hub, call, Err(Refusal::too_many(seconds))),
        Fault::Refuse(code, description) => {
            return finish(hub, call, Err(Refusal { code, description, parameters: None }));
        }
        Fault::Page(status) => {
            let page = format!(
                "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
            );
            close(hub, call, status);
            return response(status, HTML, page);
        }
        Fault::Close => {
            close(hub, call, 0);
            return line.cut(Cut::Close).await;
        }
        Fault::Reset => {
            close(hub, call, 0);
            return line.cut(Cut::Reset).await;
        }
        Fault::Hang => {
            close(hub, call, 0);
            return std::future::pending().await;
        }
        Fault::LoseAnswer => {
            let lose = |call: &mut Call, answer: &Answer| {
                call.result = answer.as_ref().ok().cloned();
                ended(call, 0);
            };
            let _ = run(hub, method, call, lose).await;
            return line.cut(Cut::Close).await;
        }
    }
    let half = body_of(&run(hub, method, call, outcome).await).to_string();
    let half: String = half.chars().take(half.chars().count() / 2).collect();
    response(200, JSON, half)
}

fn body_of(answer: &Answer) -> Value {
    match answer {
        Ok(result) => json!({ "ok": true, "result": result }),
        Err(refusal) => refusal.body(),
    }
}

/// Notes a call that came to nothing, and answers it.
fn finish(hub: &Hub, mut call: Call, answer: Answer) -> Response {
    outcome(&mut call, &answer);
    hub.record(call);
    answered(&answer)
}

/// Writes down what came of a call.
fn outcome(call: &mut Call, answer: &Answer) {
    match answer {
        Ok(result) => call.result = Some(result.clone()),
        Err(refusal) => call.description = Some(refusal.description.clone()),
    }
    ended(call, status_of(answer));
}

fn status_of(answer: &Answer) -> u16 {
    answer.as_ref().map_or_else(|refusal| refusal.code, |_| 200)
}

fn answered(answer: &Answer) -> Response {
    response(status_of(answer), JSON, body_of(answer).to_string())
}

fn close(hub: &Hub, mut call: Call, status: u16) {
    ended(&mut call, status);
    hub.record(call);
}

fn ended(call: &mut Call, status: u16) {
    call.status = status;
    call.took = call.since.elapsed();
}

fn response(status: u16, kind: &'static str, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

//! Reads the parameters of a call, whichever of the ways Telegram allows they came in.
//!
//! JSON carries its types. A form and a query string carry text alone, which is read as the published type says.

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::api::Method;
use super::refusal::Refusal;

pub(crate) type Params = Map<String, Value>;

/// The largest body that is read; Telegram's own limit for a call without files is far below.
const LIMIT: usize = 4 << 20;

/// The parameters in the address and in the body; the body wins.
pub(crate) async fn read(request: Request, method: &Method) -> Result<Params, Refusal> {
    let kind =
        request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_lowercase();
    let mut params = form(request.uri().query().unwrap_or_default(), method)?;
    if kind.starts_with("multipart/form-data") {
        params.extend(multipart(request, method).await?);
        return Ok(params);
    }
    let bytes = whole(request.into_body()).await?;
    if kind.starts_with("application/json") {
        params.extend(json(&bytes)?);
    } else if kind.starts_with("application/x-www-form-urlencoded") {
        params.extend(form(&String::from_utf8_lossy(&bytes), method)?);
    }
    Ok(params)
}

async fn whole(body: Body) -> Result<Vec<u8>, Refusal> {
    let bytes = axum::body::to_bytes(body, LIMIT).await;
    bytes.map(|bytes| bytes.to_vec()).map_err(|_| Refusal::bad("request body is too big"))
}

fn json(bytes: &[u8]) -> Result<Params, Refusal> {
    if bytes.is_empty() {
        return Ok(Params::new());
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(params)) => Ok(params),
        Ok(_) => Err(Refusal::bad("request body must be a JSON object")),
        Err(_) => Err(Refusal::bad("can't parse request JSON object")),
    }
}

async fn multipart(request: Request, method: &Method) -> Result<Params, Refusal> {
    let broken = |_| Refusal::bad("can't parse multipart form data");
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Refusal::bad("boundary not found"))?;
    let mut params = Params::new();
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let Some(name) = part.name().map(str::to_owned) else {
            continue;
        };
        let text = part.text().await.map_err(broken)?;
        params.insert(name.clone(), typed(&name, text, method)?);
    }
    Ok(params)
}

fn form(text: &str, method: &Method) -> Result<Params, Refusal> {
    let mut params = Params::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decoded(name);
        let value = typed(&name, decoded(value), method)?;
        params.insert(name, value);
    }
    Ok(params)
}

/// A text value read as the first of the published types that it fits.
fn typed(name: &str, text: String, method: &Method) -> Result<Value, Refusal> {
    let types = method.types(name);
    if types.iter().any(|kind| kind == "Integer")
        && let Ok(number) = text.trim().parse::<i64>()
    {
        return Ok(number.into());
    }
    match types.first().map(String::as_str) {
        Some("Boolean") => Ok(matches!(text.trim().to_lowercase().as_str(), "true" | "yes" | "1").into()),
        Some("String" | "Integer") | None => Ok(text.into()),
        Some("Float") => Ok(text.trim().parse::<f64>().map_or(text.into(), Value::from)),
        Some(_) => serde_json::from_str(&text).map_err(|_| Refusal::bad(format!("can't parse {name} JSON object"))),
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut digit = || rest.next().and_then(|d| char::from(d).to_digit(16));
                if let (Some(high), Some(low)) = (digit(), digit()) {
                    bytes.extend(u8::try_from(high * 16 + low));
                }
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

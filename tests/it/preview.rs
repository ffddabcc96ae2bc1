//! `wenda preview` answers over HTTP, keeps strangers out and ends when told; what the page does is in `tests/browser`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::Folder;

/// Long enough for a busy machine.
const SOON: Duration = Duration::from_secs(20);

/// What every response carries, also a refusal.
const WALLS: [&str; 6] = [
    "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    "x-content-type-options: nosniff",
    "x-frame-options: DENY",
    "referrer-policy: no-referrer",
    "cross-origin-resource-policy: same-origin",
    "cache-control: no-store",
];

/// The program while it shows the preview; killed when it is dropped.
struct Shown {
    child: Child,
    port: u16,
    folder: Folder,
}

impl Shown {
    fn start() -> Self {
        let folder = Folder::with_conference();
        let place = folder.path().display().to_string();
        let run = folder.wenda(&["preview", "--no-open", "--port", "0"]).env("TMPDIR", &place);
        let mut command = run.into_command();
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        out.read_line(&mut line).expect("a line");
        let port = line.trim().strip_prefix("wenda preview: http://127.0.0.1:").and_then(|rest| rest.strip_suffix('/'));
        let port = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no address in {line:?}"));
        Self { child, port, folder }
    }

    /// Sends a request as it is written, with `HOST` and `PORT` filled in; the status and the whole response.
    fn raw(&self, request: &str) -> (u16, String) {
        let mut stream = self.send(request);
        let mut response = String::new();
        stream.read_to_string(&mut response).expect("a response");
        let status = response.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.unwrap_or_else(|| panic!("no status in {response:?}")), response)
    }

    fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(SOON)).expect("a time limit");
        let port = self.port.to_string();
        let request = request.replace("HOST", "127.0.0.1:PORT").replace("PORT", &port).replace('\n', "\r\n");
        stream.write_all(request.as_bytes()).expect("it reads");
        stream
    }

    /// Does something as the page does it.
    fn act(&self, deed: &Value) -> (u16, String) {
        let body = deed.to_string();
        self.raw(&format!(
            "POST /api/act HTTP/1.1\nHost: HOST\nOrigin: http://HOST\nContent-Type: application/json\nContent-Length: {}\nConnection: close\n\n{body}",
            body.len()
        ))
    }

    /// The stream of what happens, past its head.
    fn events(&self) -> impl Iterator<Item = Value> + use<> {
        let stream = self.send("GET /api/events?lang=en HTTP/1.1\nHost: HOST\n\n");
        let lines = BufReader::new(stream).lines().map_while(Result::ok);
        lines.filter_map(|line| serde_json::from_str(line.strip_prefix("data: ")?).ok())
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_question_is_answered_by_the_real_bot() {
    let shown = Shown::start();
    let mut events = shown.events();
    let all = events.next().expect("all there is to see");
    let you = all["you"].as_i64().expect("somebody to be");
    let (status, said) = shown.act(&json!({ "do": "say", "chat": you, "person": you, "text": "大会在哪里举办" }));
    assert_eq!(status, 200, "{said}");
    let answer = events
        .find(|e| e["t"] == "posted" && e["chat"] == json!(you) && e["message"]["from"]["is_bot"] == json!(true))
        .expect("an answer");
    let text = answer["message"]["text"].as_str().unwrap_or_default();
    assert!(text.starts_with("大会在浙江乌镇举办。"), "{text}");

    let message = answer["message"]["message_id"].as_i64().expect("an id");
    let (status, why) =
        shown.raw(&format!("GET /api/why?chat={you}&message={message} HTTP/1.1\nHost: HOST\nConnection: close\n\n"));
    assert_eq!(status, 200, "{why}");
    for part in [
        r#""kind":"question""#,
        r#""code":"exact""#,
        r#""id":"venue""#,
        r#""file":"knowledge/conference.yaml","line":21"#,
    ] {
        assert!(why.contains(part), "{part} in {why}");
    }
    assert!(!all.to_string().contains(":AA"), "the page has no use for the token: {all}");
}

#[test]
fn strangers_are_refused_and_every_response_is_walled() {
    let shown = Shown::start();
    let deed = r#"{"do":"speak","lang":"en"}"#;
    let head = format!("Content-Type: application/json\nContent-Length: {}\nConnection: close\n\n{deed}", deed.len());
    for (expected, request) in [
        (200, "GET / HTTP/1.1\nHost: HOST\nConnection: close\n\n".to_owned()),
        (200, "GET /app.js HTTP/1.1\nHost: localhost:PORT\nConnection: close\n\n".to_owned()),
        (404, "GET /../Cargo.toml HTTP/1.1\nHost: HOST\nConnection: close\n\n".to_owned()),
        (403, "GET / HTTP/1.1\nHost: evil.example:PORT\nConnection: close\n\n".to_owned()),
        (403, "GET / HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n".to_owned()),
        (403, "GET / HTTP/1.0\nConnection: close\n\n".to_owned()),
        (403, "GET http://evil.example/ HTTP/1.1\nHost: evil.example\nConnection: close\n\n".to_owned()),
        (
            403,
            "GET /api/events?lang=en HTTP/1.1\nHost: HOST\nOrigin: http://evil.example\nConnection: close\n\n"
                .to_owned(),
        ),
        (
            403,
            "GET /api/events?lang=en HTTP/1.1\nHost: HOST\nSec-Fetch-Site: cross-site\nConnection: close\n\n"
                .to_owned(),
        ),
        (403, format!("POST /api/act HTTP/1.1\nHost: HOST\n{head}")),
        (403, format!("POST /api/act HTTP/1.1\nHost: HOST\nOrigin: null\n{head}")),
        (403, format!("POST /api/act HTTP/1.1\nHost: HOST\nOrigin: http://evil.example\n{head}")),
        (403, format!("POST /api/act HTTP/1.1\nHost: HOST\nOrigin: http://localhost:PORT\n{head}")),
        (200, format!("POST /api/act HTTP/1.1\nHost: HOST\nOrigin: http://HOST\n{head}")),
        (
            415,
            format!(
                "POST /api/act HTTP/1.1\nHost: HOST\nOrigin: http://HOST\n{}",
                head.replace("application/json", "text/plain")
            ),
        ),
        (405, "GET /api/act HTTP/1.1\nHost: HOST\nConnection: close\n\n".to_owned()),
    ] {
        let (status, response) = shown.raw(&request);
        assert_eq!(status, expected, "{request}\n{response}");
        for wall in WALLS {
            assert!(response.contains(&format!("\r\n{wall}\r\n")), "{wall} in\n{response}");
        }
    }
}

#[test]
fn deeds_that_nobody_could_do_are_refused() {
    let shown = Shown::start();
    let all = shown.events().next().expect("all there is to see");
    let (you, group) = (all["you"].clone(), all["chats"][1]["id"].clone());
    let other = all["people"][1]["id"].clone();
    let said = shown.act(&json!({ "do": "say", "chat": group, "person": you, "text": "hi" }));
    let id: Value = serde_json::from_str(said.1.rsplit("\r\n").next().unwrap_or_default()).expect("an id");
    for (expected, deed) in [
        (409, json!({ "do": "say", "chat": 1, "person": you, "text": "hi" })),
        (409, json!({ "do": "say", "chat": you, "person": other, "text": "hi" })),
        (409, json!({ "do": "say", "chat": you, "person": you, "text": " \n" })),
        (409, json!({ "do": "say", "chat": you, "person": you, "text": "问".repeat(4097) })),
        (409, json!({ "do": "say", "chat": you, "person": you, "text": "hi", "reply_to": 4 })),
        (409, json!({ "do": "edit", "chat": group, "person": other, "message": id["message"], "text": "mine" })),
        (409, json!({ "do": "delete", "chat": group, "person": other, "message": id["message"] })),
        (409, json!({ "do": "press", "chat": group, "person": you, "message": id["message"], "data": "t0" })),
        (409, json!({ "do": "choose", "chat": group, "person": you, "query": "1", "result": "dates", "text": "" })),
        (413, json!({ "do": "say", "chat": you, "person": you, "text": "x".repeat(40_000) })),
        (422, json!({ "do": "say", "chat": you, "person": you, "text": "hi", "from": 1 })),
        (422, json!({ "do": "rm" })),
    ] {
        let (status, response) = shown.act(&deed);
        assert_eq!(status, expected, "{deed}\n{response}");
    }
}

#[test]
fn only_the_one_address_is_listened_on() {
    let shown = Shown::start();
    assert!(TcpStream::connect(("127.0.0.1", shown.port)).is_ok());
    // Another address of this very machine: whoever listens on all of them would answer.
    assert!(TcpStream::connect(("127.0.0.2", shown.port)).is_err());
}

#[test]
fn it_ends_when_told_though_a_page_is_open() {
    let mut shown = Shown::start();
    let mut events = shown.events();
    assert!(events.next().is_some());
    let kept = || shown.folder.path().read_dir().expect("a folder").flatten().map(|entry| entry.file_name());
    assert_eq!(kept().count(), 2, "the knowledge, and the store: {:?}", kept().collect::<Vec<_>>());
    let asked = Instant::now();
    let pid = shown.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs").success());
    let status = shown.child.wait().expect("it ends");
    assert_eq!(status.code(), Some(0));
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
    assert_eq!(events.find(|e| e["t"] == "all"), None, "the stream ends");
    let kept: Vec<_> = shown.folder.path().read_dir().expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert_eq!(kept, ["knowledge"], "nothing is kept");
}

#[test]
fn what_keeps_it_from_running_is_told() {
    let folder = Folder::with_conference();
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    folder
        .wenda(&["preview", "--no-open", "--port", &port])
        .output()
        .check_refusal(&[&format!("port {port} is taken")]);
    folder.write("knowledge/conference.yaml", b"entries: 1");
    folder.wenda(&["preview", "--no-open"]).output().check_refusal(&["conference.yaml:1:10", "mend the knowledge"]);
}

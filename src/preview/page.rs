//! The page's files, which are in the program: no build step, no network, one version of all of them.

use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

macro_rules! files {
    ($($path:literal $kind:ident $file:literal;)*) => {
        /// Address, kind and text of each.
        const FILES: &[(&str, &str, &str)] = &[$(($path, $kind, include_str!(concat!("page/", $file)))),*];
    };
}

files! {
    "/" HTML "index.html";
    "/style.css" CSS "style.css";
    "/panel.css" CSS "panel.css";
    "/icon.svg" SVG "icon.svg";
    "/app.js" JS "app.js";
    "/chats.js" JS "chats.js";
    "/composer.js" JS "composer.js";
    "/dom.js" JS "dom.js";
    "/focus.js" JS "focus.js";
    "/inline.js" JS "inline.js";
    "/log.js" JS "log.js";
    "/menu.js" JS "menu.js";
    "/message.js" JS "message.js";
    "/net.js" JS "net.js";
    "/text.js" JS "text.js";
    "/why.js" JS "why.js";
    "/words.js" JS "words.js";
}

/// The addresses of the files.
pub(super) fn addresses() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(address, _, _)| *address)
}

/// The file at an address that [`addresses`] names.
pub(super) fn file(address: &'static str) -> Response {
    let found = FILES.iter().find(|(known, _, _)| *known == address);
    let (_, kind, text) = found.copied().unwrap_or_default();
    let mut response = text.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn the_page_is_light_and_asks_nobody_else() {
        let weight: usize = FILES.iter().map(|(_, _, text)| text.len()).sum();
        assert!(weight < 100_000, "{weight}");
        for (address, _, text) in FILES {
            for foreign in
                ["src=\"http", "href=\"http", "url(", "@import", "from \"http", "import(", "innerHTML", "eval("]
            {
                assert!(!text.replace("url(#", "").contains(foreign), "{address}: {foreign}");
            }
        }
    }

    #[test]
    fn every_file_of_the_folder_is_served_and_what_files_name_is_there() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/preview/page")).expect("the folder");
        assert_eq!(folder.count(), FILES.len());
        let known = |name: &str| FILES.iter().any(|(address, _, _)| address.strip_prefix('/') == Some(name));
        for (address, _, text) in FILES {
            for import in text.split("from \"./").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(known(import), "{address} imports {import}");
            }
        }
    }
}

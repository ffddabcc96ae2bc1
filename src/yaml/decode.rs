//! Turns a file's bytes into text that YAML may hold, or says which byte is wrong.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, SourceText};

/// The largest file that is read: twice a million phrasings, and far from any machine's memory.
pub const MAX_BYTES: usize = 256 << 20;

/// Opens and decodes a file. Never more is read than is taken: a device or a pipe may have no end.
///
/// # Errors
/// As of opening and reading; what is wrong with the bytes is the inner fault, as of [`decode`].
pub fn open(path: &Path) -> io::Result<Result<Arc<SourceText>, Box<Diagnostic>>> {
    let name = path.display().to_string();
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    if metadata.len() > MAX_BYTES as u64 {
        return Ok(Err(Box::new(too_large(&name))));
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(decode(&name, bytes))
}

/// Decodes a file; the text is as in the file but for its byte order mark and CRLF line ends.
///
/// # Errors
/// A fault placed at the first byte that is not UTF-8, or at the first control character.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Arc<SourceText>, Box<Diagnostic>> {
    if bytes.len() > MAX_BYTES {
        return Err(Box::new(too_large(name)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceText::new(name, text)),
        Err(error) => Err(Box::new(not_utf8(name, &error))),
    }
}

fn too_large(name: &str) -> Diagnostic {
    let source = SourceText::new(name, String::new());
    Diagnostic::new(Code::TooLarge, source.start(), format!("the file is larger than {} MiB", MAX_BYTES >> 20))
}

fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let bytes = error.as_bytes();
    let (good, bad) = bytes.split_at(error.utf8_error().valid_up_to());
    // The good part is folded alone to learn how long it is once folded.
    let good = SourceText::new(name, String::from_utf8_lossy(good).into_owned()).text().len();
    let byte = bad.first().copied().unwrap_or_default();
    let source = SourceText::new(name, String::from_utf8_lossy(bytes).into_owned());
    let help = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "the file looks like UTF-16; save it as UTF-8",
        _ => "save the file as UTF-8; GBK and other encodings are not read",
    };
    let message = format!("byte 0x{byte:02x} is not UTF-8");
    Diagnostic::new(Code::NotUtf8, source.place_at_byte(good, 1), message).help(help)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        let found = match decode("f", bytes.to_vec()) {
            Ok(source) => source.text().to_owned(),
            Err(fault) => format!("{} {}", fault.place, fault.message),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn bytes_become_text_or_a_placed_fault() {
        check("\u{FEFF}a: 1\r\nb: 2".as_bytes(), "a: 1\nb: 2");
        check(b"", "");
        check(b"a: \xff", "f:1:4 byte 0xff is not UTF-8");
        check("\u{FEFF}乌\r\n镇\u{0}".as_bytes(), "乌\n镇\0");
        check(b"\xef\xbb\xbf\xe4\xb9\x8c\r\nab\xe4", "f:2:3 byte 0xe4 is not UTF-8");
        check(b"\xff\xfea\0", "f:1:1 byte 0xff is not UTF-8");
    }
}

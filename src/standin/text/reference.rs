//! Reads `&lt;` and its like: four names, and numbers.

/// The code of the reference at `at`, and where it ends; none where it is none and the ampersand stands for itself.
pub(super) fn decode(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    if bytes.get(at) != Some(&b'&') {
        return None;
    }
    let run = |from: usize, fits: fn(&u8) -> bool| bytes.iter().skip(from).take_while(|b| fits(b)).count();
    let number = |from: usize, length: usize, radix| {
        let digits = std::str::from_utf8(bytes.get(from..from + length)?).ok()?;
        u32::from_str_radix(digits, radix)
            .ok()
            .filter(|code| *code != 0 && *code < 0x10_FFFF && from + length - at < 10)
    };
    let (code, end) = if bytes.get(at + 1) == Some(&b'#') {
        let hex = bytes.get(at + 2) == Some(&b'x');
        let from = at + 2 + usize::from(hex);
        let length = run(from, if hex { u8::is_ascii_hexdigit } else { u8::is_ascii_digit });
        (number(from, length, if hex { 16 } else { 10 })?, from + length)
    } else {
        let length = run(at + 1, u8::is_ascii_alphabetic);
        let code = match bytes.get(at + 1..at + 1 + length)? {
            b"lt" => '<',
            b"gt" => '>',
            b"amp" => '&',
            b"quot" => '"',
            _ => return None,
        };
        (u32::from(code), at + 1 + length)
    };
    Some((code, end + usize::from(bytes.get(end) == Some(&b';'))))
}

//! Shows what was measured as Markdown tables, and keeps it as JSON.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use crate::measure::Measured;

/// The measurements of one set.
#[derive(Debug, Serialize)]
pub struct Row {
    pub set: String,
    #[serde(flatten)]
    pub measured: Measured,
}

/// The side-by-side table.
pub fn compared(rows: &[Row]) -> String {
    let mut table = String::from(
        "| set | program | hit@1 % | answered rightly % | answered wrongly out of scope % | questions/s, one core | build ms | memory MiB |\n\
         |---|---|--:|--:|--:|--:|--:|--:|\n",
    );
    for Row { set, measured: m } in rows {
        let _ = writeln!(
            table,
            "| {set} | {} | {} | {} | {} | {:.0} | {:.1} | {} |",
            m.program.title(),
            share(m.hit_at_1),
            share(m.answered_right),
            share(m.answered_wrongly),
            m.qps_1,
            m.build_s * 1e3,
            share(m.memory_mib),
        );
    }
    table
}

/// The table of sizes.
pub fn scaled(rows: &[Row]) -> String {
    let mut table = String::from(
        "| language | phrasings | program | median µs | p99 µs | questions/s, one core | two cores | build s | memory MiB | hit@1 % |\n\
         |---|--:|---|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    for Row { set, measured: m } in rows {
        let _ = writeln!(
            table,
            "| {set} | {} | {} | {:.1} | {:.1} | {:.0} | {:.0} | {:.3} | {} | {} |",
            m.phrasings,
            m.program.title(),
            m.median_us,
            m.p99_us,
            m.qps_1,
            m.qps_2,
            m.build_s,
            share(m.memory_mib),
            share(m.hit_at_1),
        );
    }
    table
}

fn share(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.1}"))
}

/// Writes a file, and says where.
pub fn save(folder: &Path, name: &str, text: &str) -> Result<(), String> {
    let path = folder.join(name);
    let wrong = |error| format!("`{}` cannot be written: {error}", path.display());
    std::fs::create_dir_all(folder).map_err(wrong)?;
    std::fs::write(&path, text).map_err(wrong)?;
    eprintln!("wrote {}", path.display());
    Ok(())
}

pub fn json(rows: &[Row]) -> Result<String, String> {
    serde_json::to_string_pretty(rows).map(|text| text + "\n").map_err(|error| error.to_string())
}

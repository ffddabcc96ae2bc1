//! Shows what was measured as Markdown tables, and keeps it as JSON.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use crate::damage::Damage;
use crate::measure::Measured;
use crate::programs::Program;

/// The measurements of one set.
#[derive(Debug, Serialize)]
pub struct Row {
    pub set: String,
    #[serde(flatten)]
    pub measured: Measured,
}

/// How a program does on one set with one kind of slips.
#[derive(Debug, Serialize)]
pub struct Harmed {
    pub set: &'static str,
    pub program: Program,
    pub damage: &'static str,
    /// Of the questions, in percent: the right entry is ranked first.
    pub hit_at_1: f64,
}

impl Harmed {
    pub fn new(set: &'static str, program: Program, damage: Damage, first: usize, questions: usize) -> Self {
        let hit_at_1 = 100.0 * first as f64 / questions.max(1) as f64;
        Self { set, program, damage: damage.title(), hit_at_1 }
    }
}

/// A line for each set and kind of slips, a column for each program; where there are slips, what they cost beside it.
pub fn harmed(rows: &[Harmed]) -> String {
    let mut programs: Vec<Program> = Vec::new();
    let mut lines: Vec<(&str, &str)> = Vec::new();
    for row in rows {
        if !programs.contains(&row.program) {
            programs.push(row.program);
        }
        if !lines.contains(&(row.set, row.damage)) {
            lines.push((row.set, row.damage));
        }
    }
    let titles: String = programs.iter().map(|program| format!(" {} |", program.title())).collect();
    let mut table = format!("| set | slips |{titles}\n|---|---|{}\n", "--:|".repeat(programs.len()));
    for (set, damage) in lines {
        let _ = write!(table, "| {set} | {damage} |");
        for program in &programs {
            let of = |damage: &str| {
                let row = rows.iter().find(|r| (r.set, r.program, r.damage) == (set, *program, damage));
                row.map_or(0.0, |row| row.hit_at_1)
            };
            let (now, before) = (of(damage), of(Damage::None.title()));
            let _ = if damage == Damage::None.title() {
                write!(table, " {now:.1} |")
            } else {
                write!(table, " {now:.1} ({:+.1}) |", now - before)
            };
        }
        table.push('\n');
    }
    table
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

pub fn json(rows: &[impl Serialize]) -> Result<String, String> {
    serde_json::to_string_pretty(rows).map(|text| text + "\n").map_err(|error| error.to_string())
}

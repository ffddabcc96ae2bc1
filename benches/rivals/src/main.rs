//! Measures wenda beside what else one would pick: `compare` on labelled sets, `damage` on the same with slips in the
//! questions, `scale` on synthetic collections.
//!
//! What is timed or takes memory comes from a process of its own that builds one program and asks it one set, so that memory can be told
//! apart and no program warms another's caches. Programs are measured one after another in one run.

mod damage;
mod measure;
mod plot;
mod programs;
mod report;
mod sets;
mod synthetic;

use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};

use damage::Damage;
use measure::Measured;
use plot::Line;
use programs::Program;
use report::{Harmed, Row};
use sets::Set;
use synthetic::Lang;
use synthetic::chance::Chance;

#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// All programs on labelled questions: a table on stdout and compare.{md,json}.
    Compare {
        /// A folder of knowledge instead of the repository's sets.
        #[arg(long, requires = "questions")]
        knowledge: Option<PathBuf>,
        /// Its questions: YAML as `wenda eval` reads it, or TSV: question, tab, entry id (`-` for none).
        #[arg(long, requires = "knowledge")]
        questions: Option<PathBuf>,
        /// Where the files go.
        #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/docs"))]
        out: PathBuf,
    },
    /// All programs on the repository's sets with slips in the questions: how many they still rank first; damage.{md,json}.
    Damage {
        /// Where the files go.
        #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/docs"))]
        out: PathBuf,
    },
    /// wenda, its postings alone and tantivy on growing collections: scale.{md,json} and plots.
    Scale {
        /// How many phrasings.
        #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000,1000000")]
        sizes: Vec<usize>,
        /// In which languages.
        #[arg(long, value_delimiter = ',', value_enum, default_value = "zh,en")]
        langs: Vec<Lang>,
        /// Which programs.
        #[arg(long, value_delimiter = ',', value_enum, default_value = "wenda,postings,tantivy,tantivy-words")]
        programs: Vec<Program>,
        /// How many questions are asked.
        #[arg(long, default_value_t = 3_000)]
        questions: usize,
        /// After how many seconds a measurement is given up.
        #[arg(long, default_value_t = 600)]
        seconds: u64,
        /// Where the files go.
        #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/docs"))]
        out: PathBuf,
    },
    /// One measurement, as JSON on stdout; what the others run in child processes.
    #[command(hide = true)]
    Measure { program: Program, folder: PathBuf },
    /// Writes a synthetic set to look at, or to be measured alone: phrasings and their entries, questions and theirs.
    Write {
        lang: Lang,
        phrasings: usize,
        folder: PathBuf,
        #[arg(long, default_value_t = 3_000)]
        questions: usize,
    },
}

fn main() -> std::process::ExitCode {
    let run = match Arguments::parse().command {
        Command::Compare { knowledge, questions, out } => compare(knowledge.zip(questions), &out),
        Command::Damage { out } => harm(&out),
        Command::Scale { sizes, langs, programs, questions, seconds, out } => {
            scale(&sizes, &langs, &programs, questions, seconds).and_then(|rows| draw(&rows, &langs, &out))
        }
        Command::Measure { program, folder } => measure::run(program, &folder)
            .and_then(|measured| serde_json::to_string(&measured).map_err(|error| error.to_string()))
            .map(|json| println!("{json}")),
        Command::Write { lang, phrasings, questions, folder } => std::fs::create_dir_all(&folder)
            .map_err(|error| format!("`{}` cannot be made: {error}", folder.display()))
            .and_then(|()| Set::synthetic(lang, phrasings, questions).write(&folder)),
    };
    match run {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

/// All programs that take part in a comparison.
const COMPARED: [Program; 7] = [
    Program::Wenda,
    Program::RapidfuzzRatio,
    Program::StrsimDice,
    Program::StrsimLevenshtein,
    Program::Bm25,
    Program::Tantivy,
    Program::TantivyWords,
];

/// The sets of the repository.
const SETS: [&str; 6] = ["library-zh", "bikes-en", "hospital-zh", "broadband-en", "estate-zh", "leisure-en"];

fn compare(given: Option<(PathBuf, PathBuf)>, out: &Path) -> Result<(), String> {
    let sets: Vec<(String, [PathBuf; 2])> = match given {
        Some((knowledge, questions)) => {
            let name = knowledge.file_name().map_or("set".into(), |name| name.to_string_lossy().into_owned());
            vec![(name, [knowledge, questions])]
        }
        None => SETS.map(|name| (name.to_owned(), files(name))).into(),
    };
    let mut rows = Vec::new();
    for (set, [knowledge, questions]) in sets {
        let folder = written(&Set::labelled(&knowledge, &questions, &[])?)?;
        for program in COMPARED {
            eprintln!("{set}: {}", program.title());
            let measured = measure::in_child(program, folder.path(), 600)?;
            rows.push(Row { set: set.clone(), measured });
        }
    }
    let table = report::compared(&rows);
    println!("{table}");
    report::save(out, "compare.md", &table)?;
    report::save(out, "compare.json", &report::json(&rows)?)
}

/// The knowledge and the questions of one of the repository's sets.
fn files(set: &str) -> [PathBuf; 2] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sets").join(set);
    ["knowledge", "questions.yaml"].map(|file| folder.join(file))
}

/// What slips cost on the questions that have none. Nothing is timed, so that one process will do.
fn harm(out: &Path) -> Result<(), String> {
    let mut rows = Vec::new();
    for set in SETS {
        let [knowledge, questions] = files(set);
        let Set { phrasings, questions } = Set::labelled(&knowledge, &questions, &["plain", "paraphrase"])?;
        let is_chinese = set.ends_with("-zh");
        let kinds: &[Damage] = if is_chinese { &Damage::CHINESE } else { &Damage::ENGLISH };
        for program in COMPARED {
            eprintln!("{set}: {}", program.title());
            let built = programs::prepare(program, &phrasings)();
            for kind in kinds {
                let mut chance = Chance::new(1);
                let mut first = 0;
                for question in &questions {
                    let found = built.rank(&kind.typed(&question.text, &mut chance));
                    first += usize::from(found.is_some_and(|entry| question.right.contains(&entry)));
                }
                rows.push(Harmed::new(set, program, *kind, first, questions.len()));
            }
        }
    }
    let table = report::harmed(&rows);
    println!("{table}");
    report::save(out, "damage.md", &table)?;
    report::save(out, "damage.json", &report::json(&rows)?)
}

/// The set in a folder that lasts as long as what is returned.
fn written(set: &Set) -> Result<tempfile::TempDir, String> {
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    set.write(folder.path())?;
    Ok(folder)
}

fn scale(
    sizes: &[usize],
    langs: &[Lang],
    programs: &[Program],
    questions: usize,
    seconds: u64,
) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for lang in langs {
        for phrasings in sizes {
            let folder = written(&Set::synthetic(*lang, *phrasings, questions))?;
            for program in programs {
                eprint!("{lang}, {phrasings} phrasings, {}: ", program.title());
                match measure::in_child(*program, folder.path(), seconds) {
                    Ok(measured) => {
                        eprintln!("median {:.1} µs, p99 {:.1} µs", measured.median_us, measured.p99_us);
                        rows.push(Row { set: lang.to_string(), measured });
                    }
                    Err(error) => eprintln!("left out: {error}"),
                }
            }
        }
    }
    Ok(rows)
}

fn draw(rows: &[Row], langs: &[Lang], out: &Path) -> Result<(), String> {
    let table = report::scaled(rows);
    println!("{table}");
    report::save(out, "scale.md", &table)?;
    report::save(out, "scale.json", &report::json(rows)?)?;
    for lang in langs {
        let plot = |title: &str, unit: &str, measures: &[Measure]| {
            let lines = lines(rows, *lang, measures);
            plot::plot(&format!("{title}, {lang}"), "phrasings", unit, &lines)
        };
        let latency = plot("Time to answer on one core", "µs", &[("median", |m| m.median_us), ("p99", |m| m.p99_us)]);
        report::save(out, &format!("scale-latency-{lang}.svg"), &latency)?;
        let rate = plot("Questions a second", "questions/s", &[("one core", |m| m.qps_1), ("two cores", |m| m.qps_2)]);
        report::save(out, &format!("scale-rate-{lang}.svg"), &rate)?;
        let build = plot("Building", "s", &[("build", |m| m.build_s)]);
        report::save(out, &format!("scale-build-{lang}.svg"), &build)?;
        let memory = plot("Memory", "MiB", &[("memory", |m| m.memory_mib.unwrap_or(0.0))]);
        report::save(out, &format!("scale-memory-{lang}.svg"), &memory)?;
    }
    Ok(())
}

/// A figure and its name.
type Measure = (&'static str, fn(&Measured) -> f64);

/// A line for each program and measure; what could not be measured has no point.
fn lines(rows: &[Row], lang: Lang, measures: &[Measure]) -> Vec<Line> {
    let rows: Vec<&Measured> = rows.iter().filter(|r| r.set == lang.to_string()).map(|r| &r.measured).collect();
    let mut programs: Vec<Program> = Vec::new();
    for row in &rows {
        if !programs.contains(&row.program) {
            programs.push(row.program);
        }
    }
    let mut lines = Vec::new();
    for (color, program) in programs.into_iter().enumerate() {
        for (number, (name, figure)) in measures.iter().enumerate() {
            let own = rows.iter().filter(|row| row.program == program);
            let points = own.map(|row| (row.phrasings as f64, figure(row))).filter(|(_, y)| *y > 0.0).collect();
            lines.push(Line { title: format!("{}: {name}", program.title()), color, dashed: number > 0, points });
        }
    }
    lines
}

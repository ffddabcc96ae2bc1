//! How long the engine takes: building the index, and answering questions of several kinds from the shipped knowledge.
//!
//! Run with `cargo bench --bench engine`. Figures are for this machine; compare them within one run.

use std::path::Path;
use std::sync::Arc;

use divan::{Bencher, black_box};
use wenda::knowledge::{self, Knowledge};
use wenda::responder::Responder;

fn main() {
    divan::main();
}

fn knowledge() -> Arc<Knowledge> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    Arc::new(knowledge::load(&folder).expect("the shipped knowledge is sound"))
}

/// Reading, checking and normalizing the YAML files.
#[divan::bench]
fn load(bencher: Bencher) {
    bencher.bench(knowledge);
}

/// Building the index over the loaded knowledge.
#[divan::bench]
fn index(bencher: Bencher) {
    let knowledge = knowledge();
    bencher.bench(|| Responder::new(Arc::clone(&knowledge)));
}

/// One whole answer, from the text as typed to the reply.
#[divan::bench(args = [
    "大会什么时候举办",
    "主题",
    "目前全球网民数量",
    "whn is the confernce held",
    "shijian didian",
    "第三屇大会时间",
    "时间、地点、主题",
    "门票在哪买",
    "您好，我是一名学生，想请教一下这次大会的主题到底是什么呢？谢谢！",
])]
fn answer(bencher: Bencher, question: &str) {
    let responder = Responder::new(knowledge());
    bencher.bench(|| responder.respond(black_box(question)));
}

/// Every question of the labelled set once: divide by the count for the mean.
#[divan::bench]
fn labelled_in_scope(bencher: Bencher) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions/in-scope.yaml");
    let text = std::fs::read_to_string(path).expect("the labelled questions are shipped");
    let questions: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix("- ask: ")).collect();
    let responder = Responder::new(knowledge());
    bencher
        .counter(divan::counter::ItemsCount::new(questions.len()))
        .bench(|| questions.iter().map(|q| responder.respond(black_box(q)).cards.len()).sum::<usize>());
}

//! tantivy in memory: one segment, BM25, its ten best.

use tantivy::collector::TopDocs;
use tantivy::directory::RamDirectory;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{NgramTokenizer, TextAnalyzer, TokenStream, TokenizerManager, WhitespaceTokenizer};
use tantivy::{Index, Searcher, TantivyDocument, Term};

use super::{Ask, Found, Phrasing, plain, words};

/// What tantivy may hold while it indexes.
const MEMORY: usize = 256 << 20;

pub struct Tantivy {
    searcher: Searcher,
    text: Field,
    cut: Cut,
    entries: Vec<usize>,
}

/// How texts are made into terms.
struct Cut {
    /// What tantivy is given of a text.
    read: fn(&str) -> String,
    /// How it cuts that.
    analyzer: TextAnalyzer,
}

impl Cut {
    /// Every two neighboring characters.
    fn bigrams() -> tantivy::Result<Self> {
        Ok(Self { read: plain, analyzer: NgramTokenizer::all_ngrams(2, 2)?.into() })
    }

    /// Words, and pairs of ideographs.
    fn words() -> Self {
        Self { read: |text| words(text).join(" "), analyzer: WhitespaceTokenizer::default().into() }
    }
}

impl Tantivy {
    pub fn bigrams(phrasings: &[Phrasing]) -> tantivy::Result<Self> {
        Self::new(phrasings, Cut::bigrams()?)
    }

    pub fn words(phrasings: &[Phrasing]) -> tantivy::Result<Self> {
        Self::new(phrasings, Cut::words())
    }

    fn new(phrasings: &[Phrasing], cut: Cut) -> tantivy::Result<Self> {
        let tokenizers = TokenizerManager::new();
        tokenizers.register("cut", cut.analyzer.clone());
        let indexing = TextFieldIndexing::default().set_tokenizer("cut").set_index_option(IndexRecordOption::WithFreqs);
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let builder = Index::builder().schema(schema.build()).tokenizers(tokenizers);
        let mut writer = builder.single_segment_index_writer(RamDirectory::create(), MEMORY)?;
        for (phrasing, _) in phrasings {
            let mut document = TantivyDocument::new();
            document.add_text(text, (cut.read)(phrasing));
            writer.add_document(document)?;
        }
        let index = writer.finalize()?;
        let entries = phrasings.iter().map(|(_, entry)| *entry).collect();
        Ok(Self { searcher: index.reader()?.searcher(), text, cut, entries })
    }

    fn top(&self, question: &str) -> tantivy::Result<Option<usize>> {
        let question = (self.cut.read)(question);
        let mut analyzer = self.cut.analyzer.clone();
        let mut stream = analyzer.token_stream(&question);
        let mut terms = Vec::new();
        while let Some(token) = stream.next() {
            terms.push(Term::from_field_text(self.text, &token.text));
        }
        terms.sort_unstable();
        terms.dedup();
        let clause = |term| -> (Occur, Box<dyn Query>) {
            (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
        };
        let query = BooleanQuery::new(terms.into_iter().map(clause).collect());
        let top = self.searcher.search(&query, &TopDocs::with_limit(10).order_by_score())?;
        // One segment in the order of adding: a document's number is its phrasing's.
        Ok(top.first().map(|(_, address)| self.entries[address.doc_id as usize]))
    }
}

impl Ask for Tantivy {
    fn ask(&self, question: &str) -> Found {
        Found { first: self.top(question).expect("tantivy searches in memory"), answered: true }
    }
}

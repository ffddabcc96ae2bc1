//! tantivy in memory: one segment, BM25 over character bigrams, its ten best.

use tantivy::collector::TopDocs;
use tantivy::directory::RamDirectory;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{NgramTokenizer, TextAnalyzer, TokenStream, TokenizerManager};
use tantivy::{Index, Searcher, TantivyDocument, Term};

use super::{Ask, Found, Phrasing, plain};

/// What tantivy may hold while it indexes.
const MEMORY: usize = 256 << 20;

pub struct Tantivy {
    searcher: Searcher,
    text: Field,
    bigrams: TextAnalyzer,
    entries: Vec<usize>,
}

impl Tantivy {
    pub fn new(phrasings: &[Phrasing]) -> tantivy::Result<Self> {
        let bigrams = TextAnalyzer::from(NgramTokenizer::all_ngrams(2, 2)?);
        let tokenizers = TokenizerManager::new();
        tokenizers.register("bigrams", bigrams.clone());
        let indexing =
            TextFieldIndexing::default().set_tokenizer("bigrams").set_index_option(IndexRecordOption::WithFreqs);
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let builder = Index::builder().schema(schema.build()).tokenizers(tokenizers);
        let mut writer = builder.single_segment_index_writer(RamDirectory::create(), MEMORY)?;
        for (phrasing, _) in phrasings {
            let mut document = TantivyDocument::new();
            document.add_text(text, plain(phrasing));
            writer.add_document(document)?;
        }
        let index = writer.finalize()?;
        let entries = phrasings.iter().map(|(_, entry)| *entry).collect();
        Ok(Self { searcher: index.reader()?.searcher(), text, bigrams, entries })
    }

    fn top(&self, question: &str) -> tantivy::Result<Option<usize>> {
        let question = plain(question);
        let mut bigrams = self.bigrams.clone();
        let mut stream = bigrams.token_stream(&question);
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

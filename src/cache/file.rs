//! One cache file: written in one step, and read back only if it is whole.
//!
//! ```text
//! "wenda" format | documents | SHA-256 of everything it was built from | knowledge and matcher | SHA-256 of all before
//! ```

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Sum;
use crate::knowledge::Knowledge;
use crate::matching::Matcher;
use crate::responder::Responder;

/// What a cache file begins with; the number changes with the layout of this header.
const MAGIC: &[u8; 8] = b"wenda\0\x02\n";

/// What stands before the payload.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Header {
    /// The documents that the knowledge names.
    pub documents: Vec<PathBuf>,
    /// The sum of everything it was built from.
    pub origin: Sum,
}

/// A cache file as it was found.
pub(super) struct Kept {
    bytes: Vec<u8>,
    pub header: Header,
    /// Where the payload begins.
    payload: usize,
}

impl Kept {
    /// Reads a cache file; `None` where there is none of this layout.
    pub fn open(file: &Path) -> Option<Self> {
        let bytes = std::fs::read(file).ok()?;
        let (header, rest) = postcard::take_from_bytes::<Header>(bytes.strip_prefix(MAGIC)?).ok()?;
        let payload = bytes.len() - rest.len();
        Some(Self { bytes, header, payload })
    }

    /// What was kept; `None` where it is not whole.
    pub fn restore(self) -> Option<Responder> {
        let (all, sum) = self.bytes.split_last_chunk::<32>()?;
        if Sha256::digest(all).as_slice() != sum {
            return None;
        }
        let (knowledge, matcher) = postcard::from_bytes::<(Knowledge, Matcher)>(all.get(self.payload..)?).ok()?;
        Some(Responder::of_parts(knowledge, matcher))
    }
}

/// Writes a cache file in one step; its folder is made if it is not there.
pub(super) fn keep(file: &Path, responder: &Responder, header: &Header) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    // Several programs may start at once: each writes a file of its own, and the last to finish stays.
    let draft = file.with_extension(format!("{}.draft", std::process::id()));
    let written = write(&draft, responder, header).and_then(|()| std::fs::rename(&draft, file));
    if written.is_err() {
        // What could be written of it is of no use to anybody.
        let _ = std::fs::remove_file(&draft);
    }
    written
}

fn write(draft: &Path, responder: &Responder, header: &Header) -> io::Result<()> {
    let mut all = BufWriter::new(Summed { to: File::create(draft)?, sum: Sha256::new() });
    all.write_all(MAGIC)?;
    postcard::to_io(header, &mut all).map_err(io::Error::other)?;
    postcard::to_io(&responder.parts(), &mut all).map_err(io::Error::other)?;
    let Summed { mut to, sum } = all.into_inner()?;
    to.write_all(&sum.finalize())
}

/// Sums up what is written.
struct Summed<W> {
    to: W,
    sum: Sha256,
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.to.write(bytes)?;
        self.sum.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

//! Finds the files of a knowledge, reads them and the documents beside them.
//!
//! Invariant: the only place of the knowledge that touches the disk.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, SourceText};
use crate::yaml;

/// A path at which there is no knowledge to read at all.
#[derive(Debug)]
pub struct Unreadable {
    /// The path as given.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` cannot be read: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for Unreadable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// The files as they lie on the disk.
#[derive(Debug)]
pub(super) struct Files {
    /// Where documents are looked for.
    pub folder: PathBuf,
    /// The files in the order of their names.
    pub sources: Vec<Arc<SourceText>>,
    /// Files that are there and cannot be read as text.
    pub faults: Vec<Diagnostic>,
}

/// The files that a knowledge at `path` consists of: a folder's `*.yaml` and `*.yml`, or one file.
///
/// # Errors
/// There is nothing at `path`, or it cannot be looked into.
pub fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.metadata()?.is_dir() { yaml_files(path) } else { Ok(vec![path.to_owned()]) }
}

/// Reads the files at `path`: a folder's `*.yaml` and `*.yml`, or one file.
pub(super) fn read_files(path: &Path) -> Result<Files, Unreadable> {
    let unreadable = |error| Unreadable { path: path.to_owned(), error };
    if !path.metadata().map_err(unreadable)?.is_dir() {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut files = Files { folder: folder.to_owned(), sources: Vec::new(), faults: Vec::new() };
        files.take(yaml::open(path).map_err(unreadable)?);
        return Ok(files);
    }
    let mut files = Files { folder: path.to_owned(), sources: Vec::new(), faults: Vec::new() };
    let paths = yaml_files(path).map_err(unreadable)?;
    if paths.is_empty() {
        let error = io::Error::new(io::ErrorKind::NotFound, "no `*.yaml` file in this folder");
        return Err(unreadable(error));
    }
    for path in paths {
        match yaml::open(&path) {
            Ok(read) => files.take(read),
            Err(error) => files.faults.push(yaml::unreadable(&path.display().to_string(), &error)),
        }
    }
    Ok(files)
}

impl Files {
    fn take(&mut self, read: Result<Arc<SourceText>, Box<Diagnostic>>) {
        match read {
            Ok(source) => self.sources.push(source),
            Err(fault) => self.faults.push(*fault),
        }
    }
}

/// The YAML files right in `folder`, in the order of their names, without hidden ones.
fn yaml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in folder.read_dir()? {
        let path = entry?.path();
        let hidden = path.file_name().is_none_or(|n| n.to_string_lossy().starts_with('.'));
        let yaml = path.extension().is_some_and(|e| e == "yaml" || e == "yml");
        // A pipe would keep us waiting; a link that leads nowhere is a fault, so it stays.
        let odd = path.metadata().is_ok_and(|m| !m.is_file());
        if yaml && !hidden && !odd {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Why a document cannot be quoted from.
#[derive(Debug)]
pub(super) enum BadDocument {
    /// It would lie elsewhere than beside the knowledge.
    Outside,
    /// It cannot be opened.
    Unreadable(io::Error),
    /// It is not text.
    Fault(Box<Diagnostic>),
}

/// Reads the document `file` of `folder`.
pub(super) fn read_document(folder: &Path, file: &str) -> Result<Arc<SourceText>, BadDocument> {
    let relative = Path::new(file);
    if !relative.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir)) {
        return Err(BadDocument::Outside);
    }
    let path = folder.join(relative);
    let real = path.canonicalize().map_err(BadDocument::Unreadable)?;
    let real_folder = folder.canonicalize().map_err(BadDocument::Unreadable)?;
    if !real.starts_with(real_folder) {
        return Err(BadDocument::Outside);
    }
    yaml::open(&path).map_err(BadDocument::Unreadable)?.map_err(BadDocument::Fault)
}

//! Keeps a second `wenda serve` from a store that is in use: both would answer everybody.
//!
//! The operating system lets go of the lock when the process ends, however it ends. It is a file beside the database
//! and not SQLite's own lock, so that a report can be read while the bot runs.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::Path;

use super::StoreError;

#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    pub(super) fn take(store: &Path) -> Result<Self, StoreError> {
        let mut path = OsString::from(store.as_os_str());
        path.push(".lock");
        let mut file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::InUse),
            Err(TryLockError::Error(error)) => return Err(StoreError::Io(error)),
        }
        // The number is for the operator who wonders who holds it; nothing reads it.
        file.set_len(0)?;
        writeln!(file, "{}", std::process::id())?;
        Ok(Self { _file: file })
    }
}

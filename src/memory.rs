//! Keeps the C library from holding memory that is no longer used.
//!
//! Reading the knowledge takes three times the memory that it needs afterwards, in small pieces between what stays; glibc
//! gives back the end of its heap alone, so that an idle bot held 8 MiB of nothing. Asking once costs a millisecond. Another
//! allocator would do this by itself, but mimalloc held 64 MiB where glibc holds 30.

/// How many heaps the threads share: glibc would give each its own, and each would keep what it once needed.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const HEAPS: i32 = 2;

/// From how many bytes a piece has pages of its own, which go back once it is freed. It is glibc's own measure at first,
/// but for each larger piece that is freed it raises it, up to 32 MiB, and keeps twice as much of each heap: after a
/// reload an idle bot held 18 MiB of the weights that had been learnt.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE: i32 = 128 * 1024;

/// What glibc reads when a program starts; nothing else tells it how much each thread keeps for itself.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const TUNABLES: &str = "GLIBC_TUNABLES";

/// Up to which size, in bytes, each thread keeps freed pieces for itself, seven of each. By itself glibc does so up to 1 KiB,
/// and after a rush every such piece holds a page that cannot be given back: an idle bot held 2 to 3 MiB of them.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const THREADS_KEEP: &str = "glibc.malloc.tcache_max=128";

/// Has the threads keep little for themselves: for a program that runs for weeks, before anything else. The program starts
/// itself anew for it, in the same process; where that cannot be, or where the variable is set already, all goes on as it
/// is.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(crate) fn start_lean() {
    use std::os::unix::process::CommandExt as _;

    let (Ok(program), None) = (std::env::current_exe(), std::env::var_os(TUNABLES)) else { return };
    let mut arguments = std::env::args_os();
    let mut anew = std::process::Command::new(program);
    if let Some(name) = arguments.next() {
        anew.arg0(name);
    }
    // Comes back only if it failed.
    let _ = anew.args(arguments).env(TUNABLES, THREADS_KEEP).exec();
}

/// Has the threads keep little for themselves: other allocators do so by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn start_lean() {}

/// Has the threads share few heaps, and these keep little; for a program that runs for weeks, at its start.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code, reason = "sets numbers inside the C library, and has no safe wrapper")]
pub(crate) fn share_heaps() {
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, HEAPS);
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE);
        libc::mallopt(libc::M_TRIM_THRESHOLD, LARGE);
    }
}

/// Has the threads share few heaps: other allocators do so by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn share_heaps() {}

/// Gives back what can be given; for moments in which nobody waits.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code, reason = "takes no pointer, may be called at any time from any thread, and has no safe wrapper")]
pub(crate) fn give_back() {
    unsafe {
        libc::malloc_trim(0);
    }
    give_back_program();
}

/// Gives back the pages of the program itself and of its libraries, of which starting and reading needed more than
/// answering does. The system keeps them in its own cache, from which each comes back as it is touched, in microseconds.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code, reason = "pages that are never written are the file's, whenever they are read anew")]
fn give_back_program() {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
    for (from, to) in maps.lines().filter_map(file_pages) {
        unsafe {
            libc::madvise(std::ptr::without_provenance_mut(from), to - from, libc::MADV_DONTNEED);
        }
    }
}

/// The pages of a line of `/proc/self/maps`, if they are a program file's and were never written: its code, and the
/// read-only beginning of the file. (What was written by the loader and sealed then stands further behind in the file.)
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn file_pages(line: &str) -> Option<(usize, usize)> {
    let mut fields = line.split_ascii_whitespace();
    let (pages, rights, offset) = (fields.next()?, fields.next()?, fields.next()?);
    let path = fields.nth(2)?;
    let is_code = rights == "r-xp" || rights == "r--p" && usize::from_str_radix(offset, 16) == Ok(0);
    let (from, to) = pages.split_once('-').filter(|_| is_code && path.starts_with('/'))?;
    Some((usize::from_str_radix(from, 16).ok()?, usize::from_str_radix(to, 16).ok()?))
}

/// Gives back what can be given: other allocators do so by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn give_back() {}

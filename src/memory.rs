//! Keeps the C library from holding memory that is no longer used.
//!
//! Reading the knowledge takes three times the memory that it needs afterwards, in small pieces between what stays; glibc
//! gives back the end of its heap alone, so that an idle bot held 8 MiB of nothing. Asking once costs a millisecond. Another
//! allocator would do this by itself, but mimalloc held 64 MiB where glibc holds 30.

/// How many heaps the threads share: glibc would give each its own, and each would keep what it once needed.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const HEAPS: i32 = 2;

/// Has the threads share few heaps; for a program that runs for weeks, at its start.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code, reason = "sets a number inside the C library, and has no safe wrapper")]
pub(crate) fn share_heaps() {
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, HEAPS);
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
}

/// Gives back what can be given: other allocators do so by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn give_back() {}

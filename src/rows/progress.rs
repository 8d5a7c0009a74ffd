//! The progress of reading, for programs that show it.

/// The progress of reading, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes taken up.
    pub done: u64,
    /// Bytes of all files.
    pub of: u64,
}

/// A callback that is given the progress from time to time, from any thread.
pub type Watch<'a> = &'a (dyn Fn(Progress) + Sync);

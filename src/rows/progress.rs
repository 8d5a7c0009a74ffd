//! How far reading has come, for whoever shows it.

/// How far reading has come, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes taken up.
    pub done: u64,
    /// Bytes of all files.
    pub of: u64,
}

/// Told now and then how far reading has come, from any thread.
pub type Watch<'a> = &'a (dyn Fn(Progress) + Sync);

//! The one way this crate writes files: each is drafted beside its name, and takes the name when it is whole.
//!
//! If a run stops half way, for any reason, the earlier file stays as it was. Nothing is written through a link, over
//! anything but an ordinary file, or over an input of the book.

mod inputs;

pub use inputs::Inputs;

use std::fs::{File, Metadata};
use std::io::{self, BufWriter, ErrorKind, IntoInnerError, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use crate::error::Error;

/// A file being written: under a random name beside its own, until [`Draft::finish`] gives it its name.
/// If it is dropped before that, it is removed.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
    replaces: bool,
    out: BufWriter<File>,
    /// The random name; it goes when this is dropped.
    beside: TempPath,
}

impl Draft {
    /// Begins a file that may replace an existing file, but not an input. It gets the permissions of the file it
    /// replaces.
    ///
    /// # Errors
    /// [`Error::Write`] if the path is a link, a folder, a device, a pipe or an input, if its folder is not there, or
    /// with the error of the system.
    pub fn replacing(path: &Path, inputs: &Inputs) -> Result<Self, Error> {
        let begun = || {
            let old = replaceable(path, inputs)?;
            let file = beside(path)?;
            // A report that its owner made private stays private.
            old.map_or(Ok(()), |old| keep_permissions(&file.0, &old)).map(|()| file)
        };
        Self::begin(path, true, begun())
    }

    /// Begins a file that replaces no other.
    ///
    /// # Errors
    /// [`Error::Write`] if something has that name already, if its folder is not there, or with the error of the
    /// system.
    pub fn new_file(path: &Path) -> Result<Self, Error> {
        must_be_free(path)?;
        Self::begin(path, false, beside(path))
    }

    fn begin(path: &Path, replaces: bool, begun: io::Result<(File, TempPath)>) -> Result<Self, Error> {
        let path = path.to_owned();
        match begun {
            Ok((file, beside)) => Ok(Self { path, replaces, out: BufWriter::with_capacity(1 << 16, file), beside }),
            Err(source) => Err(Error::Write { path, source }),
        }
    }

    /// A second handle on the same file, for a writer that must own its file. It continues at the position of this one.
    /// Drop it before [`Draft::finish`].
    ///
    /// # Errors
    /// [`Error::Write`] with the error of the system.
    pub fn handle(&mut self) -> Result<File, Error> {
        let handle = self.out.flush().and_then(|()| self.out.get_ref().try_clone());
        handle.map_err(|source| self.failed(source))
    }

    /// The error of a write to this file.
    pub fn failed(&self, source: io::Error) -> Error {
        Error::Write { path: self.path.clone(), source }
    }

    /// Ends the file and gives it its name.
    ///
    /// # Errors
    /// [`Error::Write`] with the error of the system; [`Draft::new_file`] also fails here if something has taken the
    /// name meanwhile.
    pub fn finish(self) -> Result<(), Error> {
        let Self { path, replaces, out, beside } = self;
        named(out, beside, &path, replaces).map_err(|source| Error::Write { path, source })
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The metadata of the file that has the name now, if it may be replaced; `None` if no file has the name.
fn replaceable(path: &Path, inputs: &Inputs) -> io::Result<Option<Metadata>> {
    let refuse = |why: &str| Err(io::Error::new(ErrorKind::InvalidInput, why));
    let there = match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound && inputs.would_have(path) => {
            return refuse("the book would read it as one of its own tables; choose another name or folder");
        }
        // A missing folder is reported later, when the folder is made or written to.
        Err(error) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => return Ok(None),
        there => there?,
    };
    if there.is_symlink() {
        return refuse("it is a link; name the file itself");
    }
    if there.is_dir() {
        return refuse("it is a folder, not a file");
    }
    if !there.is_file() {
        return refuse("it is a device or a pipe, not a file");
    }
    match inputs.find(path)? {
        Some(name) => refuse(&format!("it is an input of the book: {name}")),
        None => Ok(Some(there)),
    }
}

/// An empty file beside the path, with the permissions of any new file. Its name begins with a dot, so that readers of
/// the folder skip a file that a killed run left.
fn beside(path: &Path) -> io::Result<(File, TempPath)> {
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(io::Error::new(ErrorKind::NotFound, "there is no such folder"));
    }
    let create = |path: &Path| File::options().write(true).create_new(true).open(path);
    let made = tempfile::Builder::new().prefix(".estate-carbon-").make_in(folder, create)?;
    // The file and its path are kept apart, because errors of the two together name the random file.
    Ok(made.into_parts())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn exists_already() -> io::Error {
    io::Error::new(ErrorKind::AlreadyExists, "the file exists already")
}

#[cfg(unix)]
fn keep_permissions(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = |of: &Metadata| of.permissions().mode() & 0o777;
    // Some file systems have no permissions and return an error when asked for them.
    if mode(&file.metadata()?) == mode(old) {
        return Ok(());
    }
    file.set_permissions(PermissionsExt::from_mode(mode(old)))
}

/// Elsewhere a new file has the permissions of its folder.
#[cfg(not(unix))]
fn keep_permissions(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

fn named(out: BufWriter<File>, beside: TempPath, path: &Path, replaces: bool) -> io::Result<()> {
    let file = out.into_inner().map_err(IntoInnerError::into_error)?;
    // The content is synced before the file takes its name: a power cut must not leave half a file under that name.
    file.sync_all()?;
    drop(file);
    let renamed = if replaces { beside.persist(path) } else { beside.persist_noclobber(path) };
    renamed.map_err(|failed| match failed.error.kind() {
        ErrorKind::AlreadyExists if !replaces => exists_already(),
        _ => failed.error,
    })?;
    sync_folder(folder_of(path));
    Ok(())
}

/// Syncs the folder, so that the name is on the disk too. The file is whole either way, so a failure is not reported.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// Checks that nothing has this name.
///
/// # Errors
/// [`Error::Write`] if something has it.
pub(crate) fn must_be_free(path: &Path) -> Result<(), Error> {
    match path.symlink_metadata() {
        Ok(_) => Err(Error::Write { path: path.to_owned(), source: exists_already() }),
        Err(_) => Ok(()),
    }
}

/// Checks that a file may be written, without writing it.
///
/// # Errors
/// As [`Draft::replacing`], except for errors of the system about the folder.
pub(crate) fn may_write(path: &Path, inputs: &Inputs) -> Result<(), Error> {
    replaceable(path, inputs).map(drop).map_err(|source| Error::Write { path: path.to_owned(), source })
}

/// Makes a folder and those above it, where they are not there.
///
/// # Errors
/// [`Error::Write`] if something else has the name, or with the error of the system.
pub(crate) fn make_folder(path: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(path).map_err(|error| {
        let source = match error.kind() {
            ErrorKind::AlreadyExists => io::Error::new(error.kind(), "it is a file or a link to nothing, not a folder"),
            ErrorKind::NotADirectory => io::Error::new(error.kind(), "a file stands where a folder above it would be"),
            _ => error,
        };
        Error::Write { path: path.to_owned(), source }
    })
}

/// Removes a file, if it is there.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(source) if source.kind() != ErrorKind::NotFound => Err(Error::Write { path: path.to_owned(), source }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;

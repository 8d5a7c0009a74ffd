//! The one way this crate writes files: each is drafted beside its name, and takes the name when it is whole.
//!
//! A run that stops half way, for whatever reason, leaves the file that was there. Nothing is written through a link,
//! over anything but an ordinary file, or over an input of the book.

use std::fs::{File, Metadata};
use std::io::{self, BufWriter, ErrorKind, IntoInnerError, Write};
use std::path::{Path, PathBuf};

use same_file::Handle;
use tempfile::TempPath;

use crate::error::Error;

/// Files that were read and must stay as they are, each with the name its user knows it by.
#[derive(Clone, Debug, Default)]
pub struct Inputs(Vec<(PathBuf, String)>);

impl FromIterator<(PathBuf, String)> for Inputs {
    fn from_iter<T: IntoIterator<Item = (PathBuf, String)>>(inputs: T) -> Self {
        // A relative path would name another file once the program changes its working folder.
        let absolute = |(path, name): (PathBuf, String)| (std::path::absolute(&path).unwrap_or(path), name);
        Self(inputs.into_iter().map(absolute).collect())
    }
}

impl Inputs {
    /// The name of the input that is this very file. Files are compared and not spellings: `..`, capitals and hard
    /// links give one file many names.
    fn find(&self, path: &Path) -> io::Result<Option<&str>> {
        // Who has no inputs need not be able to read the file.
        if self.0.is_empty() {
            return Ok(None);
        }
        let file = Handle::from_path(path)?;
        for (input, name) in &self.0 {
            // A pipe is never the same as a file, and to open one would wait for its writer.
            if input.is_file() && Handle::from_path(input)? == file {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }
}

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
    /// Begins a file that may take the place of another, which keeps its permissions, but not of an input.
    ///
    /// # Errors
    /// [`Error::Write`] if the path is a link, a folder, a device, a pipe or an input, if its folder is not there,
    /// or with what the system says.
    pub fn replacing(path: &Path, inputs: &Inputs) -> Result<Self, Error> {
        let begun = || {
            let old = replaceable(path, inputs)?;
            let file = beside(path)?;
            // A report that its owner made private stays private.
            old.map_or(Ok(()), |old| keep_permissions(&file.0, &old)).map(|()| file)
        };
        Self::begin(path, true, begun())
    }

    /// Begins a file that takes the place of nothing.
    ///
    /// # Errors
    /// [`Error::Write`] if something has that name already, if its folder is not there, or with what the system says.
    pub fn new_file(path: &Path) -> Result<Self, Error> {
        let begun = if path.symlink_metadata().is_ok() { Err(exists_already()) } else { beside(path) };
        Self::begin(path, false, begun)
    }

    fn begin(path: &Path, replaces: bool, begun: io::Result<(File, TempPath)>) -> Result<Self, Error> {
        let path = path.to_owned();
        match begun {
            Ok((file, beside)) => Ok(Self { path, replaces, out: BufWriter::with_capacity(1 << 16, file), beside }),
            Err(source) => Err(Error::Write { path, source }),
        }
    }

    /// A second handle on the same file, for a writer that has to own what it writes to; drop it before
    /// [`Draft::finish`]. It goes on where this one stands.
    ///
    /// # Errors
    /// [`Error::Write`] with what the system says.
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
    /// [`Error::Write`] with what the system says; [`Draft::new_file`] also fails here if something has taken the
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

/// What has the name now, if it may be replaced; `None` if nothing has it.
fn replaceable(path: &Path, inputs: &Inputs) -> io::Result<Option<Metadata>> {
    let there = match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        there => there?,
    };
    let refuse = |why: &str| Err(io::Error::new(ErrorKind::InvalidInput, why));
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

/// An empty file beside the path, with the permissions of any new file. Its name begins with a dot, so that readers
/// of the folder pass over what a killed run leaves.
fn beside(path: &Path) -> io::Result<(File, TempPath)> {
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(io::Error::new(ErrorKind::NotFound, "there is no such folder"));
    }
    let create = |path: &Path| File::options().write(true).create_new(true).open(path);
    let made = tempfile::Builder::new().prefix(".estate-carbon-").make_in(folder, create)?;
    // In two parts, because errors of the whole tell the random name.
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
    // Some file systems know no permissions and refuse to be asked for any.
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
    // The content goes to the disk before the name does: a power cut must not leave the name with half of it.
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

/// Puts the name on the disk too. The file is whole with or without it, so no failure is told.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// Removes a file, if it is there.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::Write { path: path.to_owned(), source })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    fn write(path: &Path, inputs: &Inputs, text: &str) -> Result<(), Error> {
        let mut draft = Draft::replacing(path, inputs)?;
        draft.write_all(text.as_bytes()).map_err(|source| draft.failed(source))?;
        draft.finish()
    }

    /// Why a path is refused; it has to be the path that is named.
    fn refused(path: &Path, inputs: &Inputs) -> String {
        match write(path, inputs, "new") {
            Err(Error::Write { path: named, source }) if named == path => source.to_string(),
            other => panic!("{other:?}"),
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let name = |entry: io::Result<fs::DirEntry>| entry.expect("an entry").file_name().into_string().expect("UTF-8");
        let mut names: Vec<String> = fs::read_dir(folder).expect("a folder").map(name).collect();
        names.sort();
        names
    }

    fn text(path: &Path) -> String {
        fs::read_to_string(path).expect("there")
    }

    #[test]
    fn a_file_takes_its_name_when_it_is_whole() {
        let folder = folder();
        let path = folder.path().join("a.csv");
        fs::write(&path, "old").expect("written");
        let mut draft = Draft::replacing(&path, &Inputs::default()).expect("begun");
        draft.write_all(b"one,").expect("written");
        draft.handle().expect("a handle").write_all(b"two,").expect("written");
        draft.write_all(b"three").expect("written");
        assert_eq!(text(&path), "old");
        draft.finish().expect("finished");
        assert_eq!((text(&path).as_str(), names(folder.path())), ("one,two,three", vec!["a.csv".to_owned()]));
    }

    #[test]
    fn what_stops_half_way_leaves_the_old_file_and_nothing_else() {
        let folder = folder();
        let path = folder.path().join("a.csv");
        fs::write(&path, "old").expect("written");
        let half = || {
            let mut draft = Draft::replacing(&path, &Inputs::default()).expect("begun");
            draft.write_all(&[0; 1 << 17]).expect("written");
            draft
        };
        drop(half());
        std::panic::catch_unwind(|| {
            let _draft = half();
            panic!("on purpose");
        })
        .expect_err("a panic");
        assert_eq!((text(&path).as_str(), names(folder.path())), ("old", vec!["a.csv".to_owned()]));
    }

    #[test]
    fn a_folder_is_refused_and_so_is_a_folder_that_is_not_there() {
        let folder = folder();
        fs::create_dir(folder.path().join("sub")).expect("made");
        assert_eq!(refused(&folder.path().join("sub"), &Inputs::default()), "it is a folder, not a file");
        assert_eq!(refused(&folder.path().join("no/a.csv"), &Inputs::default()), "there is no such folder");
        assert_eq!(names(folder.path()), ["sub"]);
        assert!(names(&folder.path().join("sub")).is_empty());
    }

    #[test]
    fn an_input_is_refused_however_it_is_spelt() {
        let folder = folder();
        let input = folder.path().join("activities.csv");
        fs::write(&input, "rows").expect("written");
        fs::create_dir(folder.path().join("sub")).expect("made");
        fs::hard_link(&input, folder.path().join("second.csv")).expect("linked");
        let gone = (folder.path().join("gone.csv"), "gone.csv".to_owned());
        let inputs: Inputs = [gone, (input.clone(), "activities.csv".to_owned())].into_iter().collect();
        for spelling in ["activities.csv", "sub/../activities.csv", "./activities.csv", "second.csv"] {
            let why = refused(&folder.path().join(spelling), &inputs);
            assert_eq!(why, "it is an input of the book: activities.csv", "{spelling}");
        }
        // Where capitals do not matter this is the input, elsewhere a new file.
        let capitals = folder.path().join("Activities.CSV");
        assert_eq!(capitals.exists(), write(&capitals, &inputs, "new").is_err());
        write(&folder.path().join("other.csv"), &inputs, "new").expect("no input");
        assert_eq!((text(&input).as_str(), text(&folder.path().join("second.csv")).as_str()), ("rows", "rows"));
    }

    #[test]
    fn a_new_file_takes_the_place_of_nothing_not_even_of_one_that_came_meanwhile() {
        let folder = folder();
        let path = folder.path().join("book.toml");
        let late = Draft::new_file(&path).expect("begun");
        let mut first = Draft::new_file(&path).expect("begun");
        first.write_all(b"first").expect("written");
        first.finish().expect("finished");
        for stopped in [late.finish(), Draft::new_file(&path).map(drop)] {
            let Err(Error::Write { source, .. }) = stopped else { panic!("{stopped:?}") };
            assert_eq!(source.to_string(), "the file exists already");
        }
        assert_eq!((text(&path).as_str(), names(folder.path())), ("first", vec!["book.toml".to_owned()]));
    }

    #[test]
    fn two_writers_of_one_file_do_not_meet_and_the_last_one_wins() {
        let folder = folder();
        let path = folder.path().join("a.csv");
        std::thread::scope(|scope| {
            for letter in ["a", "b"] {
                let path = &path;
                let writes = move || write(path, &Inputs::default(), &letter.repeat(1 << 17)).expect("written");
                scope.spawn(move || (0..20).for_each(|_| writes()));
            }
        });
        let text = text(&path);
        let first = text.chars().next().expect("a letter");
        assert!(text.len() == 1 << 17 && text.chars().all(|c| c == first));
        assert_eq!(names(folder.path()), ["a.csv"]);
    }

    #[cfg(unix)]
    mod unix {
        use super::*;
        use std::os::unix::fs::{PermissionsExt, symlink};
        use std::os::unix::net::UnixListener;

        #[test]
        fn a_link_is_refused_and_what_it_leads_to_is_untouched() {
            let folder = folder();
            let (kept, link) = (folder.path().join("kept.csv"), folder.path().join("link.csv"));
            fs::write(&kept, "kept").expect("written");
            symlink(&kept, &link).expect("linked");
            let hanging = folder.path().join("hanging.csv");
            symlink(folder.path().join("nowhere.csv"), &hanging).expect("linked");
            for link in [&link, &hanging] {
                assert_eq!(refused(link, &Inputs::default()), "it is a link; name the file itself");
                assert!(Draft::new_file(link).is_err());
                assert!(link.symlink_metadata().expect("there").is_symlink());
            }
            assert_eq!((text(&kept).as_str(), names(folder.path()).len()), ("kept", 3));
        }

        #[test]
        fn what_is_no_file_is_refused() {
            let folder = folder();
            let socket = folder.path().join("socket.csv");
            let _listening = UnixListener::bind(&socket).expect("a socket");
            assert_eq!(refused(&socket, &Inputs::default()), "it is a device or a pipe, not a file");
        }

        #[test]
        fn permissions_are_those_of_any_new_file_or_of_the_file_replaced() {
            let folder = folder();
            let mode = |path: &Path| path.metadata().expect("there").permissions().mode() & 0o777;
            let (path, ordinary) = (folder.path().join("a.csv"), folder.path().join("ordinary.csv"));
            fs::write(&ordinary, "").expect("written");
            write(&path, &Inputs::default(), "new").expect("written");
            assert_eq!(mode(&path), mode(&ordinary));
            fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).expect("set");
            write(&path, &Inputs::default(), "again").expect("written");
            assert_eq!((mode(&path), text(&path).as_str()), (0o640, "again"));
        }
    }
}

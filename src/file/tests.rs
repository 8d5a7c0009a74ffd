//! Files written, refused and left alone.

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

/// Why a path is refused. The error must name this path.
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

//! The example books that the program can write out.

use include_dir::{Dir, include_dir};

static BOOKS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/datasets/books");

/// A book that the program can write out to learn from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Example {
    /// Its name, `minimal`.
    pub name: &'static str,
    /// Its files: path inside the book, with `/`, and content; in the order of the paths.
    pub files: Vec<(String, &'static [u8])>,
}

/// The example books, in the order of their names, without the results they are tested against.
pub fn examples() -> Vec<Example> {
    let mut examples: Vec<Example> = BOOKS
        .dirs()
        .filter_map(|dir| {
            let mut files = Vec::new();
            collect_files(dir, "", &mut files);
            files.sort();
            Some(Example { name: name_of(dir)?, files })
        })
        .collect();
    examples.sort_by_key(|example| example.name);
    examples
}

/// The folder of an example that holds the results it is tested against.
const EXPECTED: &str = "expected";

fn collect_files(dir: &'static Dir<'static>, prefix: &str, files: &mut Vec<(String, &'static [u8])>) {
    for file in dir.files() {
        if let Some(name) = file.path().file_name().and_then(|name| name.to_str()) {
            files.push((format!("{prefix}{name}"), file.contents()));
        }
    }
    for inner in dir.dirs() {
        if let Some(name) = name_of(inner).filter(|name| *name != EXPECTED) {
            collect_files(inner, &format!("{prefix}{name}/"), files);
        }
    }
}

fn name_of(dir: &'static Dir<'static>) -> Option<&'static str> {
    dir.path().file_name().and_then(|name| name.to_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_has_its_notes_and_says_that_it_is_synthetic() {
        assert!(examples().iter().any(|example| example.name == "minimal"));
        for example in examples() {
            let file = |name: &str| example.files.iter().find(|(path, _)| path == name).map(|(_, bytes)| *bytes);
            let manifest = file("book.toml").expect("book.toml");
            assert!(manifest.starts_with(b"# Synthetic data for demonstration"), "{}", example.name);
            assert!(file("NOTE.md").is_some(), "{}", example.name);
        }
    }
}

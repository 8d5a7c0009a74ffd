//! Papers and data that must keep up with the code.

use std::path::Path;

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect(name)
}

#[test]
fn the_version_is_one() {
    let version = env!("CARGO_PKG_VERSION");
    assert!(read("CITATION.cff").contains(&format!("version: {version}")), "CITATION.cff has another version");
    assert!(read("CHANGELOG.md").contains(version), "CHANGELOG.md does not mention {version}");
}

#[test]
fn every_column_is_in_the_glossary() {
    let glossary = read("docs/GLOSSARY.md");
    let missing: Vec<String> = estate_carbon::table::Schema::all()
        .iter()
        .flat_map(|schema| schema.columns.iter().map(move |column| format!("{}.{}", schema.table, column.name)))
        .filter(|name| !glossary.contains(&format!("`{}`", name.rsplit('.').next().unwrap_or_default())))
        .collect();
    assert!(missing.is_empty(), "not in docs/GLOSSARY.md: {missing:?}");
}

/// Whatever a recipe or the page on the architecture names in `src`, `datasets`, `docs` or `tests` is there, unless it
/// stands for many (`<name>`).
#[test]
fn recipes_name_files_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named = 0;
    for page in ["CONTRIBUTING.md", "docs/ARCHITECTURE.md"] {
        let text = read(page);
        let quoted = text.split('`').skip(1).step_by(2);
        let in_project =
            |name: &&str| ["src/", "datasets/", "docs/", "tests/"].iter().any(|room| name.starts_with(room));
        for name in quoted.filter(in_project).filter(|name| !name.contains(['<', ' '])) {
            named += 1;
            assert!(root.join(name).exists(), "{page} names `{name}`, which is not there");
        }
    }
    assert!(named > 20, "only {named} names were found");
}

#[test]
fn synthetic_books_say_so_on_their_first_line() {
    for book in ["eastern-seaboard", "methods", "minimal"] {
        for file in ["book.toml", "NOTE.md"] {
            let text = read(&format!("datasets/books/{book}/{file}"));
            let first = text.lines().next().unwrap_or_default().to_lowercase();
            assert!(first.contains("synthetic"), "{book}/{file}: {first}");
        }
    }
}

#[test]
fn nothing_points_outside_the_project() {
    for paper in [
        "README.md",
        "CONTRIBUTING.md",
        "docs/ARCHITECTURE.md",
        "docs/METHODS.md",
        "docs/DECISIONS.md",
        "docs/FORMATS.md",
        "datasets/README.md",
    ] {
        assert!(!read(paper).contains("../shared"), "{paper}");
    }
}

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

//! Papers and data that must keep up with the code.

use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect(name)
}

#[test]
fn the_version_is_one() {
    let version = env!("CARGO_PKG_VERSION");
    assert!(read("CITATION.cff").contains(&format!("version: {version}")), "CITATION.cff has another version");
    assert!(read("CHANGELOG.md").contains(version), "CHANGELOG.md does not mention {version}");
}

/// The glossary has every column but those of methods, which their declarations explain on docs/FORMATS.md: of them it
/// has the terms of the field.
#[test]
fn every_column_is_explained() {
    let (glossary, formats) = (read("docs/GLOSSARY.md"), read("docs/FORMATS.md"));
    let mut missing = Vec::new();
    for schema in estate_carbon::table::Schema::all() {
        for column in &schema.columns {
            let (name, text) = (&column.name, &column.text);
            let is_a_term = glossary.contains(&format!("`{name}`"));
            let is_explained = text.contains(' ') && formats.contains(&format!(" | {text} |"));
            if !(is_a_term || schema.method && is_explained) {
                missing.push(format!("{}.{name}", schema.table));
            }
        }
    }
    assert!(missing.is_empty(), "not in docs/GLOSSARY.md: {missing:?}");
}

/// Whatever a recipe or the page on the architecture names in `src`, `datasets`, `docs` or `tests` is there. What stands
/// for the file of each table or method is there for one that has them all; what stands for other things is left out.
#[test]
fn recipes_name_files_that_are_there() {
    let mut named = 0;
    for page in ["CONTRIBUTING.md", "docs/ARCHITECTURE.md"] {
        let text = read(page);
        let quoted = text.split('`').skip(1).step_by(2);
        let in_project =
            |name: &&str| ["src/", "datasets/", "docs/", "tests/"].iter().any(|room| name.starts_with(room));
        let each = |name: &str| ["clinker", "sites"].map(|one| name.replace("<name>", one).replace("<table>", one));
        for name in quoted.filter(in_project).filter(|name| !name.contains(' ')) {
            named += 1;
            let is_there = each(name).iter().any(|name| name.contains('<') || is_in_project(name));
            assert!(is_there, "{page} names `{name}`, which is not there");
        }
    }
    assert!(named > 20, "only {named} names were found");
}

fn is_in_project(name: &str) -> bool {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name).exists()
}

/// The recipe of a method begins with the files it takes, and docs/DECISIONS.md says how many.
#[test]
fn a_new_method_takes_the_files_its_recipe_counts() {
    let text = read("CONTRIBUTING.md");
    let (_, recipe) = text.split_once("### Add a method\n\n").expect("a recipe");
    let (files, _) = recipe.split_once(". One with a rule").expect("what a reader takes");
    let files: Vec<_> = files.split('`').skip(1).step_by(2).filter(|name| name.contains('.')).collect();
    assert_eq!(files.len(), 8, "{files:?}");
    for file in files {
        let of_one = file.replace("<name>", "clinker").replace("<table>", "clinker");
        assert!(is_in_project(&of_one), "{file}");
    }
    assert!(read("docs/DECISIONS.md").contains("A new method touches eight files"));
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

/// What a report says stands in `datasets/report`, one message per id: no writer holds a sentence.
#[test]
fn no_writer_of_reports_holds_a_sentence() {
    let mut files = rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report"));
    files.retain(|path| !path.ends_with("fixture.rs") && !path.ends_with("tests.rs"));
    assert!(files.len() > 20, "{files:?}");
    let mut sentences = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).expect("readable");
        let tokens: TokenStream = text.parse().expect("Rust");
        let found = literals(tokens).into_iter().filter(|literal| is_sentence(literal));
        sentences.extend(found.map(|literal| format!("{}: {literal}", path.display())));
    }
    // What JSON itself says when it fails, which no report contains.
    sentences.retain(|sentence| !sentence.contains("cannot write JSON: "));
    assert!(sentences.is_empty(), "put these into datasets/report/en.ftl:\n{}", sentences.join("\n"));
}

#[test]
fn a_sentence_is_told_from_a_pattern() {
    for sentence in ["not reported", "{} rows read", "and {more} more lines", "ไม่มี กิจกรรม"] {
        assert!(is_sentence(&format!("\"{sentence}\"")), "{sentence}");
    }
    for pattern in ["{} × {} {unit}", "   {name:<12} {words}\n", "tCO2e", "| {} |", "{file}:{row}", "  {} {:>16} / {}"]
    {
        assert!(!is_sentence(&format!("\"{pattern}\"")), "{pattern}");
    }
    let text = "#[doc = \"two words\"] fn f() { g(\"one two\"); json_schema!(\"three four\") }\n\
                #[cfg(test)] mod tests { fn g() { h(\"five six\") } }";
    assert_eq!(literals(text.parse().expect("Rust")), ["\"one two\""]);
}

fn rust_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            found.extend(rust_files(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
    found
}

/// The texts in code, outside attributes, tests and the descriptions of a JSON schema.
fn literals(tokens: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    let mut is_test = false;
    while let Some(token) = rest.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                rest.next_if(|next| matches!(next, TokenTree::Punct(inner) if inner.as_char() == '!'));
                if let Some(TokenTree::Group(attribute)) = rest.next_if(|next| matches!(next, TokenTree::Group(_))) {
                    is_test |= attribute.stream().to_string().replace(' ', "") == "cfg(test)";
                }
            }
            // An item ends with its braces, or with a semicolon.
            TokenTree::Group(group) if is_test && group.delimiter() == Delimiter::Brace => is_test = false,
            TokenTree::Punct(mark) if mark.as_char() == ';' => is_test = false,
            TokenTree::Ident(name) if name == "json_schema" => {
                rest.next_if(|next| matches!(next, TokenTree::Punct(_)));
                rest.next_if(|next| matches!(next, TokenTree::Group(_)));
            }
            TokenTree::Group(group) if !is_test => found.extend(literals(group.stream())),
            TokenTree::Literal(literal) if !is_test => found.push(literal.to_string()),
            _ => {}
        }
    }
    found
}

/// Whether two words stand side by side in a literal text, what is filled in apart.
fn is_sentence(literal: &str) -> bool {
    let Some(text) = literal.strip_prefix('"') else { return false };
    let mut plain = String::new();
    let mut depth = 0;
    for c in text.replace("\\u{", "{").chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let word = |part: &&str| part.chars().filter(|c| c.is_alphabetic()).count() > 1;
    plain.split([' ', '\\', '"']).filter(word).count() > 1
}

//! The modules of a crate: the file that holds each, and the names that each binds.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use syn::ext::IdentExt;
use syn::{Attribute, Item, ItemUse, Meta, Token, UseTree, punctuated::Punctuated};

/// Source files by their name inside `src/`, with `/` on every system.
pub type RustFiles = BTreeMap<String, String>;

/// How the code includes what the build script writes, and what that is.
const WRITTEN: [(&str, &str); 4] = [
    ("include!(concat!(env!(\"OUT_DIR\"), \"/tables.rs\"));", include_str!(concat!(env!("OUT_DIR"), "/tables.rs"))),
    ("include!(concat!(env!(\"OUT_DIR\"), \"/schemas.rs\"))", include_str!(concat!(env!("OUT_DIR"), "/schemas.rs"))),
    ("include!(concat!(env!(\"OUT_DIR\"), \"/methods.rs\"))", include_str!(concat!(env!("OUT_DIR"), "/methods.rs"))),
    (
        "include!(concat!(env!(\"OUT_DIR\"), \"/activity_columns.rs\"));",
        include_str!(concat!(env!("OUT_DIR"), "/activity_columns.rs")),
    ),
];

/// Every file of a folder and of the folders inside it that ends in `.rs`, but for the build script, which is a program of
/// its own.
pub fn rust_files(root: &Path) -> RustFiles {
    fn walk(root: &Path, folder: &Path, found: &mut RustFiles) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(root, &path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
                found.insert(name, std::fs::read_to_string(&path).expect("text"));
            }
        }
    }
    let mut found = RustFiles::new();
    walk(root, root, &mut found);
    found.remove("build.rs");
    found
}

/// The same with what the build script writes, where it is included.
pub fn files_as_built(root: &Path) -> RustFiles {
    let mut found = rust_files(root);
    for text in found.values_mut() {
        for (include, written) in WRITTEN {
            *text = text.replace(include, written);
        }
    }
    found
}

/// A module: its file, its items without the modules in it, and the names it binds.
pub struct Module {
    /// `crate::factor::resolve`; modules of the program begin with `main`.
    pub path: String,
    pub file: String,
    /// The file-level module it stands in: itself, unless it is written inside its parent's file.
    pub whole: String,
    pub items: Vec<Item>,
    pub names: Names,
}

/// All modules of the library and of the program, without those that only tests have.
#[derive(Default)]
pub struct Tree {
    pub modules: BTreeMap<String, Module>,
    /// Files that only tests have.
    pub test_files: BTreeSet<String>,
    /// What keeps this test from following a module, as `file:line: reason`.
    pub faults: Vec<String>,
    next: Cell<usize>,
}

/// The names that a module or a block binds.
#[derive(Default)]
pub struct Names {
    pub explicit: BTreeMap<String, Vec<Binding>>,
    pub globs: Vec<Binding>,
}

/// One binding of a name. Its number tells it from all others, so that no search goes in a circle.
pub struct Binding {
    pub number: usize,
    pub what: What,
}

/// What a name stands for.
pub enum What {
    Module(String),
    Type,
    Value,
    /// Another path, whose first name is empty if it begins with `::`.
    Path(Vec<String>),
}

/// One leaf of a `use` tree.
pub struct Import {
    pub path: Vec<String>,
    pub line: usize,
    /// The name it binds; none for a glob and for `_`.
    pub name: Option<String>,
    pub glob: bool,
}

/// Where a module is written.
struct Home<'a> {
    module: &'a str,
    whole: &'a str,
    file: &'a str,
    /// The folder of its children, with a `/` at the end unless it is `src/` itself.
    folder: &'a str,
    test: bool,
}

impl Tree {
    /// Follows the `mod` declarations from `lib.rs` and `main.rs`.
    pub fn of(files: &RustFiles) -> Self {
        let mut tree = Self::default();
        let mut reached = BTreeSet::new();
        for (file, module) in [("lib.rs", "crate"), ("main.rs", "main")] {
            if files.contains_key(file) {
                let home = Home { module, whole: module, file, folder: "", test: false };
                tree.read_file(files, &home, &mut reached);
            }
        }
        let lost = files.keys().filter(|file| !reached.contains(*file));
        tree.faults.extend(lost.map(|file| format!("{file}:1: no `mod` leads here")));
        tree
    }

    fn read_file(&mut self, files: &RustFiles, home: &Home<'_>, reached: &mut BTreeSet<String>) {
        reached.insert(home.file.to_owned());
        let text = &files[home.file];
        let parsed = syn::parse_file(text).unwrap_or_else(|e| panic!("{}:{}: {e}", home.file, line(e.span())));
        let home = Home { test: home.test || test_only(&parsed.attrs), ..*home };
        if home.test {
            self.test_files.insert(home.file.to_owned());
        }
        self.read_items(files, &home, parsed.items, reached);
    }

    fn read_items(&mut self, files: &RustFiles, home: &Home<'_>, items: Vec<Item>, reached: &mut BTreeSet<String>) {
        let names = self.names(&items, home.module);
        let (inner, kept): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| matches!(item, Item::Mod(_)));
        if !home.test {
            let (path, file, whole) = (home.module.to_owned(), home.file.to_owned(), home.whole.to_owned());
            let module = Module { path: path.clone(), file, whole, items: Vec::new(), names: Names::default() };
            // A module may be written twice, once for each state of a feature.
            let module = self.modules.entry(path).or_insert(module);
            module.items.extend(kept);
            module.names.extend(names);
        }
        for item in inner {
            if let Item::Mod(inner) = item {
                self.read_module(files, home, inner, reached);
            }
        }
    }

    fn read_module(&mut self, files: &RustFiles, home: &Home<'_>, inner: syn::ItemMod, reached: &mut BTreeSet<String>) {
        let name = inner.ident.unraw().to_string();
        let module = format!("{}::{name}", home.module);
        let test = home.test || test_only(&inner.attrs);
        let folder = format!("{}{name}/", home.folder);
        let at = format!("{}:{}", home.file, line(inner.ident.span()));
        if inner.attrs.iter().any(|a| a.path().is_ident("path") || is_path_by_condition(a)) {
            self.faults.push(format!("{at}: `#[path]` hides from the layering where `{name}` is"));
            return;
        }
        if inner.attrs.iter().any(|a| a.path().is_ident("macro_use")) {
            self.faults.push(format!("{at}: `#[macro_use]` hands on macros that no path names; write `pub use`"));
        }
        if let Some((_, items)) = inner.content {
            let inside = Home { module: &module, whole: home.whole, file: home.file, folder: &folder, test };
            self.read_items(files, &inside, items, reached);
            return;
        }
        let file = format!("{}{name}.rs", home.folder);
        if files.contains_key(&file) {
            let inside = Home { module: &module, whole: &module, file: &file, folder: &folder, test };
            self.read_file(files, &inside, reached);
        } else {
            self.faults.push(format!("{at}: there is no {file} (a module is `noun.rs`, its children are in `noun/`)"));
        }
    }

    /// The names that the items of a module or block bind.
    pub fn names<'i>(&self, items: impl IntoIterator<Item = &'i Item>, module: &str) -> Names {
        let mut names = Names::default();
        for item in items {
            if test_only(attributes(item)) {
                continue;
            }
            for (name, what) in bound(item, module) {
                self.next.set(self.next.get() + 1);
                let binding = Binding { number: self.next.get(), what };
                match name {
                    Some(name) => names.explicit.entry(name).or_default().push(binding),
                    None => names.globs.push(binding),
                }
            }
        }
        names
    }
}

impl Names {
    fn extend(&mut self, other: Self) {
        for (name, bindings) in other.explicit {
            self.explicit.entry(name).or_default().extend(bindings);
        }
        self.globs.extend(other.globs);
    }
}

/// What one item binds; a glob binds no name.
fn bound(item: &Item, module: &str) -> Vec<(Option<String>, What)> {
    let (ident, what) = match item {
        Item::Use(item) => {
            let imports = imports(item).into_iter().filter(|import| import.glob || import.name.is_some());
            return imports.map(|import| (import.name, What::Path(import.path))).collect();
        }
        Item::ExternCrate(item) => {
            let name = item.ident.unraw().to_string();
            let path = if name == "self" { vec!["crate".to_owned()] } else { vec![String::new(), name] };
            (item.rename.as_ref().map_or(&item.ident, |(_, name)| name), What::Path(path))
        }
        Item::Mod(item) => (&item.ident, What::Module(format!("{module}::{}", item.ident.unraw()))),
        Item::Enum(item) => (&item.ident, What::Type),
        Item::Struct(item) => (&item.ident, What::Type),
        Item::Trait(item) => (&item.ident, What::Type),
        Item::TraitAlias(item) => (&item.ident, What::Type),
        Item::Type(item) => {
            // The name leads to what it stands for, too.
            let name = Some(item.ident.unraw().to_string());
            let path = match &*item.ty {
                syn::Type::Path(of) if of.qself.is_none() => Some((name.clone(), What::Path(names_of(&of.path)))),
                _ => None,
            };
            return path.into_iter().chain([(name, What::Type)]).collect();
        }
        Item::Union(item) => (&item.ident, What::Type),
        Item::Const(item) => (&item.ident, What::Value),
        Item::Fn(item) => (&item.sig.ident, What::Value),
        Item::Static(item) => (&item.ident, What::Value),
        Item::Macro(syn::ItemMacro { ident: Some(ident), .. }) => (ident, What::Value),
        _ => return Vec::new(),
    };
    vec![(Some(ident.unraw().to_string()), what)]
}

/// The leaves of a `use`, each with its whole path.
pub fn imports(item: &ItemUse) -> Vec<Import> {
    fn walk(tree: &UseTree, path: &[String], found: &mut Vec<Import>) {
        let with = |ident: &syn::Ident| [path, &[ident.unraw().to_string()]].concat();
        let mut leaf = |ident: &syn::Ident, name: Option<&syn::Ident>| {
            let path = if ident == "self" && !path.is_empty() { path.to_vec() } else { with(ident) };
            let name = name.map_or_else(|| path.last().cloned(), |name| Some(name.unraw().to_string()));
            found.push(Import { path, line: line(ident.span()), name: name.filter(|n| n != "_"), glob: false });
        };
        match tree {
            UseTree::Path(inner) => walk(&inner.tree, &with(&inner.ident), found),
            UseTree::Group(group) => group.items.iter().for_each(|tree| walk(tree, path, found)),
            UseTree::Name(name) => leaf(&name.ident, None),
            UseTree::Rename(name) => leaf(&name.ident, Some(&name.rename)),
            UseTree::Glob(glob) => {
                let line = line(glob.star_token.spans[0]);
                found.push(Import { path: path.to_vec(), line, name: None, glob: true });
            }
        }
    }
    let mut found = Vec::new();
    let root: &[String] = if item.leading_colon.is_some() { &[String::new()] } else { &[] };
    walk(&item.tree, root, &mut found);
    found
}

/// A path's names; the first is empty if the path begins with `::`.
pub fn names_of(path: &syn::Path) -> Vec<String> {
    let root = path.leading_colon.as_ref().map(|_| String::new());
    root.into_iter().chain(path.segments.iter().map(|segment| segment.ident.unraw().to_string())).collect()
}

pub fn line(span: proc_macro2::Span) -> usize {
    span.start().line
}

/// Whether these attributes leave something to tests alone.
pub fn test_only(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("cfg") => list.parse_args().is_ok_and(|meta| asks_for_test(&meta)),
        _ => false,
    })
}

/// Whether a condition of `cfg` holds in tests only.
pub fn asks_for_test(condition: &Meta) -> bool {
    match condition {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) => {
            let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).unwrap_or_default();
            let mut parts = parts.iter().map(asks_for_test);
            list.path.is_ident("all") && parts.any(|p| p) || list.path.is_ident("any") && all_of_some(parts)
        }
        Meta::NameValue(_) => false,
    }
}

fn all_of_some(mut parts: impl Iterator<Item = bool>) -> bool {
    parts.next().is_some_and(|first| first && parts.all(|part| part))
}

/// `#[cfg_attr(condition, path = "…")]`
fn is_path_by_condition(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else { return false };
    let Ok(parts) = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) else { return false };
    list.path.is_ident("cfg_attr") && parts.iter().skip(1).any(|part| part.path().is_ident("path"))
}

/// The attributes of any item.
pub fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

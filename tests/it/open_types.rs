//! Public types stay open to growth: a struct or an enum that a program can see is `#[non_exhaustive]`, or a field of
//! it is private. What is not is listed here, with the reason.

use std::collections::BTreeSet;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{Attribute, Fields, Ident, Item, ItemEnum, ItemMacro, ItemStruct, Type, Visibility};

/// Types that are closed by nature.
const CLOSED: &[(&str, &str)] = &[
    ("Category", "the standards' scopes and categories, whose books and reports handle each"),
    ("Co2", "with the other gases, without it, or alone"),
    ("Colour", "on or off"),
    ("GrossEnergy", "an energy, by its name on one basis"),
    ("HeatBasis", "net or gross"),
    ("KilnDust", "an input: the ways in which the formula takes dust"),
    ("LedgerBook", "one for each method of Scope 2, and one for the rest"),
    ("Moment", "a day or a second"),
    ("NetEnergy", "an energy, by its name on one basis"),
    ("Rejected", "refused or allowed"),
    ("Scope", "the standard's three"),
    ("Scope2Method", "the standard's two"),
    ("Scope3Category", "the standard's fifteen"),
];

/// The public types of some files without a field or mark that lets them grow, and the inputs of formulas.
#[derive(Default)]
struct Survey {
    open: BTreeSet<String>,
    /// Inputs of a formula are complete: docs/DECISIONS.md says why.
    inputs: BTreeSet<String>,
}

impl Survey {
    fn note(&mut self, name: &Ident, visibility: &Visibility, attributes: &[Attribute]) {
        let is_closed = attributes.iter().any(|attribute| attribute.path().is_ident("non_exhaustive"));
        if matches!(visibility, Visibility::Public(_)) && !is_closed {
            self.open.insert(name.to_string());
        }
    }

    /// The types that are neither inputs of formulas nor closed by nature.
    fn unlisted(&self) -> Vec<&str> {
        let is_listed = |name: &&String| CLOSED.iter().any(|(closed, _)| closed == name);
        self.open.difference(&self.inputs).filter(|name| !is_listed(name)).map(String::as_str).collect()
    }
}

impl<'ast> Visit<'ast> for Survey {
    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        let has_fields = !matches!(item.fields, Fields::Unit) && !item.fields.is_empty();
        if has_fields && item.fields.iter().all(|field| matches!(field.vis, Visibility::Public(_))) {
            self.note(&item.ident, &item.vis, &item.attrs);
        }
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        self.note(&item.ident, &item.vis, &item.attrs);
    }

    /// `inputs!(Clinker: …)`
    fn visit_item_macro(&mut self, item: &'ast ItemMacro) {
        if item.mac.path.is_ident("inputs") {
            self.inputs.extend(item.mac.tokens.clone().into_iter().next().map(|name| name.to_string()));
        }
    }

    /// `impl Inputs for Clinker`
    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let of_inputs = item.trait_.as_ref().is_some_and(|(path, _)| path.is_ident("Inputs"));
        if let (true, Type::Path(of)) = (of_inputs, &*item.self_ty) {
            self.inputs.extend(of.path.segments.last().map(|segment| segment.ident.to_string()));
        }
        visit::visit_item_impl(self, item);
    }
}

fn survey(files: impl IntoIterator<Item = String>) -> Survey {
    let mut survey = Survey::default();
    for text in files {
        let file = syn::parse_file(&text).expect("Rust");
        file.items.iter().for_each(|item: &Item| survey.visit_item(item));
    }
    survey
}

#[test]
fn public_types_can_grow() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let found = survey(crate::layering::modules::rust_files(&root).into_values());
    assert!(found.inputs.len() > 30, "{:?}", found.inputs);
    let unlisted = found.unlisted();
    assert!(unlisted.is_empty(), "make these #[non_exhaustive], or list them with a reason: {unlisted:?}");
    let stale: Vec<&str> = CLOSED.iter().map(|(name, _)| *name).filter(|name| !found.open.contains(*name)).collect();
    assert!(stale.is_empty(), "listed as closed and not found so: {stale:?}");
}

#[test]
fn what_can_grow_is_told_from_what_cannot() {
    let text = "pub struct Open { pub a: u8 } pub struct Tuple(pub u8); pub enum Word { A }
        #[non_exhaustive] pub struct Marked { pub a: u8 } #[non_exhaustive] pub enum List { A }
        pub struct Private { pub a: u8, b: u8 } pub struct Unit; pub(crate) struct Own { pub a: u8 }
        pub struct Given { pub a: f64 } inputs!(Given: a);
        pub enum Choice { A } impl Inputs for Choice {}
        mod inner { pub struct Inner { pub a: u8 } } pub enum Co2 { A }";
    assert_eq!(survey([text.to_owned()]).unlisted(), ["Inner", "Open", "Tuple", "Word"]);
}

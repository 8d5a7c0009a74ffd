//! Every path that the code of a crate writes, with its place and what it stands for.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Item, Meta, Visibility};

use super::modules::{Module, Names, Tree, attributes, imports, line, names_of, test_only};
use super::names::{As, Hit, Place};
use super::tokens;

/// A path as it is written, with one of the things that it stands for.
#[derive(Clone, Debug)]
pub struct Naming {
    pub at: Spot,
    pub text: String,
    pub used: As,
    pub hit: Hit,
}

/// Where something is written.
#[derive(Clone, Debug)]
pub struct Spot {
    pub file: String,
    pub line: usize,
    /// The module it is written in.
    pub module: String,
}

/// All paths and calls of methods of a crate, and what keeps this test from reading some.
#[derive(Default)]
pub struct Found {
    pub namings: Vec<Naming>,
    pub calls: Vec<(Spot, String)>,
    pub faults: Vec<String>,
}

/// Reads every module of the tree.
pub fn read(tree: &Tree) -> Found {
    let mut found = Found { faults: tree.faults.clone(), ..Found::default() };
    for module in tree.modules.values() {
        let mut reader = Reader { tree, module, blocks: Vec::new(), rootless: false, found: &mut found };
        module.items.iter().for_each(|item| reader.visit_item(item));
    }
    found
}

/// Reads one module.
pub struct Reader<'a> {
    tree: &'a Tree,
    module: &'a Module,
    /// The names of the blocks around, the innermost last.
    blocks: Vec<Names>,
    /// The next path begins at a type: `<T>::name`.
    rootless: bool,
    found: &'a mut Found,
}

impl Reader<'_> {
    fn spot(&self, line: usize) -> Spot {
        Spot { file: self.module.file.clone(), line, module: self.module.path.clone() }
    }

    /// Notes a path; what it does not stand for here is left out.
    pub fn note(&mut self, path: &[String], line: usize, used: As) {
        if used == As::Macro && path.last().is_some_and(|name| name == "include") {
            self.note_fault(line, "`include!` brings in code that is read as no module");
        }
        let place = Place { module: &self.module.path, blocks: &self.blocks };
        for hit in self.tree.resolve(place, path, used) {
            let glob = matches!(used, As::Import { glob: true, .. });
            let text = path.join("::") + if glob { "::*" } else { "" };
            self.found.namings.push(Naming { at: self.spot(line), text, used, hit });
        }
    }

    pub fn note_use(&mut self, item: &syn::ItemUse) {
        let open = !matches!(item.vis, Visibility::Inherited);
        for import in imports(item) {
            self.note(&import.path, import.line, As::Import { open, glob: import.glob });
        }
    }

    pub fn note_extern_crate(&mut self, item: &syn::ItemExternCrate) {
        let open = !matches!(item.vis, Visibility::Inherited);
        if item.ident != "self" {
            let path = [String::new(), item.ident.unraw().to_string()];
            self.note(&path, line(item.ident.span()), As::Import { open, glob: false });
        }
    }

    pub fn note_call(&mut self, method: &syn::Ident) {
        self.found.calls.push((self.spot(line(method.span())), method.to_string()));
    }

    fn note_fault(&mut self, line: usize, reason: &str) {
        self.found.faults.push(format!("{}:{line}: {reason}", self.module.file));
    }

    /// Reads something inside a block whose items have names of their own.
    pub fn within<'i>(&mut self, items: impl IntoIterator<Item = &'i Item>, read: impl FnOnce(&mut Self)) {
        self.blocks.push(self.tree.names(items, &self.module.path));
        read(self);
        self.blocks.pop();
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if test_only(attributes(item)) {
            return;
        }
        match item {
            Item::Use(item) => self.note_use(item),
            Item::ExternCrate(item) => self.note_extern_crate(item),
            Item::Mod(item) => {
                self.note_fault(line(item.ident.span()), "a module inside a function; move it to its file")
            }
            Item::Macro(item) if item.ident.is_some() => tokens::read(self, &item.mac.tokens, true),
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        let items =
            block.stmts.iter().filter_map(|stmt| if let syn::Stmt::Item(item) = stmt { Some(item) } else { None });
        self.within(items, |reader| visit::visit_block(reader, block));
    }

    fn visit_stmt(&mut self, statement: &'ast syn::Stmt) {
        let attributes: &[Attribute] = match statement {
            syn::Stmt::Local(local) => &local.attrs,
            syn::Stmt::Macro(call) => &call.attrs,
            syn::Stmt::Expr(Expr::Block(block), _) => &block.attrs,
            syn::Stmt::Expr(Expr::Call(call), _) => &call.attrs,
            syn::Stmt::Expr(Expr::MethodCall(call), _) => &call.attrs,
            _ => &[],
        };
        if !test_only(attributes) {
            visit::visit_stmt(self, statement);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if !std::mem::take(&mut self.rootless) {
            self.note(&names_of(path), line(start(path)), As::Path);
        }
        visit::visit_path(self, path);
    }

    /// `<T>::name`, which no path writes in one piece.
    fn visit_expr_path(&mut self, whole: &'ast syn::ExprPath) {
        if let Some(syn::QSelf { ty, position: 0, .. }) = &whole.qself
            && let syn::Type::Path(of) = &**ty
            && of.qself.is_none()
        {
            let rest = names_of(&whole.path).into_iter().filter(|name| !name.is_empty());
            let path: Vec<String> = names_of(&of.path).into_iter().chain(rest).collect();
            self.note(&path, line(start(&of.path)), As::Path);
        }
        visit::visit_expr_path(self, whole);
    }

    fn visit_qself(&mut self, of: &'ast syn::QSelf) {
        visit::visit_qself(self, of);
        self.rootless = of.position == 0;
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.note(&names_of(&mac.path), line(start(&mac.path)), As::Macro);
        tokens::read(self, &mac.tokens, true);
    }

    fn visit_token_stream(&mut self, tokens: &'ast proc_macro2::TokenStream) {
        tokens::read(self, tokens, true);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        match &attribute.meta {
            Meta::NameValue(pair) => self.visit_expr(&pair.value),
            Meta::List(list) => tokens::read_attribute(self, list),
            Meta::Path(path) if path.segments.len() > 1 && !tokens::is_tool(&names_of(path)) => self.visit_path(path),
            Meta::Path(_) => {}
        }
    }

    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.note_call(&call.method);
        visit::visit_expr_method_call(self, call);
    }

    fn visit_impl_item(&mut self, item: &'ast syn::ImplItem) {
        let attributes: &[Attribute] = match item {
            syn::ImplItem::Const(item) => &item.attrs,
            syn::ImplItem::Fn(item) => &item.attrs,
            syn::ImplItem::Type(item) => &item.attrs,
            syn::ImplItem::Macro(item) => &item.attrs,
            _ => &[],
        };
        if !test_only(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        if !test_only(&field.attrs) {
            visit::visit_field(self, field);
        }
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        if !test_only(&variant.attrs) {
            visit::visit_variant(self, variant);
        }
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if !test_only(&arm.attrs) {
            visit::visit_arm(self, arm);
        }
    }
}

fn start(path: &syn::Path) -> Span {
    path.segments.first().map_or_else(Span::call_site, |first| first.ident.span())
}

//! Paths among the tokens that a macro or an attribute is given, as far as tokens tell.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::{Item, ItemExternCrate, ItemUse, Meta, MetaList};

use super::modules::{asks_for_test, line, names_of};
use super::names::As;
use super::paths::Reader;

/// Attributes of tools, whose names are no crates.
const TOOLS: [&str; 3] = ["clippy", "rustdoc", "rustfmt"];

/// Attributes whose texts may be paths.
const PATHS_IN_TEXT: [&str; 2] = ["serde", "schemars"];

/// Whether a path of an attribute is a tool's.
pub fn is_tool(path: &[String]) -> bool {
    path.first().is_some_and(|name| TOOLS.contains(&name.as_str()))
}

/// Reads tokens; `alone`: names outside a path too, where they may be items.
pub fn read(reader: &mut Reader<'_>, tokens: &TokenStream, alone: bool) {
    let (uses, rest) = part(tokens.clone().into_iter().collect());
    reader.within(&uses, |reader| {
        for item in &uses {
            match item {
                Item::Use(item) => reader.note_use(item),
                Item::ExternCrate(item) => reader.note_extern_crate(item),
                _ => {}
            }
        }
        Scan { tokens: &rest, at: 0, alone, tool: false }.run(reader);
    });
}

/// Reads what an attribute is given.
pub fn read_attribute(reader: &mut Reader<'_>, list: &MetaList) {
    let name = names_of(&list.path);
    let is = |word: &str| matches!(name.as_slice(), [name] if name == word);
    if is("cfg_attr") && list.parse_args_with(first_meta).is_ok_and(|condition| asks_for_test(&condition)) {
        return;
    }
    if name.len() > 1 && !is_tool(&name) {
        reader.note(&name, line(list.path.segments[0].ident.span()), As::Path);
    }
    if PATHS_IN_TEXT.into_iter().any(is) {
        read_texts(reader, list.tokens.clone());
    }
    let rest: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
    Scan { tokens: &rest, at: 0, alone: is("derive"), tool: true }.run(reader);
}

fn first_meta(input: syn::parse::ParseStream<'_>) -> syn::Result<Meta> {
    let condition = input.parse()?;
    input.step(|cursor| Ok(((), rest_of(*cursor))))?;
    Ok(condition)
}

fn rest_of(mut cursor: syn::buffer::Cursor<'_>) -> syn::buffer::Cursor<'_> {
    while let Some((_, next)) = cursor.token_tree() {
        cursor = next;
    }
    cursor
}

/// `#[serde(with = "crate::period")]`
fn read_texts(reader: &mut Reader<'_>, tokens: TokenStream) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => read_texts(reader, group.stream()),
            TokenTree::Literal(literal) => {
                let at = line(literal.span());
                let text = syn::parse2::<syn::LitStr>(TokenTree::Literal(literal).into());
                if let Ok(path) = text.and_then(|text| text.parse::<syn::Path>())
                    && path.segments.len() > 1
                {
                    reader.note(&names_of(&path), at, As::Path);
                }
            }
            _ => {}
        }
    }
}

/// Takes the `use` and `extern crate` statements out of tokens.
fn part(tokens: Vec<TokenTree>) -> (Vec<Item>, Vec<TokenTree>) {
    let (mut items, mut rest) = (Vec::new(), Vec::new());
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        let begins = matches!(&token, TokenTree::Ident(word) if word == "use" || word == "extern");
        if !begins {
            rest.push(token);
            continue;
        }
        let mut statement = vec![token];
        for token in tokens.by_ref() {
            let ends = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ';');
            statement.push(token);
            if ends {
                break;
            }
        }
        let stream: TokenStream = statement.iter().cloned().collect();
        let item = syn::parse2::<ItemUse>(stream.clone()).map(Item::Use);
        match item.or_else(|_| syn::parse2::<ItemExternCrate>(stream).map(Item::ExternCrate)) {
            Ok(item) => items.push(item),
            Err(_) => rest.extend(statement),
        }
    }
    (items, rest)
}

/// A walk over the tokens of one group.
struct Scan<'a> {
    tokens: &'a [TokenTree],
    at: usize,
    alone: bool,
    /// Whether the names of tools may stand here.
    tool: bool,
}

impl Scan<'_> {
    fn run(mut self, reader: &mut Reader<'_>) {
        while let Some(token) = self.tokens.get(self.at) {
            match token {
                TokenTree::Group(group) => {
                    if self.tool {
                        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                        Scan { tokens: &inner, at: 0, ..self }.run(reader);
                    } else {
                        read(reader, &group.stream(), self.alone);
                    }
                    self.at += 1;
                }
                TokenTree::Ident(_) => self.path(reader),
                TokenTree::Punct(_) if self.is_colons(self.at) => self.rooted(reader),
                TokenTree::Punct(mark) if mark.as_char() == '$' => self.variable(reader),
                _ => self.at += 1,
            }
        }
    }

    fn is(&self, at: usize, mark: char) -> bool {
        matches!(self.tokens.get(at), Some(TokenTree::Punct(found)) if found.as_char() == mark)
    }

    fn is_colons(&self, at: usize) -> bool {
        let joint = matches!(self.tokens.get(at), Some(TokenTree::Punct(mark)) if mark.spacing() == Spacing::Joint);
        joint && self.is(at, ':') && self.is(at + 1, ':')
    }

    /// `::name`, or what follows the `>` of `Vec::<T>::name`.
    fn rooted(&mut self, reader: &mut Reader<'_>) {
        let continues = self.at > 0 && self.is(self.at - 1, '>');
        self.at += 2;
        if continues {
            self.chain();
        } else {
            self.note(reader, vec![String::new()]);
        }
    }

    /// `$crate::name`, or a variable of the macro, whose path cannot be known.
    fn variable(&mut self, reader: &mut Reader<'_>) {
        self.at += 1;
        if matches!(self.tokens.get(self.at), Some(TokenTree::Ident(word)) if word == "crate") {
            self.note(reader, Vec::new());
        } else if matches!(self.tokens.get(self.at), Some(TokenTree::Ident(_))) {
            self.chain();
        }
    }

    /// `name`, `name::name`, `.method()`, `name!(…)`
    fn path(&mut self, reader: &mut Reader<'_>) {
        let before = |n: usize| self.at >= n && self.is(self.at - n, '.');
        if !before(1) || before(2) {
            self.note(reader, Vec::new());
            return;
        }
        if let [TokenTree::Ident(name), TokenTree::Group(group), ..] = &self.tokens[self.at..]
            && group.delimiter() == Delimiter::Parenthesis
        {
            reader.note_call(name);
        }
        self.at += 1;
    }

    /// Notes the path that begins here.
    fn note(&mut self, reader: &mut Reader<'_>, mut path: Vec<String>) {
        let Some(first) = self.tokens.get(self.at).map(TokenTree::span) else { return };
        path.extend(self.chain());
        let (at, here) = (line(first), self.at);
        let calls_macro = self.is(here, '!') && matches!(self.tokens.get(here + 1), Some(TokenTree::Group(_)));
        let names_field = self.is(here, ':') && !self.is_colons(here);
        let used = if calls_macro { As::Macro } else { As::Path };
        if self.tool && is_tool(&path) {
            return;
        }
        if self.is_colons(here) && self.is(here + 2, '*') {
            reader.note(&path, at, As::Import { open: false, glob: true });
        } else if path.len() > 1 || calls_macro || self.alone && !names_field {
            reader.note(&path, at, used);
        }
        if let Some(TokenTree::Group(group)) = self.tokens.get(here + 2).filter(|_| self.is_colons(here)) {
            self.at += 3;
            self.group(reader, &path, group.stream());
        }
    }

    /// `path::{name, name::name}`
    fn group(&self, reader: &mut Reader<'_>, path: &[String], inner: TokenStream) {
        let inner: Vec<TokenTree> = inner.into_iter().collect();
        for piece in inner.split(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',')) {
            Scan { tokens: piece, at: 0, ..*self }.note(reader, path.to_vec());
        }
    }

    /// Takes names joined by `::`.
    fn chain(&mut self) -> Vec<String> {
        let mut names = Vec::new();
        while let Some(TokenTree::Ident(name)) = self.tokens.get(self.at) {
            names.push(name.unraw().to_string());
            self.at += 1;
            let more = matches!(self.tokens.get(self.at + 2), Some(TokenTree::Ident(_)));
            if !(self.is_colons(self.at) && more) {
                break;
            }
            self.at += 2;
        }
        names
    }
}

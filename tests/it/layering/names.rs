//! What a path stands for: modules and items of the crate, or something of another crate.

use super::modules::{Binding, Module, Names, Tree, What};

/// The crate as the program names it.
const LIBRARY: &str = "estate_carbon";

/// Types of the language that a path may begin with.
const PRIMITIVES: [&str; 17] = [
    "bool", "char", "str", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
    "usize",
];

/// Where a path leads, and by which modules it went there.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Modules of the crate on the way, those of re-exports too.
    pub through: Vec<String>,
    pub end: End,
}

/// The end of a path.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    Module(String),
    /// An item, by its module. What a macro makes counts for the module that it is asked of.
    Item(String, String),
    /// Another crate: the path in it, and how much of that a module of ours has handed out under a name of its own.
    Crate(Vec<String>, Option<usize>),
}

/// Where a path stands: in a module, inside blocks with names of their own.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub module: &'a str,
    pub blocks: &'a [Names],
}

/// How a path is used, which decides what a single name may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum As {
    /// A leaf of a `use`; `open` if modules outside see it.
    Import {
        open: bool,
        glob: bool,
    },
    /// A type, a value or a pattern.
    Path,
    Macro,
}

impl Tree {
    /// Everything that the path may stand for. Generics, local variables and the prelude are nothing.
    pub fn resolve(&self, place: Place<'_>, path: &[String], used: As) -> Vec<Hit> {
        let found = self.follow(place, path, &mut Vec::new());
        let [name] = path else { return found };
        if matches!(used, As::Import { .. }) {
            return found;
        }
        // A single name outside a `use` is never a module, nor a crate.
        let found: Vec<Hit> = found.into_iter().filter(|hit| !hit.is_module()).collect();
        if found.is_empty() && used == As::Macro {
            return vec![Hit::to(End::Crate(vec!["std".to_owned(), name.clone()], None))];
        }
        found
    }

    fn follow(&self, place: Place<'_>, path: &[String], seen: &mut Vec<usize>) -> Vec<Hit> {
        let Some((first, rest)) = path.split_first() else { return Vec::new() };
        let (mut hits, mut rest) = (Vec::new(), rest);
        match first.as_str() {
            "" => {
                if let Some((name, more)) = rest.split_first() {
                    (hits, rest) = (vec![another_crate(name)], more);
                }
            }
            "crate" => hits.push(Hit::to(End::Module(root(place.module).to_owned()))),
            "self" => hits.push(Hit::to(End::Module(place.module.to_owned()))),
            "super" => hits.extend(parent(place.module).map(|module| Hit::to(End::Module(module.to_owned())))),
            name => hits = self.named(place, name, rest.is_empty(), seen),
        }
        for name in rest {
            hits = hits.into_iter().flat_map(|hit| self.step(hit, name, seen)).collect();
        }
        hits
    }

    /// What a path's first name stands for, by the nearest binding.
    fn named(&self, place: Place<'_>, name: &str, alone: bool, seen: &mut Vec<usize>) -> Vec<Hit> {
        for (depth, names) in place.blocks.iter().enumerate().rev() {
            let here = Place { blocks: &place.blocks[..=depth], ..place };
            let hits = self.among(names, here, name, alone, seen);
            if !hits.is_empty() {
                return hits;
            }
        }
        let module = self.modules.get(place.module);
        let here = Place { blocks: &[], ..place };
        let hits = module.map(|m| self.among(&m.names, here, name, alone, seen)).unwrap_or_default();
        let outside = hits.is_empty() && name.starts_with(char::is_lowercase) && !PRIMITIVES.contains(&name);
        if outside { vec![another_crate(name)] } else { hits }
    }

    /// The next name of a path after what the names before it stand for.
    fn step(&self, mut hit: Hit, name: &str, seen: &mut Vec<usize>) -> Vec<Hit> {
        match &mut hit.end {
            End::Module(module) if name == "super" => match parent(module) {
                Some(parent) => vec![Hit { end: End::Module(parent.to_owned()), ..hit }],
                None => Vec::new(),
            },
            End::Module(module) => {
                let module = std::mem::take(module);
                hit.through.push(module.clone());
                let mut found = self.members(&module, name, seen);
                if found.is_empty() {
                    found.push(Hit::to(End::Item(module, name.to_owned())));
                }
                let after =
                    |next: Hit| Hit { through: [hit.through.as_slice(), &next.through].concat(), end: next.end };
                found.into_iter().map(after).collect()
            }
            End::Item(..) => vec![hit],
            End::Crate(path, _) => {
                path.push(name.to_owned());
                vec![hit]
            }
        }
    }

    /// What a module binds to a name.
    fn members(&self, module: &str, name: &str, seen: &mut Vec<usize>) -> Vec<Hit> {
        let Some(Module { names, path, .. }) = self.modules.get(module) else { return Vec::new() };
        let mut hits = self.among(names, Place { module: path, blocks: &[] }, name, true, seen);
        hits.iter_mut().for_each(Hit::hand_out);
        hits
    }

    /// What these names bind to a name; `alone`: nothing follows it in the path.
    fn among(&self, names: &Names, here: Place<'_>, name: &str, alone: bool, seen: &mut Vec<usize>) -> Vec<Hit> {
        let mut hits = Vec::new();
        // Only a type or a module can be followed by `::`.
        let explicit = names.explicit.get(name).into_iter().flatten();
        for binding in explicit.filter(|b| alone || !matches!(b.what, What::Value)) {
            hits.extend(self.bound(binding, here, name, seen));
        }
        if !hits.is_empty() {
            return hits;
        }
        for glob in &names.globs {
            for hit in self.bound(glob, here, name, seen) {
                if let End::Module(module) = &hit.end {
                    seen.push(glob.number);
                    hits.extend(self.members(module, name, seen));
                    seen.pop();
                }
            }
        }
        hits
    }

    /// What a binding leads to, unless the search has come from it.
    fn bound(&self, binding: &Binding, here: Place<'_>, name: &str, seen: &mut Vec<usize>) -> Vec<Hit> {
        if seen.contains(&binding.number) {
            return Vec::new();
        }
        match &binding.what {
            What::Module(module) => vec![Hit::to(End::Module(module.clone()))],
            What::Type | What::Value => vec![Hit::to(End::Item(here.module.to_owned(), name.to_owned()))],
            What::Path(path) => {
                seen.push(binding.number);
                let hits = self.follow(here, path, seen);
                seen.pop();
                hits
            }
        }
    }
}

impl Hit {
    fn to(end: End) -> Self {
        Self { through: Vec::new(), end }
    }

    fn is_module(&self) -> bool {
        match &self.end {
            End::Module(_) => true,
            End::Crate(path, _) => path.len() == 1,
            End::Item(..) => false,
        }
    }

    /// Notes that a module of ours has handed this out.
    fn hand_out(&mut self) {
        if let End::Crate(path, handed @ None) = &mut self.end {
            *handed = Some(path.len());
        }
    }
}

fn another_crate(name: &str) -> Hit {
    match name {
        LIBRARY => Hit::to(End::Module("crate".to_owned())),
        // What `core` and `alloc` have, `std` has under the same name.
        "core" | "alloc" => Hit::to(End::Crate(vec!["std".to_owned()], None)),
        _ => Hit::to(End::Crate(vec![name.to_owned()], None)),
    }
}

/// The root of a module's crate.
fn root(module: &str) -> &str {
    module.split("::").next().unwrap_or(module)
}

/// The module around a module; the root has none.
pub fn parent(module: &str) -> Option<&str> {
    module.rsplit_once("::").map(|(parent, _)| parent)
}

/// Whether a module is another or stands inside it.
pub fn within(module: &str, outer: &str) -> bool {
    module.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

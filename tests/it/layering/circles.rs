//! Circles: modules of one room that use each other.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{End, parent, within};
use super::paths::Naming;

/// Which modules use which of their siblings, and where each does so first.
#[derive(Default)]
pub struct Siblings {
    edges: BTreeMap<(String, String), String>,
}

impl Siblings {
    /// Notes a use of one module by another. What counts is the two that stand side by side around them;
    /// a module and its own children are no siblings.
    pub fn note(&mut self, from: &str, to: &str, place: &str) {
        let mut around = parent(from);
        while let Some(outer) = around {
            if within(to, outer) {
                if let (Some(from), Some(to)) = (child(outer, from), child(outer, to))
                    && from != to
                {
                    self.edges.entry((from, to)).or_insert_with(|| place.to_owned());
                }
                return;
            }
            around = parent(outer);
        }
    }

    /// Every set of siblings in which each leads to each, as the edges between them.
    pub fn circles(&self) -> Vec<String> {
        let nodes: BTreeSet<&str> = self.edges.keys().map(|(from, _)| from.as_str()).collect();
        let reach: BTreeMap<&str, BTreeSet<&str>> = nodes.iter().map(|node| (*node, self.reached(node))).collect();
        let mut circles = BTreeSet::new();
        for (node, reached) in &reach {
            let circle: BTreeSet<&str> =
                reached.iter().copied().filter(|other| reach.get(other).is_some_and(|r| r.contains(node))).collect();
            if circle.len() > 1 {
                circles.insert(circle);
            }
        }
        circles.iter().map(|circle| self.reported(circle)).collect()
    }

    fn reached<'a>(&'a self, node: &'a str) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut next = vec![node];
        while let Some(node) = next.pop() {
            let targets = self.edges.keys().filter(|(from, _)| from == node).map(|(_, to)| to.as_str());
            next.extend(targets.filter(|to| reached.insert(*to)));
        }
        reached
    }

    fn reported(&self, circle: &BTreeSet<&str>) -> String {
        let inside = |name: &String| circle.contains(name.as_str());
        let edges = self.edges.iter().filter(|((from, to), _)| inside(from) && inside(to));
        let last = |path: &str| path.rsplit("::").next().unwrap_or_default().to_owned();
        let edges: Vec<String> =
            edges.map(|((from, to), place)| format!("{} uses {} ({place})", last(from), last(to))).collect();
        let room = circle.first().and_then(|path| parent(path)).unwrap_or_default();
        format!("{room}: modules use each other: {}", edges.join(", "))
    }
}

/// The child of `outer` that is `module` or holds it.
fn child(outer: &str, module: &str) -> Option<String> {
    let rest = module.strip_prefix(outer)?.strip_prefix("::")?;
    Some(format!("{outer}::{}", rest.split("::").next().unwrap_or(rest)))
}

/// The modules of the crate that a naming touches.
pub fn touched(naming: &Naming) -> Vec<&str> {
    let end = match &naming.hit.end {
        End::Module(module) | End::Item(module, _) => Some(module.as_str()),
        End::Crate(..) => None,
    };
    naming.hit.through.iter().map(String::as_str).chain(end).collect()
}

//! sites.csv: the sites of the estates.
//!
//! A site with a bad cell is still handed on, with stand-ins for what could not be read, so
//! that one slip does not turn every row of its activity into an unknown site. The errors
//! reported beside it keep such a book from being accounted for.

use std::collections::HashMap;
use std::sync::Arc;

use super::manifest::Manifest;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::estate::{Boundary, Role, Site};
use crate::id::{EstateId, SiteId};
use crate::period::Period;
use crate::table::{Row, Table};

/// Reads the sites, in the order of their ids. Without a manifest, what depends on it is
/// not checked.
pub(super) fn read(table: &Table, manifest: Option<&Manifest>, d: &mut Diagnostics) -> Vec<Site> {
    // Lists and no tree: a book may have a million sites.
    let mut sites: Vec<Site> = Vec::with_capacity(table.rows().count());
    let mut first: HashMap<SiteId, Row<'_>> = HashMap::with_capacity(sites.capacity());
    for row in table.rows() {
        let Some(site) = read_site(row, manifest, d) else { continue };
        if let Some(first) = first.get(&site.id) {
            let message = format!("the site `{}` is there twice", site.id);
            let repeated = Diagnostic::error(Code::RepeatedId, row.place_of("site_id"), message);
            let repeated = repeated.with_related(first.place_of("site_id"), "the first one is here");
            d.push(repeated.with_help("give one of them another id, or remove the copy"));
        } else {
            first.insert(site.id.clone(), row);
            sites.push(site);
        }
    }
    sites.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    sites
}

fn read_site(row: Row<'_>, manifest: Option<&Manifest>, d: &mut Diagnostics) -> Option<Site> {
    let id = row.required_text("site_id", d);
    let name = row.required_text("name", d);
    let estate = row.required_text("estate_id", d);
    check_estate(row, estate, manifest, d);
    let role = row.choice("role", d).and_then(Role::parse);
    let site = Site {
        id: SiteId::new(id.unwrap_or_default()),
        name: name.or(id).unwrap_or_default().into(),
        estate: estate_id(estate.unwrap_or_default(), manifest),
        role: role.unwrap_or(Role::Factory),
        sector: row.text("sector").map(Into::into),
        tenant: row.text("tenant").map(Into::into),
        operational_control: row.boolean("operational_control", d),
        financial_control: row.boolean("financial_control", d),
        equity_share: row.number("equity_share", d),
        life: read_life(row, manifest.map(|manifest| manifest.period), d),
        production: read_measured(row, "production", "production_unit", d),
        value_added: read_measured(row, "value_added", "currency", d),
        floor_area_m2: row.number("floor_area_m2", d),
        employees: row.number("employees", d),
        place: row.place_of("site_id"),
    };
    check_boundary(row, &site, manifest, d);
    id.map(|_| site)
}

/// The estate's id, shared with the manifest where it is known.
fn estate_id(id: &str, manifest: Option<&Manifest>) -> EstateId {
    let known = manifest.into_iter().flat_map(|manifest| &manifest.estates).find(|estate| estate.id.as_str() == id);
    known.map_or_else(|| EstateId::new(id), |estate| estate.id.clone())
}

fn check_estate(row: Row<'_>, id: Option<&str>, manifest: Option<&Manifest>, d: &mut Diagnostics) {
    let (Some(id), Some(manifest)) = (id, manifest) else { return };
    let ids = || manifest.estates.iter().map(|estate| estate.id.as_str());
    if ids().any(|known| known == id) {
        return;
    }
    let help = match nearest(id, ids()) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("the estates of book.toml are {}", ids().collect::<Vec<_>>().join(", ")),
    };
    let message = format!("the estate `{id}` is not in book.toml");
    d.push(Diagnostic::error(Code::UnknownEstate, row.place_of("estate_id"), message).with_help(help));
}

/// A boundary that the book has a statement of needs its column on every site inside the fence.
fn check_boundary(row: Row<'_>, site: &Site, manifest: Option<&Manifest>, d: &mut Diagnostics) {
    let boundaries = manifest.into_iter().flat_map(Manifest::boundaries).filter_map(Boundary::column);
    for column in boundaries.filter(|column| site.role != Role::Outside && row.text(column).is_none()) {
        let message = format!("`{column}` is empty for the site `{}`", site.id);
        let help =
            format!("fill it in, because book.toml's boundary is \"{column}\"; or choose another boundary there");
        d.push(Diagnostic::error(Code::EmptyCell, row.place_of(column), message).with_help(help));
    }
}

/// The days a site belonged to the estate; a missing end is the period's.
fn read_life(row: Row<'_>, period: Option<Period>, d: &mut Diagnostics) -> Option<Period> {
    let (start, end) = (row.date("start", d), row.date("end", d));
    match (start, end, period) {
        (Some(start), Some(end), _) => row.in_order("end", start, end, d),
        (Some(start), None, Some(period)) => Period::new(start, period.end().max(start)),
        (None, Some(end), Some(period)) => Period::new(period.start().min(end), end),
        _ => None,
    }
}

/// A number that means nothing without the unit beside it.
fn read_measured(row: Row<'_>, name: &str, unit: &str, d: &mut Diagnostics) -> Option<(f64, Arc<str>)> {
    let number = row.number(name, d)?;
    let unit = row.required_text(unit, d)?;
    Some((number, unit.into()))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::table::Schema;

    pub(in crate::book) fn manifest(boundary: &str) -> Manifest {
        let text = format!(
            "name='n'\nperiod={{start=2024-01-01,end=2024-12-31}}\ngwp='AR5'\nboundary='{boundary}'\n\
             [[estate]]\nid='ESB'\nname='E'\ncountry='TH'"
        );
        let mut d = Diagnostics::default();
        Manifest::read("book.toml", text.as_bytes(), &mut d).expect("a manifest")
    }

    fn read_text(text: &str, boundary: &str) -> (Vec<Site>, Vec<String>) {
        let (table, mut d) = Table::read("sites.csv", text.as_bytes(), Schema::of("sites"));
        let sites = read(&table, Some(&manifest(boundary)), &mut d);
        (sites, d.iter().map(|d| format!("{} {}", d.code(), d.place())).collect())
    }

    #[test]
    fn sites_come_in_the_order_of_their_ids() {
        let text = "site_id,name,estate_id,role,production,production_unit,start,end\n\
                    F2,Plant,ESB,factory,10,t,,2024-06-30\nF1,Offices,ESB,common,,,2025-02-01,\n";
        let (sites, problems) = read_text(text, "estate");
        assert_eq!(problems, [""; 0]);
        let [first, second] = sites.as_slice() else { panic!("two sites") };
        assert_eq!((first.id.as_str(), second.id.as_str()), ("F1", "F2"));
        assert_eq!(second.life.map(|life| life.to_string()).as_deref(), Some("2024-01-01 to 2024-06-30"));
        assert_eq!(first.life.map(|life| life.to_string()).as_deref(), Some("2025-02-01 to 2025-02-01"));
        assert_eq!(second.production, Some((10.0, "t".into())));
        assert_eq!(second.place.line(), Some(2));
    }

    #[test]
    fn every_problem_of_a_site_is_reported_and_the_site_is_kept() {
        let text = "site_id,name,estate_id,role,equity_share,production,start,end\n\
                    F1,,EBS,factory,40,5,2024-02-01,2024-01-01\nF1,x,ESB,factory,,,,\n,x,ESB,factory,,,,\n";
        let (sites, problems) = read_text(text, "estate");
        assert_eq!(sites.len(), 1);
        assert_eq!(
            problems,
            [
                "GHG113 sites.csv:2:4 (cell B2, column `name`)",
                "GHG124 sites.csv:2:5 (cell C2, column `estate_id`)",
                "GHG121 sites.csv:2:17 (cell E2, column `equity_share`)",
                "GHG118 sites.csv:2:33 (cell H2, column `end`)",
                "GHG113 sites.csv:2 (`production_unit`)",
                "GHG122 sites.csv:3:1 (cell A3, column `site_id`)",
                "GHG113 sites.csv:4:1 (cell A4, column `site_id`)",
            ]
        );
    }

    #[test]
    fn the_boundary_needs_its_column_inside_the_fence() {
        let text = "site_id,name,estate_id,role,operational_control\nF1,x,ESB,factory,\nG,x,ESB,outside,\nF2,x,ESB,utility,TRUE\n";
        assert_eq!(read_text(text, "estate").1, [""; 0]);
        let (_, problems) = read_text(text, "operational_control");
        assert_eq!(problems, ["GHG113 sites.csv:2:18 (cell E2, column `operational_control`)"]);
        assert_eq!(
            read_text(text, "equity_share").1,
            ["GHG113 sites.csv:2 (`equity_share`)", "GHG113 sites.csv:4 (`equity_share`)"]
        );
    }
}

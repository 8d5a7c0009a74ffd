//! sites.csv: the sites of the estates.
//!
//! A site with a bad cell is still handed on, with stand-ins for what could not be read, so
//! that one slip does not turn every row of its activity into an unknown site. The errors
//! reported beside it keep such a book from being accounted for.

use std::collections::HashMap;

use super::manifest::Manifest;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::estate::{Boundary, Role, Site};
use crate::id::{EstateId, SiteId};
use crate::period::Period;
use crate::table::cell::CellProblem;
use crate::table::typed::sites::Row;
use crate::table::typed::{Cell, Reader};
use crate::table::{self, Table};

/// Reads the sites, in the order of their ids. Without a manifest, what depends on it is
/// not checked.
pub(super) fn read(table: &Table, manifest: Option<&Manifest>, d: &mut Diagnostics) -> Vec<Site> {
    // Lists and no tree: a book may have a million sites.
    let mut sites: Vec<Site> = Vec::with_capacity(table.rows().count());
    let mut first: HashMap<SiteId, table::Row<'_>> = HashMap::with_capacity(sites.capacity());
    let reader = Reader::<Row<'_>>::of(table);
    for row in table.rows() {
        let Some(site) = read_site(reader.row(row, d), manifest, d) else { continue };
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
    check_estate(row.estate_id, manifest, d);
    check_boundary(row, manifest, d);
    let life = read_life(row, manifest.map(|manifest| manifest.period), d);
    let production = row.production.get().and_then(|number| Some((number, row.production_unit.need(d)?.into())));
    let value_added = row.value_added.get().and_then(|number| Some((number, row.currency.need(d)?.into())));
    let id = row.site_id.get()?;
    Some(Site {
        id: SiteId::new(id),
        name: row.name.get().unwrap_or(id).into(),
        estate: estate_id(row.estate_id.get().unwrap_or_default(), manifest),
        role: row.role.get().unwrap_or(Role::Factory),
        sector: row.sector.get().map(Into::into),
        tenant: row.tenant.get().map(Into::into),
        operational_control: row.operational_control.get(),
        financial_control: row.financial_control.get(),
        equity_share: row.equity_share.get(),
        life,
        production,
        value_added,
        floor_area_m2: row.floor_area_m2.get(),
        employees: row.employees.get(),
        place: row.site_id.place(),
    })
}

/// The estate's id, shared with the manifest where it is known.
fn estate_id(id: &str, manifest: Option<&Manifest>) -> EstateId {
    let known = manifest.into_iter().flat_map(|manifest| &manifest.estates).find(|estate| estate.id.as_str() == id);
    known.map_or_else(|| EstateId::new(id), |estate| estate.id.clone())
}

fn check_estate(cell: Cell<'_, &str>, manifest: Option<&Manifest>, d: &mut Diagnostics) {
    let (Some(id), Some(manifest)) = (cell.get(), manifest) else { return };
    let ids = || manifest.estates.iter().map(|estate| estate.id.as_str());
    if ids().any(|known| known == id) {
        return;
    }
    let help = match nearest(id, ids()) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("the estates of book.toml are {}", ids().collect::<Vec<_>>().join(", ")),
    };
    cell.report(CellProblem::new(Code::UnknownEstate, format!("the estate `{id}` is not in book.toml"), help), d);
}

/// A boundary that the book has a statement of needs its column on every site inside the fence.
fn check_boundary(row: Row<'_>, manifest: Option<&Manifest>, d: &mut Diagnostics) {
    if row.role.get() == Some(Role::Outside) {
        return;
    }
    for boundary in manifest.into_iter().flat_map(Manifest::boundaries) {
        match boundary {
            Boundary::Estate => {}
            Boundary::OperationalControl => needed(row, row.operational_control, d),
            Boundary::FinancialControl => needed(row, row.financial_control, d),
            Boundary::EquityShare => needed(row, row.equity_share, d),
        }
    }
}

/// Reports that the column of a boundary is empty.
fn needed<T: Copy>(row: Row<'_>, cell: Cell<'_, T>, d: &mut Diagnostics) {
    if cell.is_empty() {
        let (column, id) = (cell.name(), row.site_id.get().unwrap_or_default());
        let message = format!("`{column}` is empty for the site `{id}`");
        let help =
            format!("fill it in, because book.toml's boundary is \"{column}\"; or choose another boundary there");
        cell.report(CellProblem::new(Code::EmptyCell, message, help), d);
    }
}

/// The days a site belonged to the estate; a missing end is the period's.
fn read_life(row: Row<'_>, period: Option<Period>, d: &mut Diagnostics) -> Option<Period> {
    match (row.start.get(), row.end.get(), period) {
        (Some(start), Some(end), _) => row.end.in_order(start, end, d),
        (Some(start), None, Some(period)) => Period::new(start, period.end().max(start)),
        (None, Some(end), Some(period)) => Period::new(period.start().min(end), end),
        _ => None,
    }
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
        d.sort();
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
                "GHG113 sites.csv:2 (`production_unit`)",
                "GHG113 sites.csv:2:4 (cell B2, column `name`)",
                "GHG124 sites.csv:2:5 (cell C2, column `estate_id`)",
                "GHG121 sites.csv:2:17 (cell E2, column `equity_share`)",
                "GHG118 sites.csv:2:33 (cell H2, column `end`)",
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

    #[test]
    #[ignore = "a measurement: cargo test --release --lib many_sites_in_time -- --ignored --nocapture"]
    fn many_sites_in_time() {
        let mut text = String::from(
            "site_id,name,estate_id,role,sector,tenant,operational_control,financial_control,equity_share,start,end,production,production_unit,floor_area_m2,employees\n",
        );
        for site in 0..200_000 {
            text.push_str(&format!(
                "S{site},Plant {site},ESB,factory,2410,T{},true,true,0.5,,2024-06-30,{site},t,1000,{}\n",
                site / 4,
                site % 90
            ));
        }
        let (table, mut d) = Table::read("sites.csv", text.as_bytes(), Schema::of("sites"));
        let manifest = manifest("operational_control");
        for _ in 0..3 {
            let start = std::time::Instant::now();
            let sites = read(&table, Some(&manifest), &mut d);
            println!("{} sites in {:?}", sites.len(), start.elapsed());
        }
        assert!(d.is_empty());
    }
}

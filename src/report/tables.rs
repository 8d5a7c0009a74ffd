//! The tables of one statement.

pub(crate) mod figures;
pub(crate) mod inputs;

use super::four::{FourFigures, Place, Shown};
use super::message::{self, Message};
use super::model::{CarrierView, Ordered, StatementView, Status};
use super::name::Name;
use super::table::{Column, Table, TableValue};
use crate::inventory::{FigureId, Measure, Section};
use crate::scope::{Category, LedgerBook, Scope};

impl StatementView {
    /// The statement's own four figures, after eliminations.
    pub(crate) fn headline(&self) -> FourFigures {
        FourFigures::new(self.called.clone(), Place::Statement, |section| match (section.scope, section.book) {
            (Scope::One, _) => shown(self.scope1.tco2e, self.scope1.tco2e_status),
            (Scope::Two, LedgerBook::MarketBased) => shown(self.scope2.market_tco2e, self.scope2.market_tco2e_status),
            (Scope::Two, _) => shown(self.scope2.location_tco2e, self.scope2.location_tco2e_status),
            (Scope::Three, _) => shown(self.scope3.tco2e, self.scope3.tco2e_status),
        })
    }

    /// Every category in each of its books, in the order of statements, with the whole it is a part of.
    pub(crate) fn categories(&self) -> impl Iterator<Item = OfCategory<'_>> {
        Category::all().flat_map(|category| self.of_category(category))
    }

    fn of_category(&self, category: Category) -> Vec<OfCategory<'_>> {
        let code = category.code();
        let main = |figures: &Ordered<f64>, statuses: &Ordered<Status>, names: &Ordered<Name>| {
            let value = shown(figures.get(code).copied(), statuses.get(code).copied());
            Some((value, names.get(code)?.0.clone()))
        };
        let (one, three) = (&self.scope1, &self.scope3);
        let (found, reasons, whole) = match category.scope() {
            Scope::One => (
                main(&one.by_category_tco2e, &one.status_by_category, &one.figure_id_by_category),
                &one.reason_by_category,
                one.tco2e,
            ),
            Scope::Three => (
                main(&three.by_category_tco2e, &three.status_by_category, &three.figure_id_by_category),
                &three.reason_by_category,
                three.tco2e,
            ),
            Scope::Two => {
                let carrier = category.carrier().and_then(|carrier| self.scope2.by_carrier.get(carrier));
                return carrier.map(|carrier| self.of_carrier(category, carrier)).into_iter().flatten().collect();
            }
        };
        let of_main = |(value, id)| OfCategory {
            category,
            book: LedgerBook::Main,
            value,
            reason: reasons.get(code).map(String::as_str),
            whole,
            id,
        };
        found.map(of_main).into_iter().collect()
    }

    fn of_carrier<'a>(&self, category: Category, carrier: &'a CarrierView) -> [OfCategory<'a>; 2] {
        let of = |book, value, whole, name: &Name| OfCategory {
            category,
            book,
            value,
            reason: carrier.reason.as_deref(),
            whole,
            id: name.0.clone(),
        };
        let (c, all) = (carrier, &self.scope2);
        let location = shown(c.location_tco2e, c.location_tco2e_status);
        let market = shown(c.market_tco2e, c.market_tco2e_status);
        [
            of(LedgerBook::LocationBased, location, all.location_tco2e, &c.location_tco2e_figure_id),
            of(LedgerBook::MarketBased, market, all.market_tco2e, &c.market_tco2e_figure_id),
        ]
    }
}

/// A category of a statement in one book.
pub(crate) struct OfCategory<'a> {
    pub(crate) category: Category,
    pub(crate) book: LedgerBook,
    pub(crate) value: Shown,
    /// Why it is absent, in the words of the book.
    pub(crate) reason: Option<&'a str>,
    /// Its scope in the same book.
    pub(crate) whole: Option<f64>,
    pub(crate) id: FigureId,
}

impl OfCategory<'_> {
    /// Its title, and which book of Scope 2.
    pub(crate) fn title(&self) -> Message {
        match self.book {
            LedgerBook::Main => message::category(self.category),
            book => message::category_in_book(message::category(self.category), message::book(book)),
        }
    }
}

/// A view's pair of value and status as one.
pub(crate) fn shown(value: Option<f64>, status: Option<Status>) -> Shown {
    value.ok_or(status.unwrap_or(Status::NotReported))
}

/// The tables of a statement by their keys in report.json; the ones a reader of the headline sees first.
pub(crate) fn of_headline(statement: &StatementView) -> Vec<Table<'_>> {
    vec![headline(statement), outside(statement), by_category(statement), by_gas(statement), eliminations(statement)]
}

/// The four figures.
pub(crate) fn headline(statement: &StatementView) -> Table<'_> {
    let reported = statement.scope3.by_category_tco2e.0.len();
    let row = move |(section, value, id): (Section, Shown, FigureId)| {
        [TableValue::Words(message::section_in_full(section, reported)), TableValue::co2e(value, id)]
    };
    let rows: Vec<_> = statement.headline().iter().map(row).collect();
    Table::new("headline", [Column::untitled("section"), Column::figure("tco2e", message::column_tco2e())], rows)
}

/// What stands outside the scopes.
pub(crate) fn outside(statement: &StatementView) -> Table<'_> {
    let biogenic = shown(statement.biogenic_co2_t, statement.biogenic_co2_t_status);
    let removals = shown(statement.removals_tco2, statement.removals_tco2_status);
    let rows = [
        [
            TableValue::Words(message::biogenic_co2()),
            TableValue::mass(biogenic, statement.biogenic_co2_t_figure_id.0.clone()),
        ],
        [
            TableValue::Words(message::removals()),
            TableValue::mass(removals, statement.removals_tco2_figure_id.0.clone()),
        ],
    ];
    let columns = [Column::text("what", message::column_outside()), Column::figure("t", message::column_t())];
    Table::new("outside_scopes", columns, rows)
}

/// Every category, with a figure or the reason there is none.
pub(crate) fn by_category(statement: &StatementView) -> Table<'_> {
    let row = |c: OfCategory<'_>| {
        let part = c.value.ok().zip(c.whole).filter(|(_, whole)| *whole != 0.0);
        [
            TableValue::Words(message::scope(c.category.scope())),
            TableValue::Words(c.title()),
            TableValue::co2e(c.value, c.id.clone()).because(c.reason.map(str::to_owned)),
            part.map_or(TableValue::Empty, |(part, whole)| TableValue::Share(part / whole)),
        ]
    };
    let columns = [
        Column::text("scope", message::column_scope()),
        Column::text("category", message::column_category()),
        Column::figure("tco2e", message::column_tco2e()),
        Column::number("share_of_scope", message::column_share_of_scope()),
    ];
    Table::new("by_category", columns, statement.categories().map(row))
}

/// Gases of Scope 1, and those outside the scopes.
pub(crate) fn by_gas(statement: &StatementView) -> Table<'_> {
    let row = |place: fn() -> Message, masses: &Ordered<f64>, names: &Ordered<Name>| -> Vec<[TableValue<'static>; 3]> {
        let values = |((gas, tonnes), (_, name)): ((&str, &f64), (&str, &Name))| {
            [
                TableValue::text(gas.to_owned()),
                TableValue::Words(place()),
                TableValue::mass(Ok(*tonnes), name.0.clone()),
            ]
        };
        masses.iter().zip(names.iter()).map(values).collect()
    };
    let (one, s) = (&statement.scope1, statement);
    let mut rows = row(message::scope1, &one.by_gas_t, &one.figure_id_by_gas);
    rows.extend(row(message::outside_the_scopes, &s.outside_scopes_t, &s.figure_id_by_gas_outside_scopes));
    let columns = [
        Column::text("gas", message::column_gas()),
        Column::text("counts_in", message::column_counts_in()),
        Column::figure("t", message::column_t_of_gas()),
    ];
    Table::new("by_gas", columns, rows)
}

fn four_columns() -> [Column; 4] {
    Section::FOUR.map(|section| Column::figure(section.scope_word(), message::section_in_short(section)))
}

/// Months, with the four figures of each.
pub(crate) fn by_month(statement: &StatementView) -> Table<'_> {
    let [one, location, market, three] = four_columns();
    let row = |month: &'_ super::model::MonthView| {
        let [one, location, market, three] = month.figures.values();
        [TableValue::text(month.month.clone()), one, location, market, three]
    };
    let columns = [Column::text("month", message::column_month()), one, location, market, three];
    Table::new("by_month", columns, statement.by_month.iter().map(row))
}

/// Sites, their sum, and what is left after eliminations.
pub(crate) fn by_site(statement: &StatementView) -> Table<'_> {
    let [one, location, market, three] = four_columns();
    let row = |[id, name, share]: [TableValue<'static>; 3], figures: &FourFigures| {
        let [one, location, market, three] = figures.values();
        [id, name, share, one, location, market, three]
    };
    let all = statement.sites.iter().map(move |s| {
        let names =
            [TableValue::text(s.site_id.to_string()), TableValue::text(s.name.to_string()), TableValue::Share(s.share)];
        row(names, &s.figures.four)
    });
    let last = [(message::sum_of_sites(), statement.sum_of_sites.clone()), (message::net(), statement.headline())];
    let last =
        last.map(|(words, figures)| row([TableValue::Empty, TableValue::Words(words), TableValue::Empty], &figures));
    let columns = [
        Column::text("site_id", message::column_site()),
        Column::text("name", message::column_name()),
        Column::number("share", message::column_counted()),
        one,
        location,
        market,
        three,
    ];
    Table::new("by_site", columns, all.chain(last))
}

/// What is taken off because a seller of the same statement reports it too.
pub(crate) fn eliminations(statement: &StatementView) -> Table<'_> {
    let row = |e: &'_ super::model::EliminationView| {
        let (what, section) = match e.tco2e_figure_id.0.measure {
            Measure::Elimination { category, book, .. } => {
                let section = Section::of(category.scope(), book);
                (TableValue::Words(message::category(category)), TableValue::Words(message::section_in_short(section)))
            }
            _ => (TableValue::text(e.category.clone()), TableValue::text(e.section.clone())),
        };
        [
            TableValue::text(e.from_site.clone()),
            TableValue::text(e.to_site.clone()),
            what,
            section,
            TableValue::co2e(shown(e.tco2e, e.tco2e_status), e.tco2e_figure_id.0.clone()),
        ]
    };
    let columns = [
        Column::text("seller", message::column_seller()),
        Column::text("buyer", message::column_buyer()),
        Column::text("category", message::column_what()),
        Column::text("line", message::column_line()),
        Column::figure("tco2e", message::column_tco2e()),
    ];
    Table::new("eliminations", columns, statement.eliminations.iter().map(row))
}

//! Every message, with what stands in it. A test holds the list to the words of each language.

use super::{Arg, Message};
use crate::factor::PropertyKind;
use crate::factor::resolve::{Reason, UsedProperty};
use crate::inventory::Section;
use crate::period::Day;
use crate::scope::{Category, LedgerBook, Scope, Status};

macro_rules! messages {
    ($($name:ident($($arg:ident),*);)*) => {
        $(pub(crate) fn $name($($arg: impl Into<Arg>),*) -> Message {
            Message::new(stringify!($name), vec![$((stringify!($arg), $arg.into())),*])
        })*

        /// Ids, and the names of what stands in each.
        #[cfg(test)]
        pub(super) const ALL: &[(&str, &[&str])] = &[$((stringify!($name), &[$(stringify!($arg)),*])),*];
    };
}

messages! {
    and_more(first, more);
    percent(percent);
    share_tiny();
    share_nearly_all();
    plus_minus(value, unit);
    from_to(from, to);
    from_day(from);
    until_day(to);
    no_dates();
    with_source(what, source);
    tonnes_of(tonnes, of);
    kg_co2e(kg);
    per_unit(kg, unit);
    absent_because(status, reason);
    scope1();
    scope2();
    scope3();
    location_based();
    market_based();
    location_based_scope2();
    market_based_scope2();
    scope2_location_short();
    scope2_market_short();
    scope2_location_in_full();
    scope2_market_in_full();
    scope1_in_full();
    scope3_in_full(reported);
    scope3_on_screen(reported);
    category_in_book(category, book);
    biogenic_co2();
    removals();
    outside_the_scopes();
    whole_book();
    estate_named(id);
    boundary_estate();
    boundary_operational_control();
    boundary_financial_control();
    boundary_equity_share();
    boundary_estate_in_full();
    boundary_operational_control_in_full();
    boundary_financial_control_in_full();
    boundary_equity_share_in_full();
    reason_named_by_row();
    reason_own();
    reason_given(set);
    reason_region(region);
    reason_everywhere();
    reason_stand_in(country, origin);
    reason_rows_region(region);
    reason_by_location(rule);
    reason_given_by_method();
    property_net_calorific_value(fuel, value, unit);
    property_gross_calorific_value(fuel, value, unit);
    property_density(fuel, value, unit);
    property_both_calorific_values(fuel, net, gross, unit);
    reason_of_earlier_year(reason, year, earlier);
    identity_period();
    identity_boundary();
    identity_gwp();
    identity_methane();
    identity_rows();
    identity_fingerprint();
    identity_generator();
    period(start, end);
    gwp(set);
    methane_fossil();
    methane_non_fossil();
    rows_read(read, accepted, rejected);
    rows_read_in_one_line(read, accepted, rejected);
    heading_caveats();
    heading_statement(name, whole, boundary);
    heading_by_category();
    heading_by_gas();
    heading_by_month();
    heading_by_site();
    heading_eliminations();
    heading_meters();
    heading_factors();
    heading_defaults();
    heading_read();
    heading_other_statements();
    heading_largest_categories();
    heading_largest_sites();
    never_added();
    what_eliminations_are();
    sum_of_sites();
    net();
    more_in_json(more);
    factors_counted(factors);
    no_problem();
    problems_by_kind();
    region_and_dates(region, dates);
    column_tco2e();
    column_outside();
    column_t();
    column_scope();
    column_category();
    column_share_of_scope();
    column_gas();
    column_counts_in();
    column_t_of_gas();
    column_month();
    column_site();
    column_name();
    column_counted();
    column_seller();
    column_buyer();
    column_what();
    column_line();
    column_boundary();
    column_estate();
    column_figure();
    column_value();
    column_rows_read();
    column_rows_accepted();
    column_rows_rejected();
    column_table_of_method();
    column_rows();
    column_calculations();
    column_code();
    column_severity();
    column_first_problem();
    column_where();
    column_problems();
    column_activity();
    column_meter();
    column_plant();
    column_counterparty();
    column_quantity();
    column_uncertainty_given();
    column_factor();
    column_kg_per_unit();
    column_validity();
    column_source();
    column_verified();
    column_why();
    column_table();
    column_input();
    column_of();
    period_boundary_gwp(period, boundary, gwp);
    name_whole_boundary(name, whole, boundary);
    rows_of_methods(rows, tables);
    more_in_full_report(more);
    next_step();
    rejected_rows(rejected, read, share);
    errors_allowed(errors, codes);
    market_not_reported(why);
    no_residual_mix();
    no_fallback_named();
    market_by_location(tonnes, rows);
    co2e_only_factors(parts, consequence, factors);
    co2e_of_own_set(set);
    co2e_of_other_sets(sets, set);
    co2e_part(name, tonnes, share);
    co2e_part_of_none(name, tonnes);
    fuel_properties_of_other_source(parts, properties);
    fuel_properties_default(parts, properties);
    property_with_factor_of(property, set, factor_set);
    property_of_set(property, set);
    earlier_year_factors(number, factors);
    factor_of_earlier_year(id, year, years);
    secondary_factors(number, factors);
    unverified_factors(number, factors);
    margin_factors(number, parts, factors);
    stand_ins(parts);
    stand_ins_of(factors, origin, countries, parts);
    gases_left_out(number, factors);
    scope3_partial(parts);
    scope3_no_figure();
    scope3_figures(categories);
    scope3_absent(status, categories);
    prorated_rows(rows);
    warnings(warnings);
    whole_period_boundary_gwp(whole, period, boundary, gwp);
    section_with_category(section, category);
    gas_of(gas, what);
    of_site(site);
    before_eliminations(section);
    elimination_of(section, seller, buyer);
    explain_sum(parts);
    explain_gross(gross, parts);
    explain_eliminated(tonnes, category, buyer, seller);
    explain_more_eliminated(number, tonnes);
    explain_rejected(rows);
    explain_uncertainty(width, share);
    explain_uncertainty_alone(width);
    explain_uncertainty_of_some(width, part);
    explain_part_of_figure(share);
    explain_absent(status, why);
    such_activity();
    absent_no_activity(what);
    absent_no_activity_at(what, site);
    absent_no_activity_in(what, month);
    absent_no_activity_at_in(what, site, month);
    absent_others_not_covered(others);
    absent_nothing_eliminated();
    absent_no_eliminations();
    absent_too_large();
    absent_declared(reason);
    absent_no_removals();
    absent_not_covered(covered);
    absent_no_fallback(covered);
    explain_part(what, tonnes);
    explain_part_with_share(what, tonnes, share);
    explain_more_parts(parts, tonnes);
    label_rows();
    label_meter();
    label_plant();
    label_counterparty();
    label_method();
    label_default();
    label_formula();
    label_quantity();
    label_uncertainty();
    label_converted();
    label_with();
    label_factor();
    label_why();
    label_result();
    label_counted();
    label_activity();
    label_valid();
    label_region();
    label_set();
    label_note();
    row_of(row, file);
    explain_rows_at(rows, place);
    explain_rows_of_file(rows, first, last);
    explain_rows_of_files(rows, first, last);
    explain_as_above(method);
    explain_default(input, value, source);
    explain_default_of(input, of, value, source);
    explain_terms(terms);
    explain_cut(quantity);
    explain_error_of_some(error, part);
    explain_mass(kg);
    explain_kg_per_unit(kg, unit);
    explain_mass_by_factor(amount, unit, per_unit, gas, kg);
    explain_outside_scopes();
    explain_potential(kg, gwp, worth, table);
    explain_as_published(kg, gwp, worth);
    explain_counted(kg, of, share, counted);
    copied(source);
    read_nowhere(source);
    explain_market_not_covered();
    explain_row_rejected();
    explain_nothing_posted();
    explain_row_not_posted();
    explain_used(totals, rows);
    explain_not_used();
}

/// A name, or a text of the inputs, as it is.
pub(crate) fn plain(text: impl Into<Arg>) -> Message {
    Message::plain(text)
}

/// The title of a category.
pub(crate) fn category(category: Category) -> Message {
    Message::new(format!("category_{}", category.code()), Vec::new())
}

/// The words of a status.
pub(crate) fn status(status: Status) -> Message {
    Message::new(format!("status_{}", status.as_str()), Vec::new())
}

/// A scope.
pub(crate) fn scope(scope: Scope) -> Message {
    match scope {
        Scope::One => scope1(),
        Scope::Two => scope2(),
        Scope::Three => scope3(),
    }
}

/// Which method of Scope 2 a book is of; nothing for the book of Scopes 1 and 3.
pub(crate) fn book(book: LedgerBook) -> Message {
    match book {
        LedgerBook::Main => plain(""),
        LedgerBook::LocationBased => location_based(),
        LedgerBook::MarketBased => market_based(),
    }
}

/// A whole scope above a narrow column.
pub(crate) fn section_in_short(section: Section) -> Message {
    match section.book {
        LedgerBook::Main => scope(section.scope),
        LedgerBook::LocationBased => scope2_location_short(),
        LedgerBook::MarketBased => scope2_market_short(),
    }
}

/// A whole scope with what it is; of Scope 3, how many categories have a figure.
pub(crate) fn section_in_full(section: Section, reported: usize) -> Message {
    match section.scope {
        Scope::One => scope1_in_full(),
        Scope::Two => scope_and_book(section),
        Scope::Three => scope3_in_full(reported),
    }
}

/// The same on a screen.
pub(crate) fn section_on_screen(section: Section, reported: usize) -> Message {
    match section.scope {
        Scope::Three => scope3_on_screen(reported),
        _ => scope_and_book(section),
    }
}

fn scope_and_book(section: Section) -> Message {
    match section.book {
        LedgerBook::Main => scope(section.scope),
        LedgerBook::LocationBased => scope2_location_in_full(),
        LedgerBook::MarketBased => scope2_market_in_full(),
    }
}

/// A scope, its book and perhaps a category.
pub(crate) fn section_and_category(section: Section) -> Message {
    match section.category {
        None => scope_and_book(section),
        Some(of) => section_with_category(scope_and_book(section), category(of)),
    }
}

/// The estate, or the whole book.
pub(crate) fn whole(estate: Option<&str>) -> Message {
    estate.map_or_else(whole_book, estate_named)
}

/// A boundary by its word in book.toml.
pub(crate) fn boundary(word: &str) -> Message {
    match word {
        "estate" => boundary_estate(),
        "operational_control" => boundary_operational_control(),
        "financial_control" => boundary_financial_control(),
        "equity_share" => boundary_equity_share(),
        other => plain(other),
    }
}

/// The same with what it covers.
pub(crate) fn boundary_in_full(word: &str) -> Message {
    match word {
        "estate" => boundary_estate_in_full(),
        "operational_control" => boundary_operational_control_in_full(),
        "financial_control" => boundary_financial_control_in_full(),
        "equity_share" => boundary_equity_share_in_full(),
        other => plain(other),
    }
}

/// Which potential methane of combustion takes, by its word in book.toml.
pub(crate) fn combustion_methane(word: &str) -> Message {
    if word == "non_fossil" { methane_non_fossil() } else { methane_fossil() }
}

/// The days a factor is valid.
pub(crate) fn dates(from: Option<Day>, to: Option<Day>) -> Message {
    match (from, to) {
        (Some(from), Some(to)) => from_to(from.to_string(), to.to_string()),
        (Some(from), None) => from_day(from.to_string()),
        (None, Some(to)) => until_day(to.to_string()),
        (None, None) => no_dates(),
    }
}

/// A property of a fuel with its number, or the two calorific values of one analysis.
pub(crate) fn property_used(used: &UsedProperty) -> Message {
    let fuel = &*used.row.fuel;
    match used.values.as_slice() {
        [(property, net), (_, gross), ..] => {
            property_both_calorific_values(fuel, net.to_string(), gross.to_string(), property.unit())
        }
        [(property, value)] => {
            let (value, unit) = (value.to_string(), property.unit());
            match property.kind() {
                PropertyKind::NetCalorificValue => property_net_calorific_value(fuel, value, unit),
                PropertyKind::GrossCalorificValue => property_gross_calorific_value(fuel, value, unit),
                PropertyKind::Density => property_density(fuel, value, unit),
            }
        }
        [] => plain(fuel),
    }
}

/// The rule by which a factor was chosen.
pub(crate) fn reason(reason: &Reason) -> Message {
    match reason {
        Reason::NamedByRow => reason_named_by_row(),
        Reason::Own => reason_own(),
        Reason::Given(set) => reason_given(&**set),
        Reason::Region(region) => reason_region(&**region),
        Reason::Everywhere => reason_everywhere(),
        Reason::StandIn { country, origin } => reason_stand_in(&**country, &**origin),
        Reason::RowsRegion(region) => reason_rows_region(&**region),
        Reason::ByLocation(rule) => reason_by_location(self::reason(rule)),
    }
}

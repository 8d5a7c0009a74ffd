//! What is taken off for sellers, and what they have to make it of.

use std::collections::BTreeMap;

use crate::accounts::books::in_tonnes;
use crate::id::SiteId;
use crate::inventory::{SiteStatement, Statement};
use crate::quantity::Co2e;
use crate::scope::{Category, LedgerBook, Scope, Scope2Method};

/// The two methods of Scope 2, with their books.
pub(super) const METHODS: [(LedgerBook, Scope2Method); 2] =
    [(LedgerBook::LocationBased, Scope2Method::LocationBased), (LedgerBook::MarketBased, Scope2Method::MarketBased)];

/// What a seller's buyers report again, by book and category.
type Sold = Vec<(LedgerBook, Category, Co2e)>;

/// The sellers of a statement of whom more is taken off than they have, with both figures by method of Scope 2.
pub(super) fn above(statement: &Statement) -> BTreeMap<&SiteId, Vec<String>> {
    let mut sold: BTreeMap<&SiteId, Sold> = BTreeMap::new();
    for elimination in statement.eliminations() {
        let of_seller = sold.entry(&elimination.from_site).or_default();
        of_seller.push((elimination.book, elimination.category, elimination.co2e()));
    }
    let sellers = statement.sites().iter().filter_map(|site| Some((site.site(), site, sold.get(site.site())?)));
    let above =
        sellers.map(|(id, site, sold)| (id, METHODS.iter().filter_map(|m| by_method(site, sold, *m)).collect()));
    above.filter(|(_, parts): &(_, Vec<String>)| !parts.is_empty()).collect()
}

/// What is taken off by one method, if it is more than the seller has: of all it sells, else of energy, else of what cold
/// water makes none of.
fn by_method(site: &SiteStatement, sold: &Sold, (book, method): (LedgerBook, Scope2Method)) -> Option<String> {
    let taken = |counts: &dyn Fn(Category) -> bool| {
        let counted =
            sold.iter().filter(|(of, category, _)| [book, LedgerBook::Main].contains(of) && counts(*category));
        counted.fold(Co2e::ZERO, |sum, (.., co2e)| sum + *co2e)
    };
    let in_book = |of: LedgerBook| sold.iter().any(|(other, ..)| *other == of);
    // What Scope 3 repeats is taken off beside either method; alone it is judged once.
    let name = match (in_book(book), book) {
        (true, _) => method.as_str(),
        (false, LedgerBook::LocationBased) => "Scope 3",
        (false, _) => return None,
    };
    let with_upstream = in_book(LedgerBook::Main);
    let of_all = if with_upstream { "its own scopes" } else { "its own Scope 1 and 2" };
    let energy = |category: Category| category.scope() == Scope::Two;
    let hot = |category: Category| energy(category) && category != Category::PurchasedCooling;
    let judged: [(String, Co2e, Option<Co2e>, &str); 3] = [
        (name.to_owned(), taken(&|_| true), own(site, book, |c| c.scope() != Scope::Three || with_upstream), of_all),
        (format!("energy, {name}"), taken(&energy), own(site, book, makes_energy), "its own to make it of"),
        (
            format!("power, steam and heat, {name}"),
            taken(&hot),
            own(site, book, |c| makes_energy(c) && c != Category::PurchasedCooling),
            "its own to make it of",
        ),
    ];
    let above = |(name, taken, own, of): (String, Co2e, Option<Co2e>, &str)| {
        let own = own.filter(|own| exceeds(taken, *own))?;
        Some(format!("{name}, {} of its buyers, {} of {of}", shown(taken), shown(own)))
    };
    judged.into_iter().find_map(above)
}

/// Whether energy is made of what a category counts: fuel, the gas of a process, what is bought; not a leak or a vehicle.
pub(super) fn makes_energy(category: Category) -> bool {
    let spent = matches!(category, Category::FugitiveEmissions | Category::MobileCombustion);
    category.scope() != Scope::Three && !spent
}

/// What a site has of some categories, its purchases by one method; `None` if the method values no figure of them.
pub(super) fn own(site: &SiteStatement, book: LedgerBook, counts: impl Fn(Category) -> bool) -> Option<Co2e> {
    let has_purchases = site.in_book(Scope::Two, LedgerBook::LocationBased).is_some();
    if has_purchases && site.in_book(Scope::Two, book).is_none() {
        return None;
    }
    let all = site.by_category().into_iter();
    let counted = all.filter(|(category, of, _)| counts(*category) && (category.scope() != Scope::Two || *of == book));
    Some(counted.fold(Co2e::ZERO, |sum, (.., co2e)| sum + co2e))
}

/// Sums of a site and of its buyers miss each other by a few units in the last place.
pub(super) fn exceeds(taken: Co2e, own: Co2e) -> bool {
    taken.as_tonnes() > own.as_tonnes() * (1.0 + 1e-9)
}

pub(super) fn shown(co2e: Co2e) -> String {
    format!("{} t CO2e", in_tonnes(co2e.as_tonnes()))
}

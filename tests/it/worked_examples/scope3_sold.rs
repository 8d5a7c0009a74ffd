//! Scope 3: what is sold, let, franchised and financed (categories 10 to 15).

use estate_carbon::scope::Scope3Category;

use super::example::{Example, named};
use super::fixture::{book, co2e, printed, scope3};

/// The examples of these categories.
pub const EXAMPLES: &[Example] = &[
    Example::new("ghgp-s3-ex10.2", "processing of 1,000 kg sold").tested(named!(processing_by_mass)),
    Example::new("ghgp-s3-ex11.1", "use of three products sold, 13,042,500 kg CO2e")
        .not_yet("uses × units × energy per use", "the use phase needs scope3_products.csv"),
    Example::new("ghgp-s3-ex11.3", "engines of an aeroplane, by mass, 36,000 kg CO2e")
        .not_yet("use of an intermediate product", "its share of the final product needs scope3_products.csv"),
    Example::new("ghgp-s3-ex12.1", "10,000 kg sold, landfilled and burnt")
        .tested(named!(end_of_life_by_treatment))
        .not_yet("shares of treatment", "they need scope3_products.csv; the test computes the mass of each"),
    Example::new("ghgp-s3-ex14.1", "five franchises, by their own Scopes 1 and 2")
        .tested(named!(franchises_as_they_report)),
    Example::new("ghgp-s3-ex15.1", "equity in four companies, 493,000 t CO2e")
        .not_yet("share of the investee's emissions", "shares need investments.csv"),
    Example::new("ghgp-s3-ex15.2", "equity by revenue and sector, 2,242,500 kg CO2e printed")
        .not_yet("revenue × factor × share", "shares need investments.csv"),
    Example::new("ghgp-s3-ex15.4", "four projects by cost or revenue, 7,519 t CO2e")
        .not_yet("cost × factor × share", "shares need investments.csv"),
    Example::new("gl-pcaf-others", "attribution of a bond, a loan, a mortgage and a vehicle")
        .not_yet("outstanding / value", "attribution needs investments.csv"),
];

/// 1,000 kg of an intermediate product, processed at 1.5 kg CO2e per kg: 1,500 kg CO2e.
///
/// Source: Technical Guidance for Calculating Scope 3 Emissions (version 1.0), GHG Protocol and
/// Carbon Trust, 2013, Example 10.2, p. 112, read in a conversion to text
/// (github.com/y-f-a/scope3chatbot at d60427b, scope3_data).
#[test]
pub fn processing_by_mass() {
    let accounts = book("AR4").valued("c10/processing", "1000,kg", 1.5).open();
    printed(co2e(&scope3(&accounts, Scope3Category::ProcessingOfSoldProducts)), "1500");
}

/// 10,000 kg sold, of which 90 % goes to landfill at 0.3 kg CO2e per kg and 10 % is burnt at 1.0: 3,700 kg CO2e.
///
/// The text has 10,000 tonnes; the table and the formula have kilograms.
///
/// Source: as [`processing_by_mass`], Example 12.1, p. 127.
#[test]
pub fn end_of_life_by_treatment() {
    let accounts = book("AR4")
        .valued("c12/landfill", &format!("{},kg", 10_000.0 * 0.9), 0.3)
        .valued("c12/incineration", &format!("{},kg", 10_000.0 * 0.1), 1.0)
        .open();
    printed(co2e(&scope3(&accounts, Scope3Category::EndOfLifeTreatmentOfSoldProducts)), "3700");
}

/// Five franchises report 275,000 kg CO2e of Scope 1 and 80,000 of Scope 2: 355,000 kg CO2e in category 14.
///
/// What another has calculated comes in as a mass with a factor of one.
///
/// Source: as [`processing_by_mass`], Example 14.1, p. 133.
#[test]
pub fn franchises_as_they_report() {
    let scopes: [[u32; 5]; 2] = [[100_000, 25_000, 30_000, 90_000, 30_000], [20_000, 10_000, 10_000, 30_000, 10_000]];
    let mut tables = book("AR4").factor("reported,c14/reported,kg,,CO2e:AR4,1");
    for kg_co2e in scopes.into_iter().flatten() {
        tables = tables.row(&format!("c14/reported,{kg_co2e},kg"));
    }
    printed(co2e(&scope3(&tables.open(), Scope3Category::Franchises)), "355000");
}

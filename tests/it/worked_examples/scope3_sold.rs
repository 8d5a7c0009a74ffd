//! Scope 3: what is sold, let, franchised and financed (categories 10 to 15).

use estate_carbon::scope::Scope3Category;

use super::example::{Example, named};
use super::fixture::{Tables, book, co2e, printed, scope3};

/// The examples of these categories.
pub const EXAMPLES: &[Example] = &[
    Example::new("ghgp-s3-ex10.2", "processing of 1,000 kg sold").tested(named!(processing_by_mass)),
    Example::new("ghgp-s3-ex11.1", "use of three products sold, 13,042,500 kg CO2e")
        .tested(named!(use_over_the_life_of_products)),
    Example::new("ghgp-s3-ex11.3", "engines of an aeroplane, by mass, 36,000 kg CO2e")
        .tested(named!(engines_by_their_mass)),
    Example::new("ghgp-s3-ex12.1", "10,000 kg sold, landfilled and burnt").tested(named!(end_of_life_by_treatment)),
    Example::new("ghgp-s3-ex14.1", "five franchises, by their own Scopes 1 and 2")
        .tested(named!(franchises_as_they_report)),
    Example::new("ghgp-s3-ex15.1", "equity in four companies, 493,000 t CO2e").tested(named!(equity_in_companies)),
    Example::new("ghgp-s3-ex15.2", "equity by revenue and sector, 2,242,500 kg CO2e printed")
        .tested(named!(equity_by_revenue_and_sector)),
    Example::new("ghgp-s3-ex15.4", "four projects by cost or revenue, 7,519 t CO2e")
        .tested(named!(projects_by_cost_or_revenue)),
    Example::new("gl-pcaf-others", "attribution of a bond, a loan, a mortgage and a vehicle")
        .tested(named!(attribution_by_outstanding_amount)),
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

/// 11,500, 1,900 and 20,000 products that are used 1,000, 1,100 and 2,000 times and take 1.3, 1.5 and 0.2 kWh a use, at
/// 0.5 kg CO2e: 13,042,500 kg CO2e.
///
/// Source: as [`processing_by_mass`], Example 11.1, pp. 117-118.
#[test]
pub fn use_over_the_life_of_products() {
    const USED: &str = "c11/use_of_sold_products,purchased_electricity/grid,use,kWh";
    let header = "activity,factors_of,method,unit,units_sold,lifetime_uses,quantity_per_use";
    let products = ["11500,1000,1.3", "1900,1100,1.5", "20000,2000,0.2"].map(|numbers| format!("{USED},{numbers}"));
    let accounts = book("AR4")
        .per("purchased_electricity/grid", "kWh", 0.5)
        .yearly("scope3_products.csv", header, &products.each_ref().map(String::as_str))
        .open();
    printed(co2e(&scope3(&accounts, Scope3Category::UseOfSoldProducts)), "13042500");
}

/// 10 engines of 20 t for aeroplanes of 500 t, which fly 300,000 km at 0.3 kg CO2e: 36,000 kg CO2e.
///
/// Source: as [`processing_by_mass`], Example 11.3, p. 124.
#[test]
pub fn engines_by_their_mass() {
    let header =
        "activity,factors_of,method,unit,units_sold,lifetime_uses,quantity_per_use,own_part,final_product,part_unit";
    let engines = "c11/use_of_sold_products,c11/flight,intermediate_use,km,10,300000,1,20,500,t";
    let accounts = book("AR4").per("c11/flight", "km", 0.3).yearly("scope3_products.csv", header, &[engines]).open();
    printed(co2e(&scope3(&accounts, Scope3Category::UseOfSoldProducts)), "36000");
}

/// 10,000 kg sold, of which 90 % goes to landfill at 0.3 kg CO2e per kg and 10 % is burnt at 1.0: 3,700 kg CO2e.
///
/// The text has 10,000 tonnes; the table and the formula have kilograms.
///
/// Source: as [`processing_by_mass`], Example 12.1, p. 127.
#[test]
pub fn end_of_life_by_treatment() {
    let header = "activity,factors_of,method,mass_sold,mass_unit,treatment_share";
    let treatments = [
        "c12/end_of_life,c12/landfill,end_of_life,10000,kg,0.9",
        "c12/end_of_life,c12/incineration,end_of_life,10000,kg,0.1",
        "c12/end_of_life,c12/recycling,end_of_life,10000,kg,0",
    ];
    let accounts = book("AR4")
        .per("c12/landfill", "kg", 0.3)
        .per("c12/incineration", "kg", 1.0)
        .per("c12/recycling", "kg", 0.0)
        .yearly("scope3_products.csv", header, &treatments)
        .open();
    printed(co2e(&scope3(&accounts, Scope3Category::EndOfLifeTreatmentOfSoldProducts)), "3700");
}

/// Five franchises report 275,000 kg CO2e of Scope 1 and 80,000 of Scope 2: 355,000 kg CO2e in category 14.
///
/// What another has calculated takes no factor; all of it is the franchisor's.
///
/// Source: as [`processing_by_mass`], Example 14.1, p. 133.
#[test]
pub fn franchises_as_they_report() {
    let scopes: [[u32; 5]; 2] = [[100_000, 25_000, 30_000, 90_000, 30_000], [20_000, 10_000, 10_000, 30_000, 10_000]];
    let rows: Vec<String> =
        scopes.as_flattened().iter().map(|kg| format!("c14/franchises,{kg},kg,AR4,1,1,piece")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let header = "activity,quantity,unit,gwp,own,total,share_unit";
    let accounts = book("AR4").yearly("allocations.csv", header, &rows).open();
    printed(co2e(&scope3(&accounts, Scope3Category::Franchises)), "355000");
}

/// t CO2e of investments.
fn invested(tables: Tables, header: &str, rows: &[&str]) -> f64 {
    let accounts = tables.yearly("investments.csv", header, rows).open();
    co2e(&scope3(&accounts, Scope3Category::Investments)) / 1e3
}

/// 40 % of a company that emits 120,000 t CO2e, 15 % of one with 200,000, and 25 % each of two with 1,600,000 and
/// 60,000: 493,000 t CO2e.
///
/// Source: as [`processing_by_mass`], Example 15.1, pp. 142-143.
#[test]
pub fn equity_in_companies() {
    let companies = ["120000,t,AR4,0.4", "200000,t,AR4,0.15", "1600000,t,AR4,0.25", "60000,t,AR4,0.25"]
        .map(|numbers| format!("c15/equity,equity,{numbers}"));
    let header = "activity,method,quantity,unit,gwp,equity_share";
    printed(invested(book("AR4"), header, &companies.each_ref().map(String::as_str)), "493000");
}

/// Four companies by revenue: 3,000,000 USD in telecommunication at 0.6 kg CO2e, 5 % held; 7,500,000 in pharmaceuticals
/// at 0.5, 15 %; 1,150,000 in energy at 3.0, 20 %; 5,500,000, of which 60 % in food at 2.0 and 40 % in apparel at 1.5,
/// 10 %: 2,242,500 "tonnes" is printed; it is 2,332,500 kg CO2e.
///
/// The factors are per dollar in kg, and so is the sum. The page has 900,000 for the last company, which
/// a revenue of 5,000,000 gives; its own numbers make 990,000.
///
/// Source: as [`processing_by_mass`], Example 15.2, p. 145.
#[test]
pub fn equity_by_revenue_and_sector() {
    let with_last_revenue = |revenue: u32| {
        let rows = [
            "c15/equity,c15/telecommunication,equity,3000000,USD,,0.05",
            "c15/equity,c15/pharmaceuticals,equity,7500000,USD,,0.15",
            "c15/equity,c15/energy,equity,1150000,USD,,0.2",
            &format!("c15/equity,c15/food,equity,{revenue},USD,0.6,0.1"),
            &format!("c15/equity,c15/apparel,equity,{revenue},USD,0.4,0.1"),
        ];
        let sectors =
            [("telecommunication", 0.6), ("pharmaceuticals", 0.5), ("energy", 3.0), ("food", 2.0), ("apparel", 1.5)];
        let tables = sectors
            .into_iter()
            .fold(book("AR4"), |tables, (sector, per_usd)| tables.per(&format!("c15/{sector}"), "USD", per_usd));
        let header = "activity,factors_of,method,quantity,unit,sector_share,equity_share";
        invested(tables, header, &rows) * 1e3
    };
    printed(with_last_revenue(5_500_000), "2332500");
    printed(with_last_revenue(5_000_000), "2242500");
}

/// Projects of 20, 8, 3 and 15 million USD of cost or revenue at 310, 325, 500 and 9,000 t CO2e per million, of which
/// 7, 10, 5 and 5 % are financed: 7,519 t CO2e.
///
/// The page gives the shares, not the money that is outstanding: here it is so much of a hundred.
///
/// Source: as [`processing_by_mass`], Example 15.4, pp. 150-151.
#[test]
pub fn projects_by_cost_or_revenue() {
    let (mut tables, mut rows) = (book("AR4"), Vec::new());
    for (project, (millions, percent, tonnes)) in
        [(20, 7, 310.0), (8, 10, 325.0), (3, 5, 500.0), (15, 5, 9_000.0)].into_iter().enumerate()
    {
        let factors_of = format!("c15/project.{project}");
        tables = tables.per(&factors_of, "USD", tonnes / 1e3);
        rows.push(format!("c15/project_finance,{factors_of},financed,{millions}e6,USD,{percent},100,USD,project_cost"));
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let header = "activity,factors_of,method,quantity,unit,outstanding,value,currency,denominator";
    printed(invested(tables, header, &rows), "7519");
}

/// 5,000,000 of a bond, EVIC 80,000,000: 0.0625; a loan of 2,000,000, equity and debt 20,000,000: 0.1; a mortgage of
/// 300,000 on a property of 500,000: 0.6; a loan of 25,000 on a vehicle of 40,000: 0.625. No currency is named.
///
/// What of one tonne is attributed is the factor, in tonnes.
///
/// Source: GreenLang test suite, akshay-greenlang/Code-V1_GreenLang, 2026,
/// packs/eu-compliance/PACK-012-csrd-financial-service/tests/test_financed_emissions.py at e9b5245.
#[test]
pub fn attribution_by_outstanding_amount() {
    let header = "activity,method,quantity,unit,gwp,outstanding,value,currency,denominator";
    let attributed = |code: &str, outstanding: u32, value: u32, denominator: &str| {
        let row = format!("c15/{code},financed,1,t,AR4,{outstanding},{value},USD,{denominator}");
        invested(book("AR4"), header, &[&row])
    };
    printed(attributed("corporate_debt", 5_000_000, 80_000_000, "evic"), "0.0625");
    printed(attributed("corporate_debt", 2_000_000, 20_000_000, "equity_plus_debt"), "0.1");
    printed(attributed("mortgages", 300_000, 500_000, "property_value"), "0.6");
    printed(attributed("motor_vehicle_loans", 25_000, 40_000, "vehicle_value"), "0.625");
}

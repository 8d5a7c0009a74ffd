//! The pairs: what can be computed by a row of activity and by a method, by two methods, or by two factors.

/// One way to compute a thing: a row of a table, without site and days.
pub struct Way {
    pub table: &'static str,
    pub row: String,
}

/// Two ways to compute one thing in a country.
pub struct Pair {
    pub name: String,
    pub country: &'static str,
    pub ways: [Way; 2],
}

/// The columns of a table after site and days.
pub fn header(table: &str) -> &'static str {
    match table {
        "activities" => "activity,quantity,unit,basis,factor_id",
        "abated_processes" => "activity,product,unit,destruction,utilisation",
        "carbonates" => {
            "activity,method,material,mass,unit,carbonate_fraction,cullet_share,hydrated_share,hydrate_water"
        }
        "carbon_balance" => "balance_id,activity,direction,material,mass,unit,biogenic_share",
        "clinker" => "clinker,unit,kiln_dust_factor",
        "fuel_analyses" => "activity,quantity,unit,basis,carbon_kg_per_gj,biogenic_fraction",
        "incineration" => "waste,plant,quantity,unit",
        "refrigerants" => "gas,method,unit,stock_start,stock_end,received,disbursed,capacity_start,capacity_end",
        "spend" => "activity,spend,currency,factor_currency,exchange_rate,price_index_spend,price_index_factor",
        "travel" => "activity,method,travellers,trips,distance,distance_unit",
        "wastewater" => "treatment,water,measure,load,unit",
        _ => panic!("{table}"),
    }
}

fn way(table: &'static str, row: impl Into<String>) -> Way {
    Way { table, row: row.into() }
}

/// A quantity of an activity by its built-in factor.
fn activity(row: impl std::fmt::Display) -> Way {
    way("activities", format!("{row},,"))
}

fn pair(name: impl Into<String>, country: &'static str, one: Way, other: Way) -> Pair {
    Pair { name: name.into(), country, ways: [one, other] }
}

/// A pair of any country, computed in one whose own factors are of electricity alone.
fn anywhere(name: impl Into<String>, one: Way, other: Way) -> Pair {
    pair(name, "VN", one, other)
}

pub fn pairs() -> Vec<Pair> {
    [incineration(), wastewater(), minerals(), others(), fuels(), japan()].into_iter().flatten().collect()
}

/// Waste burnt: the activity's code, and the waste of incineration.csv.
fn incineration() -> Vec<Pair> {
    let same = ["industrial_rubber", "industrial_textile", "nappies", "plastics", "rubber_leather", "textiles", "wood"];
    let other = [
        ("clinical_waste", "clinical"),
        ("food_waste", "food"),
        ("fossil_liquid_waste", "fossil_liquid"),
        ("garden_waste", "garden_park"),
        ("paper", "paper_cardboard"),
        ("solvents_petroleum_products", "industrial_petroleum_solvents_plastics"),
    ];
    let all = same.into_iter().map(|waste| (waste, waste)).chain(other);
    all.map(|(code, waste)| {
        let burnt = activity(format!("waste_treatment/incineration.{code},100,t"));
        anywhere(format!("burnt {waste}"), burnt, way("incineration", format!("{waste},continuous_stoker,100,t")))
    })
    .collect()
}

/// Organics and nitrogen treated: the activity's code, and the treatment and water of wastewater.csv.
fn wastewater() -> Vec<Pair> {
    let organics = [
        ("aerobic_plant_overloaded", "aerobic_plant_overloaded", "industrial"),
        ("anaerobic_reactor", "anaerobic_reactor", "industrial"),
        ("deep_lagoon", "deep_lagoon", "industrial"),
        ("discharge_to_water", "discharge_to_water", "industrial"),
        ("discharge_to_water.flowing", "discharge_to_water_flowing", "industrial"),
        ("discharge_to_water.reservoir", "discharge_to_water_reservoir", "industrial"),
        ("shallow_lagoon", "shallow_lagoon", "industrial"),
        ("sludge_digester", "sludge_digester", "industrial"),
        ("aerobic_plant", "aerobic_plant", "industrial"),
        ("domestic_aerobic_plant", "aerobic_plant", "domestic"),
        ("septic_tank", "septic_tank", "domestic"),
        ("stagnant_sewer", "stagnant_sewer", "domestic"),
    ];
    let nitrogen = [
        ("effluent_nitrogen", "discharge_to_water"),
        ("effluent_nitrogen.eutrophic", "discharge_to_water_eutrophic"),
        ("nitrogen.aerobic_plant", "aerobic_plant"),
    ];
    let of_organics = organics.into_iter().flat_map(|(code, treatment, water)| {
        [("COD", ""), ("BOD", ".bod")].map(|(measure, ending)| {
            let load = activity(format!("wastewater_treatment/{code}{ending},100000,kg"));
            let method = way("wastewater", format!("{treatment},{water},{measure},100000,kg"));
            anywhere(format!("{measure} in {treatment}, {water}"), load, method)
        })
    });
    let of_nitrogen = nitrogen.into_iter().map(|(code, treatment)| {
        let load = activity(format!("wastewater_treatment/{code},1000,kg"));
        anywhere(
            format!("nitrogen in {treatment}"),
            load,
            way("wastewater", format!("{treatment},domestic,nitrogen,1000,kg")),
        )
    });
    of_organics.chain(of_nitrogen).collect()
}

/// Clinker, lime, glass and carbonates.
fn minerals() -> Vec<Pair> {
    let process = |code: &str| activity(format!("process_emissions/{code},1000,t"));
    let of = |code: &str, rest: &str| way("carbonates", format!("process_emissions/{code},{rest}"));
    let lime = |name: &str, code: &str, material: &str| {
        anywhere(name, process(code), of(code, &format!("lime,{material},1000,t,,,0,0")))
    };
    let mut all = vec![
        anywhere("clinker", process("clinker"), way("clinker", "1000,t,")),
        anywhere("clinker without dust", process("clinker.no_kiln_dust"), way("clinker", "1000,t,1")),
        lime("high-calcium lime", "lime.high_calcium", "lime_high_calcium"),
        lime("dolomitic lime", "lime.dolomitic", "lime_dolomitic"),
        lime("dolomitic lime, developing", "lime.dolomitic_developing", "lime_dolomitic_developing"),
        lime("hydraulic lime", "lime.hydraulic", "lime_hydraulic"),
        anywhere("glass", process("glass"), of("glass", "glass,glass,1000,t,,,,")),
        anywhere("limestone", process("limestone_use"), of("limestone_use", "carbonate,limestone,1000,t,,,,")),
        anywhere(
            "limestone of desulphurisation",
            process("flue_gas_desulphurisation"),
            of("flue_gas_desulphurisation", "carbonate,limestone,1000,t,,,,"),
        ),
        anywhere(
            "limestone in a carbon balance",
            process("limestone_use"),
            way("carbon_balance", "b,process_emissions/pig_iron,in,limestone,1000,t,0"),
        ),
    ];
    let grades = [
        "container_amber_green",
        "container_flint",
        "fibreglass_e_glass",
        "fibreglass_insulation",
        "float",
        "lab_pharma",
    ];
    all.extend(grades.into_iter().chain(["lighting", "tableware"]).map(|grade| {
        let code = format!("glass.{grade}");
        anywhere(format!("{grade} glass"), process(&code), of(&code, &format!("glass,glass_{grade},1000,t,,0,,")))
    }));
    let carbonates = ["barium_carbonate", "dolomite", "lithium_carbonate", "magnesite", "potassium_carbonate"];
    let more = ["rhodochrosite", "siderite", "soda_ash", "sodium_bicarbonate", "strontium_carbonate"];
    all.extend(carbonates.into_iter().chain(more).map(|material| {
        let code = format!("{material}_use");
        anywhere(material, process(&code), of(&code, &format!("carbonate,{material},1000,t,1,,,")))
    }));
    all
}

/// Gases of equipment, acids without abatement, spend and travel.
fn others() -> Vec<Pair> {
    let mut all = Vec::new();
    for gas in ["R-410A", "HFC-134a", "SF6", "R-404A"] {
        let released = activity(format!("fugitive_emissions/{gas},10,kg"));
        all.push(anywhere(
            format!("{gas} leaked"),
            released,
            way("refrigerants", format!("{gas},mass_balance,kg,10,0,0,0,0,0")),
        ));
    }
    for acid in ["adipic_acid", "nitric_acid", "nitric_acid.single_high_pressure", "caprolactam", "hcfc_22_production"]
    {
        let product = activity(format!("process_emissions/{acid},100,t"));
        all.push(anywhere(acid, product, way("abated_processes", format!("process_emissions/{acid},100,t,0,0"))));
    }
    // Nothing destroys CO2: abated or not, it is the same.
    all.push(anywhere(
        "CO2 of an abated process",
        activity("process_emissions/ammonia,100,t"),
        way("abated_processes", "process_emissions/ammonia,100,t,0.98,1"),
    ));
    all.push(anywhere(
        "spend",
        activity("c01/spend.325110,1000,USD"),
        way("spend", "c01/spend.325110,1000,USD,USD,1,,"),
    ));
    all
}

/// Fuels by their codes, by their carbon, and by the factor of another source.
fn fuels() -> Vec<Pair> {
    let burnt = |row: &str| activity(format!("stationary_combustion/{row}"));
    let named = |row: &str, id: &str| way("activities", format!("stationary_combustion/{row},{id}"));
    let carbon = |row: &str| way("fuel_analyses", format!("stationary_combustion/{row},0"));
    vec![
        anywhere(
            "natural gas by its carbon",
            way("activities", "stationary_combustion/natural_gas,1,TJ,net,"),
            carbon("natural_gas,1,TJ,net,15.3"),
        ),
        anywhere(
            "coal by its carbon",
            way("activities", "stationary_combustion/other_bituminous_coal,1,TJ,net,"),
            carbon("other_bituminous_coal,1,TJ,net,25.8"),
        ),
        pair(
            "Thai gas by IPCC",
            "TH",
            named("natural_gas,1,TJ,net", ""),
            named("natural_gas,1,TJ,net", "ipcc-2006/stationary/natural_gas"),
        ),
        pair(
            "Thai coal by IPCC",
            "TH",
            burnt("sub_bituminous_coal,100,t"),
            named("sub_bituminous_coal,100,t,", "ipcc-2006/stationary/sub_bituminous_coal"),
        ),
        pair(
            "Thai diesel by IPCC",
            "TH",
            burnt("gas_diesel_oil,1000,L"),
            named("gas_diesel_oil,1000,L,", "ipcc-2006/stationary/gas_diesel_oil"),
        ),
        pair("Thai LPG by IPCC", "TH", burnt("lpg,1000,kg"), named("lpg,1000,kg,", "ipcc-2006/stationary/lpg")),
        pair("Thai LPG by mass", "TH", burnt("lpg,1000,L"), burnt("lpg,540,kg")),
    ]
}

/// Fuels of Japan, by the list of its reporting scheme and otherwise.
fn japan() -> Vec<Pair> {
    let row = |row: &str| way("activities", format!("stationary_combustion/{row}"));
    let diesel = "gas_diesel_oil,1000,L,,";
    vec![
        pair(
            "Japanese coal net and gross",
            "JP",
            row("other_bituminous_coal,950,GJ,net,"),
            row("other_bituminous_coal,1000,GJ,gross,"),
        ),
        pair(
            "Japanese coal by mass",
            "JP",
            row("other_bituminous_coal,950,GJ,net,"),
            row("other_bituminous_coal,38.3142,t,,"),
        ),
        pair(
            "Japanese coal by IPCC",
            "JP",
            row("other_bituminous_coal,950,GJ,net,"),
            row("other_bituminous_coal,950,GJ,net,ipcc-2006/stationary/other_bituminous_coal"),
        ),
        pair("Japanese gas net and gross", "JP", row("natural_gas,900,GJ,net,"), row("natural_gas,1000,GJ,gross,")),
        pair(
            "Japanese natural gas by IPCC",
            "JP",
            row("natural_gas,900,GJ,net,"),
            row("natural_gas,900,GJ,net,ipcc-2006/stationary/natural_gas"),
        ),
        pair(
            "Japanese diesel net and gross",
            "JP",
            row("gas_diesel_oil,950,GJ,net,"),
            row("gas_diesel_oil,1000,GJ,gross,"),
        ),
        pair(
            "Japanese diesel burnt and driven",
            "JP",
            row(diesel),
            activity("mobile_combustion/gas_diesel_oil,1000,L"),
        ),
        pair(
            "Japanese diesel by IPCC",
            "JP",
            row(diesel),
            row("gas_diesel_oil,1000,L,,ipcc-2006/stationary/gas_diesel_oil"),
        ),
        pair("Japanese diesel by mass", "JP", row(diesel), row("gas_diesel_oil,870,kg,,")),
        pair("Japanese LPG by volume", "JP", row("lpg,540,kg,,"), row("lpg,1000,L,,")),
    ]
}

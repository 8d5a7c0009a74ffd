//! One mistake is one error: what follows from it is not reported as if it were another.

use estate_carbon::{Code, Diagnostics};

use crate::diagnostics::{Spoilt, project};

fn codes(found: &Diagnostics) -> Vec<String> {
    found.iter().map(|d| d.code().to_string()).collect()
}

/// A book without activity rows and with one table of a method.
fn of_a_method(table: &str, text: &str) -> Diagnostics {
    let book = Spoilt::minimal();
    book.without("activities.csv").with(table, text).diagnostics()
}

#[test]
fn a_book_of_methods_whose_rows_are_all_refused_misses_no_activity_rows() {
    let header = "site_id,start,end,gas,method,unit,equipment,new_charge\n";
    let row = |gas: &str, unit: &str| format!("F1,2024-01-01,2024-12-31,{gas},lifecycle,{unit},chiller,10\n");
    let refused = [
        row("R-999", "kg"),
        row("R-410A", "kgx"),
        row("R-999", "kg") + &row("R-998", "kg"),
        "F1,2024-13-01,2024-12-31,R-410A,lifecycle,kg,chiller,10\n".to_owned(),
    ];
    for rows in refused {
        let found = of_a_method("refrigerants.csv", &(header.to_owned() + &rows));
        assert!(found.errors() > 0 && !codes(&found).contains(&"GHG101".to_owned()), "{}", found.render());
    }
    let found = of_a_method("refrigerants.csv", "site,start\nF1,2024-01-01\n");
    assert!(found.errors() > 0 && !codes(&found).contains(&"GHG101".to_owned()), "a wrong header: {}", found.render());
    let found = of_a_method("x_refrigerants.csv", header);
    assert!(codes(&found).contains(&"GHG101".to_owned()), "no table at all: {}", found.render());
}

#[test]
fn a_refused_factor_is_not_missed_by_the_rows_that_take_it() {
    let header = "factor_id,activity,unit,gas,kg_per_unit,basis,publisher\n";
    let factor = "own/gas,stationary_combustion/our_gas,kg,CO2,3,,Lab\n";
    let rows = "site_id,start,end,activity,quantity,unit,factor_id\n\
                F1,2024-01-01,2024-01-31,stationary_combustion/our_gas,1,kg,\n\
                F1,2024-02-01,2024-02-29,stationary_combustion/our_gas,1,kg,own/gas\n";
    let with = |factors: &str| {
        let book = Spoilt::minimal();
        book.with("activities.csv", rows).with("factors.csv", factors).diagnostics()
    };
    assert_eq!(with(&(header.to_owned() + factor)).errors(), 0);
    for (wrong, by, code) in [
        ("CO2,", "CO2x,", "GHG201"),
        (",3,", ",three,", "GHG114"),
        (",kg,", ",kgs/h,", "GHG126"),
        (",Lab", ",", "GHG113"),
    ] {
        let found = with(&(header.to_owned() + &factor.replacen(wrong, by, 1)));
        assert_eq!(codes(&found), [code], "{}", found.render());
    }
    let found = with(&(header.replace("gas,", "gaz,") + factor));
    assert_eq!(codes(&found), ["GHG105", "GHG106"], "{}", found.render());
    // A code that no factor was given for is missed all the same.
    let other = factor.replace("our_gas", "other_gas").replace("CO2", "CO2x").replace("own/gas", "own/other");
    let found = with(&(header.to_owned() + &other));
    assert!(codes(&found).contains(&"GHG125".to_owned()), "{}", found.render());
}

#[test]
fn a_refused_factor_of_a_folder_is_not_missed_either() {
    let book = Spoilt::minimal();
    let folder = book.path().join("set");
    std::fs::create_dir(&folder).expect("made");
    let text =
        "factor_id,activity,unit,gas,kg_per_unit,publisher\nset/gas,stationary_combustion/our_gas,kg,CO2x,3,Lab\n";
    std::fs::write(folder.join("factors.csv"), text).expect("written");
    let manifest = std::fs::read_to_string(project("datasets/books/minimal/book.toml")).expect("a manifest");
    book.with("book.toml", format!("factors = [\"set\"]\n{manifest}"));
    let rows =
        "site_id,start,end,activity,quantity,unit\nF1,2024-01-01,2024-01-31,stationary_combustion/our_gas,1,kg\n";
    let found = book.with("activities.csv", rows).diagnostics();
    assert_eq!(found.iter().map(|d| d.code()).collect::<Vec<_>>(), [Code::UnknownGas], "{}", found.render());
}

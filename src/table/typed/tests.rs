use super::*;
use crate::table::Schema;

fn words<T: Word>() -> Vec<&'static str> {
    T::ALL.iter().map(|value| value.as_str()).collect()
}

/// A column whose words are those of a type of the program lists them all, and in their order.
#[test]
fn declared_choices_are_the_words_of_their_types() {
    let mut found = 0;
    for (schema, column) in Schema::all().iter().flat_map(|one| one.columns.iter().map(move |column| (one, column))) {
        let words = match (schema.table.as_str(), column.name.as_str()) {
            (_, "role") => words::<Role>(),
            (_, "basis") => words::<HeatBasis>(),
            (_, "gwp") => words::<GwpSet>(),
            _ => continue,
        };
        assert_eq!(column.choices, words, "{}: {}", schema.table, column.name);
        found += 1;
    }
    assert!(found > 5, "{found}");
}

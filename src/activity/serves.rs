//! What serves in place of waste factors that mean something else abroad.
//!
//! British values of incineration and recycling are transport alone, because the user of the heat or the material
//! carries the rest; those of landfill have British gas capture in them.

/// Beginnings of codes, and what to do for them outside Britain.
const WASTE: [(&str, &str); 5] = [
    (
        "c05/incineration_",
        "the carbon of the waste decides: incineration.csv where the site burns it; where others do, take gases of \
         `ipcc-2006/waste/incineration.…` (`estate-carbon factors search incineration`) into factors.csv",
    ),
    (
        "c05/landfill_",
        "landfill and climate decide: landfills.csv and landfill_deposits.csv for a landfill of the site; for another's, \
         its operator's figure or the sum of IPCC 2006, Volume 5, Chapter 3 in factors.csv",
    ),
    (
        "c05/recycling_",
        "only the way to the recycler counts here: a row of `c04/road_freight_hgv`, or the collector's figure in factors.csv",
    ),
    (
        "c05/composting_",
        "take methane and nitrous oxide of `ipcc-2006/waste/composting` (`estate-carbon factors search composting`) into \
         factors.csv",
    ),
    (
        "c05/anaerobic_digestion_",
        "the plant's leaks decide: its operator's figure, or IPCC 2006, Volume 5, Table 4.1, in factors.csv",
    ),
];

/// What serves for an activity whose British factor is offered in Britain only.
pub(crate) fn serves(activity: &str) -> Option<&'static str> {
    WASTE.iter().find(|(begin, _)| activity.starts_with(begin)).map(|(_, help)| *help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waste_has_its_advice_and_nothing_else_has() {
        assert!(serves("c05/incineration_plastics").is_some_and(|help| help.contains("incineration.csv")));
        assert!(serves("c05/landfill_mixed").is_some_and(|help| help.contains("landfills.csv")));
        assert!(serves("c05/recycling_open_loop_plastics").is_some());
        assert_eq!(serves("c05/wastewater_treatment"), None);
        assert_eq!(serves("purchased_electricity/grid"), None);
    }
}

//! The examples run, so that what they assert holds.

#[path = "../../examples/by_sector_and_month.rs"]
mod by_sector_and_month;
#[path = "../../examples/in_memory.rs"]
mod in_memory;
#[path = "../../examples/web_handler.rs"]
mod web_handler;

#[test]
fn the_examples_run_and_what_they_assert_holds() {
    in_memory::main().expect("as its folder");
    web_handler::main();
    by_sector_and_month::main().expect("sums that tie");
}

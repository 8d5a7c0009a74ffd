//! Books whose figures come from tables of methods, by the real path.

mod fuel;
mod process;
mod chain;

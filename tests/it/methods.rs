//! Books whose figures come from tables of methods, by the real path.

mod captured;
mod chain;
mod fuel;
mod process;
mod waste;

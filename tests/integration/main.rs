//! All integration tests, one binary.

mod batch;
mod cli;
mod data;
mod errors;
mod golden;
mod output;
mod support;

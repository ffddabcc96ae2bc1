//! One integration binary.

mod standin;

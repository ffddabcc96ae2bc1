//! Runs the real program and compares all that it says; one integration binary, one file a behavior.

mod check;

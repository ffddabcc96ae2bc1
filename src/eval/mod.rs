//! Labelled questions, and how well they are answered.
//!
//! ```text
//! files -> cases -> graded replies -> report -> table or JSON
//!                                          \-> missed limits
//! ```
//! Invariants: a question is graded by the very reply that people would get; every file is read before anything is
//! asked, and a file with faults is not run; a share of nothing is no measure, never 0 or 100 percent.

mod case;
mod grade;
mod leave_one_out;
mod limit;
mod load;
mod report;
mod table;
mod tally;
mod tsv;
mod yaml;

pub use case::{Case, Expected};
pub use grade::{Grade, grade};
pub use leave_one_out::{LeaveOneOut, LeftOut, leave_one_out};
pub use limit::{Limit, Measure, Missed};
pub use load::{CasesError, load};
pub use report::{Report, Shown, evaluate};
pub use table::table;
pub use tally::{InScope, OutOfScope, Tally};

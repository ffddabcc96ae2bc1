//! Labelled questions, and how well they are answered.
//!
//! ```text
//! files -> cases -> graded replies ------> report -> table, JSON or page
//!                \-> trials -> curve, bins -/     \-> missed limits
//! ```
//! Invariants: a question is graded by the very reply that people would get; every file is read before anything is
//! asked, and a file with faults is not run; a share of nothing is no measure, never 0 or 100 percent.

mod case;
mod confidence;
mod curve;
mod grade;
mod leave_one_out;
mod limit;
mod load;
mod page;
mod reliability;
mod report;
mod table;
mod tally;
mod thin;
mod trial;
mod tsv;
mod yaml;

pub use case::{Case, Expected};
pub use confidence::Confidence;
pub use curve::{Curve, Shares};
pub use grade::{Grade, grade};
pub use leave_one_out::{LeaveOneOut, LeftOut, leave_one_out};
pub use limit::{Limit, Measure, Missed};
pub use load::{CasesError, load};
pub use page::page;
pub use reliability::{Bin, Reliability};
pub use report::{Report, Shown, evaluate};
pub use table::table;
pub use tally::{InScope, OutOfScope, Tally};
pub use trial::{Estimate, Step, Trial};

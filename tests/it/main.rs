//! One integration binary: one file a behavior, and harnesses that drive the real program.
#![allow(clippy::print_stderr, reason = "what a failing test shows")]

mod bot;
mod delivery_limits;
mod delivery_migration;
mod delivery_outages;
mod delivery_refusals;
mod delivery_secrets;
mod delivery_stops;
mod delivery_updates;
mod manners;
mod manners_buttons;
mod manners_edits;
mod manners_groups;
mod manners_inline;
mod manners_menus;
mod manners_private;
mod standin;

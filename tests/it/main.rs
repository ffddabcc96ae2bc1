//! Runs the real program and compares all that it says; one integration binary, one file a behavior.
#![allow(clippy::print_stderr, reason = "what a failing test shows")]

mod support;

mod ask;
mod ask_stdin;
mod bot;
mod chat;
mod check;
mod completions;
mod delivery_disk;
mod delivery_limits;
mod delivery_migration;
mod delivery_outages;
mod delivery_refusals;
mod delivery_secrets;
mod delivery_stops;
mod delivery_updates;
mod eval;
mod help;
mod live;
mod live_serve;
mod manners;
mod manners_admins;
mod manners_buttons;
mod manners_edits;
mod manners_groups;
mod manners_inline;
mod manners_menus;
mod manners_private;
mod pinyin;
mod preview;
mod running;
mod serve_memory;

mod shipped;
mod small_talk;
mod standin;

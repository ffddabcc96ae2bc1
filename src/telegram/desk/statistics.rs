//! `/stats`: shows the bot's admins, in their private chats, what was asked in vain and what was found unhelpful.
//!
//! Invariants: for everybody else, and in groups, the command does not exist; the store knows neither who nor where, so
//! no admin can.

use super::Desk;
use super::said::Said;
use super::tongue::Tongue;
use crate::reply::telegram_phrases as phrases;
use crate::store::{Day, Summary, Tally};
use crate::telegram::incoming::Message;
use crate::telegram::render::units::shorten;
use crate::telegram::render::{Html, Sheet, Style};
use crate::text::Lang;

/// The command.
pub(super) const COMMAND: &str = "stats";

/// How many days are summed up.
const DAYS: u16 = 30;

/// How many of each kind are named: a phone's screen.
const MOST: u32 = 10;

/// The longest question shown, in characters.
const LONGEST: usize = 80;

impl Desk {
    /// Whether `message` is an admin's, where nobody else reads the answer.
    pub(super) fn is_admins(&self, message: &Message) -> bool {
        let from = message.from.as_ref().filter(|_| message.chat.is_private() && message.sender_chat.is_none());
        from.is_some_and(|from| self.admins.contains(&from.id.0))
    }

    /// The figures of the last weeks.
    pub(super) async fn statistics(&self, tongue: &Tongue) -> Said {
        let lang = tongue.of("");
        let html = match self.store.summary(Day::today().before(DAYS - 1), MOST).await {
            Ok(summary) => shown(&summary, self.store.keeps_unanswered(), lang),
            Err(error) => {
                tracing::warn!(%error, "the statistics cannot be read");
                Html::plain(phrases::stats_unreadable(lang))
            }
        };
        Said::plain(Sheet::new(html))
    }
}

/// Help, with a line that only an admin reads.
pub(super) fn told_of(mut help: Said, tongue: &Tongue) -> Said {
    let line = format!("\n\n/{COMMAND} {}", phrases::stats_line(tongue.of("")));
    help.sheet.html.push(Style::Plain, &line);
    help
}

fn shown(summary: &Summary, keeps_unanswered: bool, lang: Lang) -> Html {
    let mut html = Html::default();
    html.push(Style::Bold, &phrases::stats_of(lang, DAYS));
    if *summary == Summary::default() {
        html.push(Style::Plain, &format!("\n{}", phrases::nothing_counted(lang)));
    }
    tally(&mut html, &summary.unanswered, |different, times| phrases::asked_in_vain(lang, different, times));
    tally(&mut html, &summary.none_of_these, |different, times| phrases::asked_past(lang, different, times));
    if !summary.unhelpful.is_empty() {
        heading(&mut html, phrases::found_unhelpful(lang));
        for thought in &summary.unhelpful {
            let line = format!("\n• {} 👎 {} 👍 {}", thought.entry, thought.not_helpful, thought.helpful);
            html.push(Style::Plain, &line);
        }
    }
    if summary.helpful > 0 {
        html.push(Style::Plain, &format!("\n\n{}", phrases::found_helpful(lang, summary.helpful)));
    }
    if summary.buried > 0 {
        html.push(Style::Plain, &format!("\n\n{}", phrases::not_deliverable(lang, summary.buried)));
    }
    if !keeps_unanswered {
        html.push(Style::Plain, &format!("\n\n{}", phrases::unanswered_not_kept(lang)));
    }
    html
}

fn tally(html: &mut Html, tally: &Tally, title: impl Fn(u64, u64) -> String) {
    if tally.times == 0 {
        return;
    }
    heading(html, &title(tally.different, tally.times));
    for (text, times) in &tally.first {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        html.push(Style::Plain, &format!("\n• {} × {times}", shorten(&text, LONGEST)));
    }
}

fn heading(html: &mut Html, title: &str) {
    html.push(Style::Plain, "\n\n");
    html.push(Style::Bold, title);
}

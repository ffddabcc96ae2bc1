//! Names a day (UTC), the finest time that counts are kept by: nobody can be found again by a day.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// Today.
    #[must_use]
    pub fn today() -> Self {
        Self::of(now())
    }

    /// The day so many days before.
    #[must_use]
    pub fn before(self, days: u16) -> Self {
        Self(self.0 - i64::from(days))
    }

    /// The day of a Unix time in seconds.
    #[must_use]
    pub fn of(seconds: i64) -> Self {
        Self(seconds.div_euclid(86_400))
    }
}

/// The Unix time in seconds.
#[must_use]
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// `YYYY-MM-DD`: years begin in March, so that the leap day is a year's last.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since_march_0000 = self.0 + 719_468;
        let era = since_march_0000.div_euclid(146_097);
        let day_of_era = since_march_0000.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_are_named_by_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (951_782_400, "2000-02-29"),
            (1_479_254_400, "2016-11-16"),
            (1_735_689_599, "2024-12-31"),
        ] {
            assert_eq!(Day::of(seconds).to_string(), expected);
        }
    }
}

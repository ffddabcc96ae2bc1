//! Many short rows in one long vector: two allocations, whatever the number of rows.

use serde::{Deserialize, Serialize};

/// Rows of items, by number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Rows<T> {
    items: Vec<T>,
    /// Where each row ends.
    ends: Vec<u32>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// A row's items; none for a row that is not there.
    pub fn get(&self, row: u32) -> &[T] {
        let row = row as usize;
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(row).and_then(|end| self.items.get(start as usize..*end as usize)).unwrap_or_default()
    }

    /// Puts a row behind the others.
    ///
    /// # Panics
    /// There would be more than `u32::MAX` items: a knowledge of sixteen gigabytes.
    pub fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.items.extend(row);
        self.ends.push(u32::try_from(self.items.len()).expect("a knowledge of sixteen gigabytes is out of reach"));
    }

    /// Gives back the room that was taken for more to come.
    pub fn shrink(&mut self) {
        self.items.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn rows_are_found_by_number() {
        let mut rows = Rows::default();
        for row in [&[1, 2][..], &[], &[3]] {
            rows.push(row.iter().copied());
        }
        rows.shrink();
        assert_eq!([0, 1, 2, 3].map(|row| rows.get(row)), [&[1, 2][..], &[], &[3], &[]]);
    }
}

//! Chance that is the same on every machine: splitmix64 (Steele, Lea & Flood 2014), and picks that fall off like words.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// True once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// Any of these, each as likely.
    pub fn any<'i, T>(&mut self, items: &'i [T]) -> &'i T {
        &items[self.below(items.len())]
    }
}

/// Picks the n-th of a row with a chance that falls as 1 / (n + 3): Zipf's law with Mandelbrot's shift.
#[derive(Clone, Debug)]
pub struct Zipf {
    /// The chances up to and with each, rising to 1.
    up_to: Vec<f64>,
}

impl Zipf {
    pub fn new(count: usize) -> Self {
        let mut sum = 0.0;
        let mut up_to: Vec<f64> = (0..count)
            .map(|n| {
                sum += 1.0 / (n as f64 + 3.0);
                sum
            })
            .collect();
        up_to.iter_mut().for_each(|x| *x /= sum);
        Self { up_to }
    }

    pub fn pick(&self, chance: &mut Chance) -> usize {
        let x = (chance.next() >> 11) as f64 / (1_u64 << 53) as f64;
        self.up_to.partition_point(|up_to| *up_to < x).min(self.up_to.len() - 1)
    }
}

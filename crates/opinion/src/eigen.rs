//! The two leading eigenvectors of a symmetric matrix of which only the product with vectors is known.
//!
//! A subspace grows by what is still wrong with the best approximations in it (their residuals),
//! and is cut back to the best when it has grown too large: the block Davidson method without a
//! preconditioner, which spans what block Lanczos spans (Saad, Numerical Methods for Large
//! Eigenvalue Problems, revised edition 2011, sections 6.5 and 8.1; Stathopoulos, Saad and Wu,
//! Dynamic thick restarting of the Davidson method, SIAM J. Sci. Comput. 19, 1998). It takes good
//! first guesses as they are, and its residuals are the true ones.

use nalgebra::{DMatrix, SymmetricEigen};

/// A pair of numbers for each dimension: two vectors side by side, so that one pass over the
/// data serves both.
pub(crate) type Pair = Vec<[f64; 2]>;

/// The two leading eigenpairs.
pub(crate) struct Leading {
    /// Unit vectors; one of nothing but zeros where the matrix has no further rank.
    pub(crate) vectors: [Vec<f64>; 2],
    /// What belongs to them, the larger first, and the least that a third is.
    pub(crate) values: [f64; 3],
    /// How far `matrix × vector` is from `value × vector` at most, as a share of the first value.
    pub(crate) residual: f64,
    /// How often the matrix was multiplied with a pair of vectors.
    pub(crate) products: usize,
}

/// A residual of this share of the first eigenvalue is as good as none.
const RESIDUAL: f64 = 1e-13;
/// An eigenvalue of under this share of the first is none: no rank is left.
const NO_RANK: f64 = 1e-13;
/// The subspace is cut back when it has grown to this,
const LARGEST: usize = 32;
/// to the best so many.
const KEPT: usize = 8;
/// So many products at most; an eigenvalue that hardly differs from the next may use them up.
const PRODUCTS: usize = 200;

/// A subspace: vectors at right angles to each other, and the matrix's products with them.
#[derive(Default)]
struct Subspace {
    basis: Vec<Vec<f64>>,
    images: Vec<Vec<f64>>,
}

/// An approximation of an eigenpair in the subspace.
struct Ritz {
    value: f64,
    vector: Vec<f64>,
    image: Vec<f64>,
}

/// The leading pairs of the positive semidefinite matrix whose product with a pair of vectors is
/// `product`, beginning at `guesses`. Each step takes one product and, in n dimensions with a
/// subspace of m (32 at most), some m² n multiplications.
pub(crate) fn leading(guesses: [Vec<f64>; 2], mut product: impl FnMut(&Pair) -> Pair) -> Leading {
    let dimensions = guesses[0].len();
    let mut space = Subspace::default();
    let mut next = guesses.to_vec();
    let mut products = 0;
    loop {
        let before = space.basis.len();
        next.into_iter().for_each(|vector| space.add(vector));
        if space.basis.len() > before {
            space.multiply(before, &mut product);
            products += 1;
        }
        let full = space.basis.len() + 2 > LARGEST;
        let best = space.best(if full { KEPT } else { 3 });
        let first = best.first().map_or(0.0, |ritz| ritz.value.max(0.0));
        let residuals: Vec<Vec<f64>> = best.iter().take(2).map(Ritz::residual).collect();
        let largest = residuals.iter().map(|residual| length(residual)).fold(0.0, f64::max);
        let grown = space.basis.len() > before;
        if !grown || largest <= RESIDUAL * first || products >= PRODUCTS {
            let residual = if first > 0.0 { largest / first } else { 0.0 };
            return finish(dimensions, best, residual, products);
        }
        if full {
            (space.basis, space.images) =
                best.into_iter().map(|ritz| (ritz.vector, ritz.image)).unzip();
        }
        next = residuals;
    }
}

fn finish(dimensions: usize, best: Vec<Ritz>, residual: f64, products: usize) -> Leading {
    let first = best.first().map_or(0.0, |ritz| ritz.value);
    let mut found = best.into_iter().map(|ritz| {
        if ritz.value > first * NO_RANK {
            (unit(ritz.vector), ritz.value)
        } else {
            (vec![0.0; dimensions], 0.0)
        }
    });
    let mut one = || found.next().unwrap_or_else(|| (vec![0.0; dimensions], 0.0));
    let ((vector, value), (other, second), (_, third)) = (one(), one(), one());
    Leading { vectors: [vector, other], values: [value, second, third], residual, products }
}

impl Subspace {
    /// Adds what `vector` has outside the subspace, unless that is next to nothing.
    fn add(&mut self, mut vector: Vec<f64>) {
        let before = length(&vector);
        // Twice is enough (Parlett, The Symmetric Eigenvalue Problem, 1998, section 6.9).
        for _ in 0..2 {
            for known in &self.basis {
                let share = dot(known, &vector);
                subtract(&mut vector, share, known);
            }
        }
        if length(&vector) > before * 1e-12 && before.is_finite() {
            self.basis.push(unit(vector));
        }
    }

    /// Multiplies the matrix with the vectors that are new from `from` on.
    fn multiply(&mut self, from: usize, product: &mut impl FnMut(&Pair) -> Pair) {
        let mut new = self.basis.iter().skip(from);
        let (one, other) = (new.next(), new.next());
        let Some(one) = one else { return };
        let pair: Pair = match other {
            Some(other) => one.iter().zip(other).map(|(a, b)| [*a, *b]).collect(),
            None => one.iter().map(|a| [*a, 0.0]).collect(),
        };
        let second = other.is_some();
        let (images, others): (Vec<f64>, Vec<f64>) =
            product(&pair).into_iter().map(|[a, b]| (a, b)).unzip();
        self.images.push(images);
        if second {
            self.images.push(others);
        }
    }

    /// The best approximations that the subspace holds, the largest values first
    /// (Rayleigh and Ritz).
    fn best(&self, most: usize) -> Vec<Ritz> {
        let size = self.basis.len();
        if size == 0 {
            return Vec::new();
        }
        let projected = DMatrix::from_fn(size, size, |row, column| {
            // Symmetric by construction, not by luck of rounding.
            let known = self.basis.get(row.min(column)).zip(self.images.get(row.max(column)));
            known.map_or(0.0, |(vector, image)| dot(vector, image))
        });
        let solved = SymmetricEigen::new(projected);
        let mut pairs: Vec<_> =
            solved.eigenvalues.iter().copied().zip(solved.eigenvectors.column_iter()).collect();
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let ritz = |(value, weights): (f64, nalgebra::DVectorView<'_, f64>)| Ritz {
            value,
            vector: combined(&self.basis, weights.iter()),
            image: combined(&self.images, weights.iter()),
        };
        pairs.into_iter().take(most).map(ritz).collect()
    }
}

impl Ritz {
    fn residual(&self) -> Vec<f64> {
        self.image.iter().zip(&self.vector).map(|(image, at)| image - self.value * at).collect()
    }
}

fn combined<'a>(vectors: &[Vec<f64>], weights: impl Iterator<Item = &'a f64>) -> Vec<f64> {
    let mut sum = vec![0.0; vectors.first().map_or(0, Vec::len)];
    for (vector, weight) in vectors.iter().zip(weights) {
        subtract(&mut sum, -weight, vector);
    }
    sum
}

fn subtract(from: &mut [f64], share: f64, vector: &[f64]) {
    from.iter_mut().zip(vector).for_each(|(at, other)| *at -= share * other);
}

pub(crate) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

fn length(vector: &[f64]) -> f64 {
    dot(vector, vector).sqrt()
}

fn unit(mut vector: Vec<f64>) -> Vec<f64> {
    let length = length(&vector);
    if length > 0.0 {
        vector.iter_mut().for_each(|at| *at /= length);
    }
    vector
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The product with the matrix that has these eigenvalues, along directions that are no axes.
    fn rotated(values: Vec<f64>) -> impl FnMut(&Pair) -> Pair {
        let count = values.len();
        let along: Vec<Vec<f64>> = (0..count).map(|which| direction(count, which)).collect();
        move |pair| {
            let mut sum = vec![[0.0; 2]; count];
            for (value, along) in values.iter().zip(&along) {
                for side in [0, 1] {
                    let share: f64 = along.iter().zip(pair).map(|(a, b)| a * b[side]).sum();
                    sum.iter_mut().zip(along).for_each(|(at, a)| at[side] += value * share * a);
                }
            }
            sum
        }
    }

    /// A column of the orthogonal matrix of the discrete cosine transform.
    fn direction(count: usize, which: usize) -> Vec<f64> {
        let at = |row: usize| {
            let angle = (row as f64 + 0.5) * which as f64 * std::f64::consts::PI / count as f64;
            let scale = if which == 0 { 1.0 } else { 2.0_f64 } / count as f64;
            scale.sqrt() * angle.cos()
        };
        (0..count).map(at).collect()
    }

    fn guesses(count: usize) -> [Vec<f64>; 2] {
        let ramp = |power: i32| (0..count).map(|at| (at as f64 + 1.0).powi(-power)).collect();
        [ramp(1), ramp(2)]
    }

    #[test]
    fn the_two_leading_directions_are_found_to_the_last_places() {
        let values: Vec<f64> = (0..120).map(|at| 500.0 * 0.93_f64.powi(at)).collect();
        let found = leading(guesses(120), rotated(values.clone()));
        for which in [0, 1] {
            let along = dot(&found.vectors[which], &direction(120, which)).abs();
            assert!((along - 1.0).abs() < 1e-13, "{along}");
            assert!((found.values[which] - values[which]).abs() < 1e-10);
        }
        assert!(found.residual <= RESIDUAL && found.products < 40, "{}", found.products);
    }

    #[test]
    fn good_guesses_need_hardly_any_product() {
        let values: Vec<f64> = (0..120).map(|at| 500.0 * 0.93_f64.powi(at)).collect();
        let exact = [direction(120, 0), direction(120, 1)];
        assert_eq!(leading(exact.clone(), rotated(values.clone())).products, 1);
        let near = exact.map(|mut at| {
            at.iter_mut().zip(direction(120, 7)).for_each(|(at, off)| *at += 1e-6 * off);
            at
        });
        assert!(leading(near, rotated(values)).products < 20);
    }

    #[test]
    fn where_there_is_no_further_rank_the_second_direction_is_none() {
        for rank in [0, 1] {
            let mut values = vec![0.0; 9];
            values[..rank].fill(4.0);
            let found = leading(guesses(9), rotated(values));
            assert!(found.vectors[rank..].iter().all(|vector| vector.iter().all(|at| *at == 0.0)));
            assert_eq!(found.values[rank..], [0.0; 3][rank..]);
        }
    }

    #[test]
    fn equal_eigenvalues_give_two_directions_at_right_angles() {
        let found = leading(guesses(30), rotated(vec![2.0; 30]));
        assert!(dot(&found.vectors[0], &found.vectors[1]).abs() < 1e-12);
        assert!(found.values[..2].iter().all(|value| (value - 2.0).abs() < 1e-12));
    }
}

//! The statistics, compared with those of scipy 1.17 and statsmodels 0.15, and where these lose digits, with 60 digits.

use proptest::prelude::*;

use super::*;

/// Whether two numbers are equal to nine digits.
fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-9 * expected.abs().max(1e-300)
}

/// The counts of a word in two corpora, and their sizes.
type Counts = (u64, u64, u64, u64);

/// The counts with the measures: G², χ², p of G², Fisher's p, G² of two cells, log ratio, z.
const TABLES: [(Counts, [f64; 7]); 8] = [
    (
        (6, 0, 1701, 2378),
        [1.050798549e+01, 8.400363559, 1.188597644e-03, 5.231997632e-03, 1.049562656e+01, 4.068328075, 2.211354992],
    ),
    (
        (5, 3, 40, 60),
        [1.790432252, 1.834239130, 1.808735062e-01, 1.639358904e-01, 1.642849251, 1.321928095, 1.006230590],
    ),
    (
        (0, 7, 100, 90),
        [-1.075901572e+01, -8.075288403, 1.037725574e-03, 1.0, -1.046100163e+01, -3.959358016, -1.919429740],
    ),
    (
        (120, 3000, 50_000, 4_900_000),
        [
            1.466339263e+02,
            2.511316014e+02,
            9.435336850e-34,
            7.159686078e-34,
            1.464755448e+02,
            1.970853654,
            1.576192337e+01,
        ],
    ),
    ((1, 1, 2, 2), [0.0, 0.0, 1.0, 8.333333333e-01, 0.0, 0.0, 0.0]),
    (
        (900, 10, 1000, 1000),
        [1.994197766e+03, 1.597136808e+03, 0.0, 0.0, 1.151420973e+03, 6.491853096, 2.086192178e+01],
    ),
    (
        (3, 2, 5, 4),
        [9.001426418e-02, 9.0e-02, 7.641590225e-01, 6.428571429e-01, 4.032418419e-02, 2.630344058e-01, 1.333333333e-01],
    ),
    (
        (250_000, 260_000, 2_500_000, 2_600_001),
        [
            2.094854180e-08,
            2.094854186e-08,
            9.998845171e-01,
            5.005281410e-01,
            1.885368803e-08,
            5.548826013e-07,
            9.803920607e-05,
        ],
    ),
];

#[test]
fn measures_equal_the_reference() {
    for ((a, b, c, d), expected) in TABLES {
        let table = Table::of_two_corpora(a, b, c, d).unwrap();
        let g2 = table.g2().unwrap();
        let found = [
            g2,
            table.chi2().unwrap(),
            p_of_chi2(g2),
            table.fisher().unwrap(),
            table.g2_of_two_cells().unwrap(),
            table.log_ratio().unwrap(),
            table.z().unwrap(),
        ];
        for (number, (found, expected)) in found.into_iter().zip(expected).enumerate() {
            // The logarithms of factorials have eight digits for large corpora.
            let is_near = if number == 3 { (found - expected).abs() <= 1e-7 * expected } else { near(found, expected) };
            assert!(is_near, "{:?}, measure {number}: {found:e}, not {expected:e}", (a, b, c, d));
        }
        assert_eq!(Table::from_margins(a, c, a + b, c + d), Some(table));
    }
}

#[test]
fn other_measures_follow_their_formulas() {
    let table = Table::from_margins(6, 77, 6, 161).unwrap();
    for (found, expected) in [
        (table.expected(), 2.86956521739),
        (table.mi(), 1.06413033742),
        (table.mi3(), 6.23405533886),
        (table.t(), 1.27799464841),
        (table.delta_p_of_column(), 6.0 / 77.0),
        (table.delta_p_of_row(), 1.0 - 71.0 / 155.0),
        (dice(6, 24, 6), 0.4),
        (log_dice(6, 24, 6), 12.6780719051),
    ] {
        assert!(near(found.unwrap(), expected), "{found:?}, not {expected}");
    }
    let table = Table::of_two_corpora(8, 2, 100, 200).unwrap();
    for (found, expected) in [
        (table.odds_ratio(), 8.0 * 198.0 / (2.0 * 92.0)),
        (table.diff_percent(), 700.0),
        (table.simple_maths(), 80_001.0 / 10_001.0),
        (Some(table.bic(-12.0)), 12.0 - 300_f64.ln()),
        (table.ell(12.0), 12.0 / (300.0 * (10.0_f64 / 3.0).ln())),
    ] {
        assert!(near(found.unwrap(), expected), "{found:?}, not {expected}");
    }
}

#[test]
fn what_is_not_defined_is_none() {
    assert_eq!(Table::from_margins(5, 4, 9, 20), None);
    assert_eq!(Table::from_margins(1, 15, 10, 20), None);
    assert_eq!(Table::of_two_corpora(5, 0, 4, 9), None);
    let all = |table: Table| {
        [
            table.g2(),
            table.chi2(),
            table.mi(),
            table.t(),
            table.z(),
            table.log_ratio(),
            table.delta_p_of_row(),
            table.fisher(),
        ]
    };
    assert_eq!(all(Table::from_margins(0, 0, 0, 0).unwrap()), [None; 8]);
    assert_eq!(all(Table::from_margins(3, 3, 3, 3).unwrap()), [None; 8]);
    let never = Table::from_margins(0, 5, 5, 20).unwrap();
    assert_eq!((never.mi(), never.mi3(), never.t(), log_dice(0, 5, 5)), (None, None, None, None));
    assert!(never.log_ratio().is_some() && never.g2().is_some() && never.z().is_some());
    let only_here = Table::of_two_corpora(1, 0, 10, 10).unwrap();
    assert_eq!((only_here.diff_percent(), only_here.odds_ratio(), only_here.ell(3.0)), (None, None, None));
    assert_eq!((dice(0, 0, 0), p_of_chi2(2000.0), p_of_chi2(0.0)), (None, 0.0, 1.0));
}

#[test]
fn probabilities_are_adjusted_for_their_number() {
    let p = [0.01, 0.04, 0.03, 0.005, 0.5, 0.03, 1.0];
    for (adjustment, expected) in [
        (Adjustment::Bonferroni, [0.07, 0.28, 0.21, 0.035, 1.0, 0.21, 1.0]),
        (Adjustment::Holm, [0.06, 0.15, 0.15, 0.035, 1.0, 0.15, 1.0]),
        (Adjustment::Bh, [0.035, 0.056, 0.0525, 0.035, 0.583_333_333_333, 0.0525, 1.0]),
    ] {
        let adjusted = adjustment.adjust(&p.map(Some));
        assert!(adjusted.iter().zip(expected).all(|(p, expected)| near(p.unwrap(), expected)), "{adjusted:?}");
        // A test without a probability is not one of them.
        let with_none: Vec<_> = std::iter::once(None).chain(p.map(Some)).collect();
        assert_eq!(adjustment.adjust(&with_none)[1..], adjusted);
    }
    assert_eq!(Adjustment::None.adjust(&p.map(Some)), [None; 7]);
}

#[test]
fn the_largest_counts_do_not_overflow() {
    let many = u64::MAX / 4;
    let table = Table::of_two_corpora(many / 3, many / 2, many, many).unwrap();
    assert!(table.g2().unwrap() < 0.0 && table.chi2().unwrap().is_finite() && table.log_ratio().unwrap().is_finite());
}

proptest! {
    #[test]
    fn swapped_corpora_change_the_sign_alone(a in 0..50_u64, b in 0..50_u64, c in 50..5000_u64, d in 50..5000_u64) {
        let table = Table::of_two_corpora(a, b, c, d).unwrap();
        let swapped = Table::of_two_corpora(b, a, d, c).unwrap();
        let same = |x: Option<f64>, y: Option<f64>| match (x, y) {
            (Some(x), Some(y)) => (x - y).abs() <= 1e-12 * x.abs().max(1.0),
            (x, y) => x == y,
        };
        let turned = |value: Option<f64>| value.map(|value| -value);
        prop_assert!(same(table.g2(), turned(swapped.g2())));
        prop_assert!(same(table.chi2(), turned(swapped.chi2())));
        prop_assert!(same(table.log_ratio(), turned(swapped.log_ratio())));
        prop_assert!(same(table.g2().map(p_of_chi2), swapped.g2().map(p_of_chi2)));
        // G² of two cells is never larger.
        if let (Some(four), Some(two)) = (table.g2(), table.g2_of_two_cells()) {
            prop_assert!(two.abs() <= four.abs() + 1e-9);
        }
    }

    #[test]
    fn a_corpus_against_itself_is_zero(a in 1..50_u64, c in 51..5000_u64, times in 1..9_u64) {
        let table = Table::of_two_corpora(a, times * a, c, times * c).unwrap();
        prop_assert_eq!((table.g2(), table.chi2(), table.log_ratio()), (Some(0.0), Some(0.0), Some(0.0)));
        prop_assert_eq!((table.g2_of_two_cells(), table.diff_percent()), (Some(0.0), Some(0.0)));
    }
}

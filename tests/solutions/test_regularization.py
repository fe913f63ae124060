"""Lab 05: folds, thresholds, the tensor product and the choice of a strength, against slow twins and at their edges."""

import numpy as np
import pytest

from solutions import regularization as lab
from tests.solutions import regularization_twins as twins

SEEDS = range(8)


class TestBlockedFolds:
    """Blocks in the order of time, with gaps beside them."""

    @pytest.mark.parametrize("gap", [0, 1, 3, 50])
    @pytest.mark.parametrize(("n_samples", "n_folds"), [(2, 2), (5, 2), (7, 3), (12, 4), (13, 13), (40, 7)])
    def test_folds_are_those_of_the_convention(self, n_samples, n_folds, gap):
        """Every index is where a loop over samples puts it."""
        folds = lab.blocked_folds(n_samples, n_folds, gap)
        assert [(list(train), list(test)) for train, test in folds] == twins.loop_folds(n_samples, n_folds, gap)

    def test_no_gap_is_the_default(self):
        """Training and test samples together are all samples."""
        for train, test in lab.blocked_folds(11, 3):
            assert sorted([*train, *test]) == list(range(11))

    def test_indices_are_whole_numbers(self):
        """They index arrays, also where a training set is empty."""
        for train, test in lab.blocked_folds(4, 2, gap=9):
            assert train.dtype.kind == test.dtype.kind == "i"
            assert np.arange(4)[train].size == 0


class TestSoftThreshold:
    """The proximal operator of the sum of sizes."""

    @pytest.mark.parametrize("seed", SEEDS)
    def test_it_minimises_its_objective(self, seed):
        """No point of a fine grid is better than the result."""
        rng = np.random.default_rng(seed)
        w, t = rng.normal(scale=2), rng.uniform(0, 2)
        v = np.append(np.linspace(-6, 6, 4001), 0.0)
        objective = 0.5 * (v - w) ** 2 + t * np.abs(v)
        result = lab.soft_threshold(w, t)
        assert 0.5 * (result - w) ** 2 + t * abs(result) <= objective.min() + 1e-12

    @pytest.mark.parametrize("w", [2, -2.5, np.array([1, -4]), np.zeros((2, 0)), np.ones((2, 3, 1))])
    def test_shape_is_kept(self, w):
        """Numbers stay numbers, arrays keep their shape."""
        assert np.shape(lab.soft_threshold(w, 1)) == np.shape(w)

    def test_small_types_do_not_wrap(self):
        """2 - 3 is 0, not 255; -128 has a size in eight bits."""
        np.testing.assert_array_equal(lab.soft_threshold(np.array([2, 5], np.uint8), 3), [0, 2])
        np.testing.assert_array_equal(lab.soft_threshold(np.array([-128], np.int8), 3), [-125])

    def test_exactly_at_the_threshold_is_zero(self):
        """|w| = t gives 0."""
        np.testing.assert_array_equal(lab.soft_threshold([1.0, -1.0], 1.0), [0, 0])


class TestGroupSoftThreshold:
    """The proximal operator of the groups' norms."""

    @pytest.mark.parametrize("seed", SEEDS)
    def test_it_minimises_its_objective(self, seed):
        """No small step in any direction is better."""
        rng = np.random.default_rng(seed)
        w, groups, t = rng.normal(size=6), rng.integers(-1, 2, 6), rng.uniform(0.1, 0.8)

        def objective(v):
            return 0.5 * np.sum((v - w) ** 2) + t * sum(twins.group_norms(v, groups))

        result = lab.group_soft_threshold(w, groups, t)
        for size in (1e-3, 1e-2, 0.3):
            assert all(objective(result + size * rng.normal(size=6)) > objective(result) for _ in range(50))

    def test_groups_of_one_are_the_lasso(self):
        """Then it is the soft threshold."""
        w = np.array([3.0, -0.2, 0.0, -2.0])
        np.testing.assert_allclose(lab.group_soft_threshold(w, [4, 2, 9, -1], 0.5), lab.soft_threshold(w, 0.5))

    def test_a_group_of_zeros_stays_zero(self):
        """0/0 is not computed, also for t = 0."""
        for t in (0.0, 1.0):
            np.testing.assert_array_equal(lab.group_soft_threshold([0, 0, 5], [1, 1, 0], t)[:2], [0, 0])

    def test_labels_and_weights_may_be_of_any_integer_type(self):
        """uint8 labels, integer weights."""
        result = lab.group_soft_threshold(np.array([3, 4]), np.array([200, 200], np.uint8), 1 / np.sqrt(2))
        np.testing.assert_allclose(result, [2.4, 3.2])

    def test_inputs_are_left_alone(self):
        """The result is a new array."""
        w = np.array([1.0, 2.0])
        lab.group_soft_threshold(w, [0, 0], 0.5)
        np.testing.assert_array_equal(w, [1, 2])


class TestTensorProduct:
    """Products of two bases."""

    def test_columns_are_in_order(self):
        """out[t, i*ky + j] = bx[t, i] * by[t, j]."""
        rng = np.random.default_rng(0)
        bx, by = rng.normal(size=(5, 3)), rng.normal(size=(5, 4))
        out = lab.tensor_product_basis(bx, by)
        assert out.shape == (5, 12)
        for t, i, j in np.ndindex(5, 3, 4):
            assert out[t, i * 4 + j] == bx[t, i] * by[t, j]

    def test_small_types_do_not_overflow(self):
        """200 times 200 is 40000."""
        assert lab.tensor_product_basis(np.array([[200]], np.uint8), np.array([[200]], np.uint8))[0, 0] == 40_000

    def test_rows_sum_to_one_if_those_of_both_bases_do(self):
        """So two spline bases give a basis that can draw a constant."""
        bx, by = np.array([[0.25, 0.75]]), np.array([[0.5, 0.1, 0.4]])
        np.testing.assert_allclose(lab.tensor_product_basis(bx, by).sum(axis=1), 1)


class TestSelectRidge:
    """The choice of a strength by held-out likelihood."""

    @pytest.mark.parametrize("gap", [0, 4])
    @pytest.mark.parametrize("seed", SEEDS)
    def test_scores_are_those_of_a_slow_twin(self, seed, gap):
        """Newton's method, fold by fold, gives the same scores."""
        X, y = twins.draw_problem(np.random.default_rng(seed), 70, 4)
        strengths = [0.1, 30.0, 3.0]
        best, scores = lab.select_ridge(X, y, strengths, 4, gap)
        for strength, score in zip(strengths, scores, strict=True):
            expected = []
            for train, test in twins.loop_folds(70, 4, gap):
                b, w = twins.fit_ridge_by_newton(X[train], y[train], strength)
                eta = b + X[test] @ w
                expected.append(np.mean(y[test] * eta - np.exp(eta)))
            assert score == pytest.approx(np.mean(expected), abs=1e-6)
        assert best == strengths[int(np.argmax(scores))]

    def test_ties_go_to_the_largest_strength(self):
        """Features that never vary give every strength the same score."""
        best, scores = lab.select_ridge(np.zeros((20, 2)), np.ones(20), [1.0, 100.0, 10.0])
        assert scores[0] == scores[1] == scores[2]
        assert best == 100.0

    def test_uint8_counts_are_counts(self):
        """The type in which files store counts changes nothing."""
        X, y = twins.draw_problem(np.random.default_rng(1), 60, 3)
        y = 40 * y
        small = lab.select_ridge(X, (y % 250).astype(np.uint8), [1.0, 9.0])[1]
        np.testing.assert_allclose(small, lab.select_ridge(X, (y % 250).astype(float), [1.0, 9.0])[1])

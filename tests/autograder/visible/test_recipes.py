"""Recipes make an argument anew for every call, out of plain values."""

import numpy as np
import pytest

from autograder.visible.recipes import RECIPES, FittedClassifier, Generator, Recipe, realise
from autograder.visible.values import NotPlain, decode, encode

X, Y = np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([0, 0, 1, 1])


def test_generators_start_anew():
    """A generator made twice from one recipe draws the same numbers twice."""
    drawn = [realise((Generator(3),))[0].normal(size=3).tolist() for _ in range(2)]
    assert drawn[0] == drawn[1] == np.random.default_rng(3).normal(size=3).tolist()


@pytest.mark.parametrize("standardise", [False, True])
def test_classifiers_come_fitted(standardise):
    """A classifier is made fitted, within a pipeline where features are to be standardised."""
    (model,) = realise((FittedClassifier(X, Y, standardise=standardise),))
    assert model.predict(X).tolist() == Y.tolist()
    assert hasattr(model, "named_steps") is standardise


def test_arguments_by_name_are_made_too():
    """In a dictionary of arguments the recipes are made, and the rest is left."""
    made = realise({"rng": Generator(1), "n": 5})
    assert isinstance(made["rng"], np.random.Generator)
    assert made["n"] == 5


def test_only_whole_arguments_are_made():
    """What is no recipe is handed on itself, not a copy."""
    assert realise((X,))[0] is X


def test_a_classifier_crosses_with_its_numbers():
    """A recipe with arrays arrives with the same arrays."""
    arrived = decode(*encode(FittedClassifier(X, Y, 2.0, True)))
    assert (arrived.X.tolist(), arrived.y.tolist(), arrived.C, arrived.standardise) == (
        X.tolist(),
        Y.tolist(),
        2.0,
        True,
    )


def test_a_recipe_of_another_kind_does_not_cross():
    """Only the recipes that are known by name cross; a subclass of one is none of them."""
    with pytest.raises(NotPlain):
        encode(type("Evil", (Generator,), {})(5))


def test_every_recipe_makes_something():
    """The bare recipe makes nothing, and is not among those known by name."""
    assert Recipe not in RECIPES.values()
    with pytest.raises(NotImplementedError):
        Recipe().make()

"""Wrong answers to cross_validated_accuracy; how they are named and marked is told in tests/autograder/exercises/banks.py."""

import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import KFold, LeaveOneOut, StratifiedKFold, cross_val_predict, cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler


def _decoder(C=1.0, scaler=StandardScaler, **settings):
    return make_pipeline(scaler(), LogisticRegression(C=C, **{"tol": 1e-6, "max_iter": 10_000, **settings}))


def training_accuracy(X, y, C=1.0, n_folds=8):
    """Scores where it was fitted. Loses: held-out, scaling-inside, arguments (perhaps leaves-inputs-alone)."""
    scores = [_decoder(C).fit(X[a], y[a]).score(X[a], y[a]) for a, _ in StratifiedKFold(n_folds).split(X, y)]
    return np.mean(scores)


def scales_before_splitting(X, y, C=1.0, n_folds=8):
    """One scaler for all. Loses: scaling-inside (perhaps held-out, arguments)."""
    Z = StandardScaler().fit_transform(X)
    return cross_val_score(LogisticRegression(C=C, tol=1e-6, max_iter=10_000), Z, y, cv=n_folds).mean()


def does_not_standardise(X, y, C=1.0, n_folds=8):
    """The features as they are. Loses: held-out, scaling-inside, arguments (perhaps unbalanced, leaves-inputs-alone)."""
    return cross_val_score(LogisticRegression(C=C, max_iter=10_000), X, y, cv=n_folds).mean()


def pools_the_trials(X, y, C=1.0, n_folds=8):
    """The share of all held-out trials. Loses: held-out, arguments."""
    return np.mean(cross_val_predict(_decoder(C), X, y, cv=n_folds) == y)


def folds_in_a_row(X, y, C=1.0, n_folds=8):
    """KFold. Loses: held-out, arguments (perhaps scaling-inside, leaves-inputs-alone)."""
    return cross_val_score(_decoder(C), X, y, cv=KFold(n_folds)).mean()


def c_upside_down(X, y, C=1.0, n_folds=8):
    """A strength. Loses: arguments, unbalanced (perhaps held-out, scaling-inside)."""
    return cross_val_score(_decoder(1 / C), X, y, cv=n_folds).mean()


def always_8_folds(X, y, C=1.0, n_folds=8):
    """The number is written into the code. Loses: held-out, scaling-inside, arguments, unbalanced (perhaps leaves-inputs-alone)."""
    return cross_val_score(_decoder(C), X, y, cv=8).mean()


def penalises_the_intercept(X, y, C=1.0, n_folds=8):
    """liblinear. Loses: unbalanced."""
    return cross_val_score(_decoder(C, solver="liblinear"), X, y, cv=n_folds).mean()


def error_rate(X, y, C=1.0, n_folds=8):
    """One minus what was asked for. Loses: everything."""
    return 1 - cross_val_score(_decoder(C), X, y, cv=n_folds).mean()


# ---- nearly right


def shuffled_folds(X, y, C=1.0, n_folds=8):
    """Other folds. Loses: held-out, arguments (perhaps scaling-inside, leaves-inputs-alone)."""
    return cross_val_score(_decoder(C), X, y, cv=StratifiedKFold(n_folds, shuffle=True, random_state=0)).mean()


def first_fold_only(X, y, C=1.0, n_folds=8):
    """A single hold-out. Loses: everything."""
    return cross_val_score(_decoder(C), X, y, cv=n_folds)[0]


def one_split(X, y, C=1.0, n_folds=8):
    """A quarter put aside. Loses: everything."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    return _decoder(C).fit(X_train, y_train).score(X_test, y_test)


def leaves_one_out(X, y, C=1.0, n_folds=8):
    """As many folds as trials. Loses: held-out, arguments (perhaps scaling-inside, leaves-inputs-alone)."""
    return cross_val_score(_decoder(C), X, y, cv=LeaveOneOut()).mean()


def default_c(X, y, C=1.0, n_folds=8):
    """C is not handed on. Loses: unbalanced (perhaps held-out, scaling-inside, arguments)."""
    return cross_val_score(_decoder(), X, y, cv=n_folds).mean()


def five_folds_by_default(X, y, C=1.0, n_folds=5):
    """scikit-learn's default. Loses: arguments."""
    return cross_val_score(_decoder(C), X, y, cv=n_folds).mean()


def scales_the_test_trials_by_themselves(X, y, C=1.0, n_folds=8):
    """A scaler for each side. Loses: held-out, scaling-inside, arguments (perhaps leaves-inputs-alone)."""
    scores = []
    for a, b in StratifiedKFold(n_folds).split(X, y):
        model = LogisticRegression(C=C, tol=1e-6, max_iter=10_000).fit(StandardScaler().fit_transform(X[a]), y[a])
        scores.append(model.score(StandardScaler().fit_transform(X[b]), y[b]))
    return np.mean(scores)


def scales_to_0_and_1(X, y, C=1.0, n_folds=8):
    """Another scaler. Loses: held-out, scaling-inside (perhaps arguments, leaves-inputs-alone)."""
    return cross_val_score(_decoder(C, MinMaxScaler), X, y, cv=n_folds).mean()


def all_accuracies(X, y, C=1.0, n_folds=8):
    """One a fold. Loses: everything."""
    return cross_val_score(_decoder(C), X, y, cv=n_folds)


def median_of_the_folds(X, y, C=1.0, n_folds=8):
    """Another middle. Loses: held-out, arguments, unbalanced (perhaps scaling-inside, leaves-inputs-alone)."""
    return np.median(cross_val_score(_decoder(C), X, y, cv=n_folds))


def linear_regression(X, y, C=1.0, n_folds=8):
    """Least squares and a threshold. Loses: held-out (perhaps scaling-inside, arguments, unbalanced, leaves-inputs-alone)."""
    scores = []
    for a, b in StratifiedKFold(n_folds).split(X, y):
        model = make_pipeline(StandardScaler(), LinearRegression()).fit(X[a], y[a])
        scores.append(np.mean((model.predict(X[b]) > 0.5) == y[b]))
    return np.mean(scores)


def balanced_classes(X, y, C=1.0, n_folds=8):
    """Both choices weigh the same. Loses: unbalanced (perhaps held-out, scaling-inside)."""
    return cross_val_score(_decoder(C, class_weight="balanced"), X, y, cv=n_folds).mean()


def exchanges_the_folds(X, y, C=1.0, n_folds=8):
    """Fits to the small part. Loses: held-out, scaling-inside, arguments, leaves-inputs-alone."""
    scores = [_decoder(C).fit(X[b], y[b]).score(X[a], y[a]) for a, b in StratifiedKFold(n_folds).split(X, y)]
    return np.mean(scores)


def percent(X, y, C=1.0, n_folds=8):
    """In percent. Loses: everything."""
    return 100 * cross_val_score(_decoder(C), X, y, cv=n_folds).mean()


def standardises_in_place(X, y, C=1.0, n_folds=8):
    """Right, but the features are left with a mean of 0. Loses: leaves-inputs-alone."""
    accuracy = cross_val_score(_decoder(C), X, y, cv=n_folds).mean()
    X -= X.mean(axis=0)
    return accuracy

"""Answers to written questions of lab 01, to be graded by a person."""

IN_WORDS = {
    "why_intercept": """\
The **filter** is nearly right: the stimulus has zero mean, so the column of ones is (almost) orthogonal
to the others. The **predictions** are too low, all of them, by about the mean count $\\bar y \\approx 0.35$
spikes/bin, since $\\hat y = X\\mathbf{w}$ has mean 0. If the stimulus went from 0 to 1 instead of ±0.48, the
weights would have to do the work of the intercept.""",
    "sta_or_filter": """\
(a) The STA is $X^\\top \\mathbf{y} / \\sum_i y_i$. Natural scenes change slowly, so it is the filter
*smeared* by

$$ C_{jk} = \\frac{1}{T} \\sum_i x_{ij}\\, x_{ik}. $$

(b) Least squares, which divides by $C$:

1. build the design matrix,
2. solve the normal equations.

(c) It is noisier, and it fails if $C$ is singular.""",
}

# What a student may write into an answer: all of it must come back as text.
DISGUISED_HTML = """\
<script>document.title = "100 points"</script>

<img src="https://example.org/pixel.png" onerror="alert(1)">

[full marks](javascript:alert(1)) ![](https://example.org/pixel.png) <b style="position:fixed">100 / 100</b>

$\\href{javascript:alert(1)}{x} \\text{<img src=x onerror=alert(1)>}$"""

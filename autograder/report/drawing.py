"""Plots as inline SVG: sharp at any size, no script, with a text for readers who cannot see them.

Colours of Okabe and Ito; what colour says is also said by place and number.
"""

from __future__ import annotations

import itertools

from markupsafe import Markup, escape

BLUE, SKY, VERMILION, GREY, INK = "#0072B2", "#56B4E9", "#D55E00", "#C4C8CC", "#1F2328"
PARTS = (("all points", BLUE, "#FFFFFF"), ("some", SKY, INK), ("none", VERMILION, "#000000"), ("not tried", GREY, INK))
WIDTH = 760


def draw_histogram(counts: list[int], median: float | None, title: str, text: str) -> Markup:
    """Bars of how many submissions have which share of the points; a dashed line at the median.

    Parameters
    ----------
    counts : list of int
        One for each tenth of the points.
    median : float, optional
        As a share of the points, from 0 to 1.
    title, text : str
        What the plot shows; for those who do not see it.
    """
    left, top, height, width = 56, 50, 190, WIDTH - 76
    step, most = width / len(counts), max(counts)
    drawn = [_line(left, top + height, left + width, top + height, INK), _upright(16, top + height / 2, "submissions")]
    for place, count in enumerate(counts):
        if count:
            bar = height * count / most
            drawn.append(_bar(left + place * step + 3, top + height - bar, step - 6, bar, BLUE))
    if median is not None:
        x, anchor = left + median * width, "start" if median < 0.85 else "end"
        drawn += [_line(x, top - 40, x, top + height, INK, dashed=True),
                  _text(x + (6 if anchor == "start" else -6), top - 30, "median", anchor)]
    for place, count in enumerate(counts):  # after the line, which would cross them
        drawn.append(_text(left + place * step, top + height + 18, f"{10 * place} %", kind="soft"))
        if count:
            drawn.append(_text(left + (place + 0.5) * step, top + height * (1 - count / most) - 6, count, kind="count"))
    drawn += [_text(left + width, top + height + 18, "100 %", kind="soft"),
              _text(left + width / 2, top + height + 42, "share of the points", kind="soft")]
    return _figure(top + height + 52, title, text, drawn)


def draw_exercises(names: list[str], counts: list[tuple[int, ...]], title: str, text: str) -> Markup:
    """A bar for each exercise, cut into those with all, some or none of the points and those who did not try."""
    left, top, row, width = 250, 40, 30, WIDTH - 260
    drawn = _legend(left)
    for place, (name, parts) in enumerate(zip(names, counts, strict=True)):
        y, total = top + place * row, max(sum(parts), 1)
        drawn.append(_text(left - 10, y + 19, name, anchor="end", kind="code"))
        ends = [width * end / total for end in itertools.accumulate(parts, initial=0)]
        for (start, end), part, (_, colour, ink) in zip(itertools.pairwise(ends), parts, PARTS, strict=True):
            if part:
                drawn.append(_bar(left + start, y + 3, max(end - start - 2, 1), row - 6, colour))
            if end - start > 7 * len(str(part)) + 4:
                drawn.append(_text(left + (start + end) / 2 - 1, y + 20, part, ink=ink))
    return _figure(top + len(names) * row + 8, title, text, drawn)


def draw_share(share: float) -> Markup:
    """A bar in a table's cell; it repeats a number beside it, so readers of text are spared it."""
    svg = '<svg class="share" width="120" height="12" viewBox="0 0 120 12" aria-hidden="true">{}</svg>'
    return Markup(svg).format(_bar(0, 0, 120 * share, 12, BLUE))


def draw_interval(r: float, low: float, high: float, mark: float) -> Markup:
    """A correlation with its interval from -1 to 1, in a table's cell; what lies below `mark` is shaded."""

    def place(value):
        return 4 + 152 * (value + 1) / 2

    drawn = [_bar(4, 0, place(mark) - 4, 18, "#F3E3D8"), _line(place(0), 0, place(0), 18, "#8C959F"),
             _line(place(low), 9, place(high), 9, BLUE, wide=2),
             Markup('<circle cx="{:.1f}" cy="9" r="4.5" fill="{}"/>').format(place(r), BLUE)]
    return Markup('<svg width="160" height="18" viewBox="0 0 160 18" aria-hidden="true">{}</svg>').format(Markup("").join(drawn))


def _legend(left: float) -> list[Markup]:
    drawn, x = [], left
    for label, colour, _ in PARTS:
        drawn += [_bar(x, 8, 14, 14, colour), _text(x + 20, 20, label, anchor="start")]
        x += 40 + 6.5 * len(label)
    return drawn


def _figure(height: int, title: str, text: str, drawn: list[Markup]) -> Markup:
    svg = ('<svg class="plot" role="img" aria-label="{}" viewBox="0 0 {} {}" xmlns="http://www.w3.org/2000/svg">'
           "<title>{}</title><desc>{}</desc>{}</svg>")
    return Markup(svg).format(f"{title}. {text}", WIDTH, height, title, text, Markup("").join(drawn))


def _bar(x: float, y: float, width: float, height: float, colour: str) -> Markup:
    return Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"/>').format(x, y, width, height, colour)


def _line(x: float, y: float, to_x: float, to_y: float, colour: str, wide: float = 1, dashed: bool = False) -> Markup:
    return Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="{}"{}/>').format(
        x, y, to_x, to_y, colour, wide, Markup(' stroke-dasharray="5 4"') if dashed else "")


def _text(x: float, y: float, said: object, anchor: str = "middle", kind: str = "", ink: str = "") -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}"{}>{}</text>').format(
        x, y, anchor, kind, Markup(' style="fill:{}"').format(ink) if ink else "", escape(str(said)))


def _upright(x: float, y: float, said: str) -> Markup:
    """The name of an upright axis."""
    text = '<text x="{0:.1f}" y="{1:.1f}" transform="rotate(-90 {0:.1f} {1:.1f})" text-anchor="middle" class="soft">{2}</text>'
    return Markup(text).format(x, y, said)

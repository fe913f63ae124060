"""TeX formulas as MathML, which browsers show and screen readers read without any script."""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

from latex2mathml.converter import Converter

MAX_TEX = 4000
TAGS = re.compile(
    "math|mrow|mi|mn|mo|ms|mtext|mspace|mfrac|msqrt|mroot|msub|msup|msubsup|munder|mover|munderover|mmultiscripts|"
    "mprescripts|none|mtable|mtr|mtd|mpadded|mphantom|menclose|mstyle"
)
ATTRIBUTES = re.compile(
    "display|stretchy|fence|separator|form|lspace|rspace|minsize|maxsize|symmetric|largeop|movablelimits|accent|"
    "mathvariant|accentunder|linethickness|width|height|depth|columnalign|displaystyle|scriptlevel"
)
PLAIN = re.compile(r"[A-Za-z0-9 .%+-]*")


def to_mathml(tex: str, block: bool = False) -> str:
    """A formula as MathML; one that cannot be read as TeX is shown as it was written.

    Only elements and attributes that arrange formulas come through, so that a formula of a student's making
    is as harmless as its letters.
    """
    try:
        if len(tex) > MAX_TEX:
            raise ValueError(f"a formula of {len(tex)} characters; at most {MAX_TEX} are read")
        return _write(Converter(display="block" if block else "inline").convert_to_element(tex.strip()))
    except Exception:  # whatever a formula breaks in the converter, its text can still be read
        return f"<code>{html.escape(tex)}</code>"


def _write(element: Element) -> str:
    """An element and all below it; unknown elements give way to what they hold."""
    inside = _text(element.text) + "".join(_write(child) + _text(child.tail) for child in element)
    if not TAGS.fullmatch(element.tag):
        return inside
    given = "".join(
        f' {name}="{value}"'
        for name, value in element.attrib.items()
        if ATTRIBUTES.fullmatch(name) and PLAIN.fullmatch(value)
    )
    return f"<{element.tag}{given}>{inside}</{element.tag}>"


def _text(text: str | None) -> str:
    """The converter's texts hold entities; they become letters, and what is markup among those is escaped."""
    return html.escape(html.unescape(text or ""))

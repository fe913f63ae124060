"""What in a page could act, call elsewhere, or stand for something that it is not."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nbformat
from nbconvert.exporters import HTMLExporter

ACTIVE = {"script", "iframe", "frame", "object", "embed", "applet", "form", "input", "button", "base", "link", "meta", "audio", "video",
          "source", "track", "portal", "template", "slot", "noscript", "plaintext", "xmp", "svg", "animate", "maction", "foreignobject"}
ADDRESSES = {"href", "src", "srcset", "action", "formaction", "poster", "data", "xlink:href", "background", "cite", "longdesc", "ping"}
GOOD_LINK = re.compile(r"(#|https?://|mailto:)")
GOOD_PICTURE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]*\Z")
BAD_STYLE = re.compile(r"url\s*\(|expression|@import|position\s*:|behavior|-moz-binding", re.IGNORECASE)
OWN_META = {("charset",), ("name", "content"), ("http-equiv", "content")}


class Reader(HTMLParser):
    """Notes what is unsafe in a page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.unsafe: list[str] = []
        self.tags: list[str] = []
        self.styles: list[str] = []

    def handle_starttag(self, tag, attributes):
        """Look at a tag and its attributes."""
        self.tags.append(tag)
        names = tuple(name for name, _ in attributes)
        in_head = "body" not in self.tags and names in OWN_META
        if tag in ACTIVE and not (tag == "meta" and in_head and "refresh" not in str(attributes)):
            self.unsafe.append(f"<{tag}> {attributes}"[:200])
        self.unsafe += [f"<{tag} {name}={value!r}>"[:200] for name, value in attributes if _is_unsafe(tag, name, value or "")]

    handle_startendtag = handle_starttag

    def handle_data(self, data):
        """Keep the text of style sheets."""
        if self.tags and self.tags[-1] == "style":
            self.styles.append(data)


def _is_unsafe(tag: str, name: str, value: str) -> bool:
    compact = re.sub(r"[\s\x00-\x20]", "", value)
    if name.startswith("on") or name in ("srcdoc", "is", "nonce"):
        return True
    if name == "style":
        return bool(BAD_STYLE.search(value))
    if name in ADDRESSES:
        return not (GOOD_PICTURE.match(value) if tag == "img" and name == "src" else GOOD_LINK.match(compact))
    return False


def find_unsafe(page: str) -> list[str]:
    """Everything in a page that may act, or be fetched."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader.unsafe


def styles_of(page: str) -> list[str]:
    """The style sheets of a page."""
    reader = Reader()
    reader.feed(page)
    return reader.styles


def render_for_formgrader(notebook: bytes) -> str:
    """The body of the page in which an instructor sees a graded notebook, made as the course's configuration says."""
    from autograder.nbgrader_steps.markdown import render_markdown

    exporter = HTMLExporter(template_name="basic", filters={"markdown2html": render_markdown})
    body, _ = exporter.from_notebook_node(nbformat.reads(notebook.decode(), as_version=4))
    return body


def find_active_outputs(notebook: bytes) -> list[str]:
    """Outputs of a graded notebook that could act in a reader: only the grader's own reports are HTML."""
    cells = nbformat.reads(notebook.decode(), as_version=4).cells
    outputs = [(cell, output) for cell in cells for output in cell.get("outputs", [])]
    return [f"{cell.id}: {kind}" for cell, output in outputs for kind in output.get("data", {})
            if kind not in ("text/plain", "image/png", "image/jpeg") and not _is_report(cell, kind)]


def _is_report(cell, kind: str) -> bool:
    return kind == "text/html" and cell.metadata.get("nbgrader", {}).get("grade_id", "").endswith("-test")

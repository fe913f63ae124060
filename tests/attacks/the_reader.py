"""What people see: script, links, pictures and control characters in outputs, texts, names and messages."""

from __future__ import annotations

import textwrap

from tests.attacks.attack import Attack, code_cell, markdown_cell

SCRIPT = "<script>fetch('http://127.0.0.1:@PORT@/')</script>"
IMAGE = "<img src=x onerror=alert(1)>"
QUESTIONS = ("why_intercept", "sta_or_filter", "two_minima", "equal_means", "why_held_out")


def _written(name: str, claim: str, *texts: str) -> Attack:
    """Markdown: as the answer to written questions, and in cells of its own."""

    def add(notebook):
        notebook["cells"][3:3] = [markdown_cell(text) for text in texts]

    answers = dict(zip(QUESTIONS, [texts[number % len(texts)] for number in range(len(QUESTIONS))], strict=True))
    return Attack(f"reader_{name}", claim, answers=answers, change=add)


def _shown(name: str, claim: str, source: str) -> Attack:
    return Attack(f"reader_{name}", claim, top=source)


def _raised(name: str, claim: str, body: str) -> Attack:
    """What a function raises goes into messages, comments and the feedback page."""
    source = f"def make_design_matrix(stim, d=25):\n{textwrap.indent(textwrap.dedent(body).strip(), '    ')}"
    return Attack(f"reader_{name}", claim, answers={"make_design_matrix": source}, top=source.replace("make_design_matrix", "f") + "\nf([1])")


def _sources(notebook) -> None:
    for number, text in enumerate((f"# </pre></div>{IMAGE}", "x = '</script><script>alert(1)</script>'", "# {{ 7 * 7 }} {% raw %} {# #}",
                                   "# ]]> --> */ %>", '"""<!--"""', "# \u202e evil \u2066 \u200b", "# " + "a" * 100_000)):
        notebook["cells"].insert(3 + number, code_cell(text))


ATTACKS = (
    _written("script", "A script in the text.", SCRIPT, f"# Title {SCRIPT}", f"<div>\n\n{SCRIPT}\n\n</div>", f"- a\n    {SCRIPT}"),
    _written("handlers", "Handlers of events.", IMAGE, "<svg onload=alert(1)>", "<body onload=alert(1)>", "<details open ontoggle=alert(1)>x</details>",
             "<a href='#' onclick='alert(1)'>x</a>", "<video><source onerror=alert(1)></video>", "<IMG SRC=x OnErRoR=alert(1)//"),
    _written("links", "Links that are script.", "[x](javascript:alert(1))", "[x][1]\n\n[1]: javascript:alert(1)", "<javascript:alert(1)>",
             "[x](JaVaScRiPt:alert(1))", "[x](&#106;avascript:alert(1))", "[x](java\tscript:alert(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)",
             "[x](vbscript:x)", "![x](javascript:alert(1))", "<a href='javascript:alert(1)'>x</a>", "[x](  javascript:alert(1))"),
    _written("frames", "Frames, forms, objects, styles and bases.", "<iframe src='file:///etc/passwd'></iframe>", "<object data='x.swf'></object>",
             "<embed src='x'>", "<form action='http://127.0.0.1:@PORT@'><input name=a></form>", "<base href='http://127.0.0.1:@PORT@/'>",
             "<style>body{display:none}</style>", "<link rel=stylesheet href='http://127.0.0.1:@PORT@/x.css'>",
             "<meta http-equiv=refresh content='0;url=http://127.0.0.1:@PORT@'>", "<math><maction actiontype='statusline#javascript:alert(1)'>x</maction></math>"),
    _written("remote_pictures", "Pictures from elsewhere, that tell who reads.", "![x](http://127.0.0.1:@PORT@/pixel.png)",
             "<img src='//127.0.0.1:@PORT@/x.png'>", "<img srcset='http://127.0.0.1:@PORT@/x.png 2x'>", "![x][p]\n\n[p]: http://127.0.0.1:@PORT@/x.png",
             "<div style='background:url(http://127.0.0.1:@PORT@/x.png)'>x</div>", "<video poster='http://127.0.0.1:@PORT@/x.png'></video>"),
    _written("local_pictures", "Pictures that are files of the machine.", "![x](../../gradebook.db)", "![x](/etc/passwd)",
             "<img src='file://@HOME@/.ssh/id_ed25519'>", "![x](attachment:../../../secret.txt)", "<img src='@PROJECT@/solutions/glm_encoding.py'>"),
    _written("formulas", "Formulas that are links, macros or markup.", r"$\href{javascript:alert(1)}{x}$", r"$$\require{html}\style{position:fixed}{x}$$",
             r"$\def\a{\a\a}\a$", r"$\unicode{x}</script><script>alert(1)</script>$", r"\(\class{x}{y}\)", r"$\html{<img src=x onerror=alert(1)>}$",
             f"$x{IMAGE}y$", f"$$\n{SCRIPT}\n$$", f"\\begin{{equation}}{SCRIPT}\\end{{equation}}", f"\\\\[{IMAGE}\\\\]"),
    _written("fences", "Code fences and comments that do not end.", f"```\n{SCRIPT}", f"~~~{SCRIPT}\n", f"<!-- \n{SCRIPT}", f"`{SCRIPT}", f"<pre>{SCRIPT}",
             f"<textarea></textarea>{SCRIPT}", f"<![CDATA[{SCRIPT}]]>", f"<!-->{SCRIPT}-->", f"<x {SCRIPT}", f"<a title='{SCRIPT}'>x</a>",
             f"```{IMAGE}\nx\n```", f"``` \"onmouseover=alert(1) x=\"\n{SCRIPT}\n```"),
    _written("templates", "Commands of the page's templates.", "{{ config }} {{ resources.nbgrader.db_url }}", "{% include 'gradebook.db' %}",
             "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}", "{{ 7 * 7777 }}", "${7*7}", "<%= 7 * 7 %>"),
    _written("page_structure", "Tags that end the page's own.", "</div></div></body></html>" + IMAGE, "</td></tr></table>", "</textarea></title></style>",
             "<div id='notebook' class='score'>42.5 / 42.5</div>", "<plaintext>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>"),
    _written("control_characters", "Characters that move, colour or turn the text.", "\x1b[2J\x1b]0;title\x07\x00\x08\x7f", "\u202eevil\u2066 \u200b\ufeff",
             "a\u2028b\u2029c\x85", "\ud800 \udfff"),
    _written("long", "A text of two megabytes.", "x" * 2 * 10**6),
    _written("nested", "Quotes and lists a thousand deep.", "> " * 1000 + "x", "- " * 1000 + "x", "[" * 5000, "*" * 5000, "![" * 2000, "`" * 3001),
    Attack("reader_sources", "Code that is markup.", change=_sources),
    _shown("html", "HTML as an output.", f"from IPython.display import HTML, display\ndisplay(HTML(\"{SCRIPT}\"))\nHTML('{IMAGE}')"),
    _shown("mime_types", "Outputs of every kind that may act.", f"""
        from IPython.display import display
        for kind in ("application/javascript", "image/svg+xml", "text/html", "text/latex", "text/markdown", "application/pdf", "text/vnd.mermaid",
                     "application/vnd.jupyter.widget-view+json", "application/vnd.plotly.v1+json", "application/vnd.bokehjs_exec.v0+json",
                     "image/png", "image/jpeg", "image/gif", "text/html; charset=utf-8", "TEXT/HTML", "image/png\\"><script>alert(1)</script>"):
            display({{kind: "{SCRIPT}", "text/plain": "plain"}}, raw=True, metadata={{kind: {{"width": "1\\" onerror=alert(1) x=\\""}}, "isolated": False}})
    """),
    _shown("fake_picture", "A picture that is a page, in base 64.", """
        import base64
        from IPython.display import display
        page = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/><script>alert(1)</script>").decode()
        display({"image/png": page, "image/jpeg": page, "image/svg+xml": page}, raw=True)
        display({"image/png": page + "\\"><script>alert(1)</script>"}, raw=True)
    """),
    _shown("malformed_bundles", "Outputs of the wrong form.", """
        from IPython.display import display
        for bundle in ({"text/plain": 5}, {"text/plain": ["a", None]}, {"image/png": {"a": 1}}, {5: 5}, {"": ""}, {"text/plain": b"\\xff"}, {"image/png": ""}):
            try:
                display(bundle, raw=True, metadata={"x": bundle} if 5 not in bundle else None, transient={"display_id": 7})
            except Exception as error:
                print(error)
    """),
    _shown("representation", "An object that shows itself as markup, or loops.", f"""
        class Shows:
            def _repr_html_(self):
                return "{SCRIPT}"
            _repr_svg_ = _repr_javascript_ = _repr_latex_ = _repr_markdown_ = __repr__ = _repr_html_
            def _repr_mimebundle_(self, **more):
                return {{"text/html": "{SCRIPT}", "text/plain": "{IMAGE}"}}, {{}}
        display(Shows())
        Shows()
    """),
    _shown("terminal", "Control characters on the standard streams.", """
        import sys
        print("\\x1b[31mred\\x1b]8;;javascript:alert(1)\\x07link\\x1b[2J\\x00\\x08\\x07")
        print("\\ud800 \\u202e <script>alert(1)</script>", file=sys.stderr)
    """),
    _raised("exception_text", "Markup in the text of an exception.", f'raise ValueError("""{SCRIPT} [x](javascript:alert(1)) {IMAGE} $\\\\href{{javascript:x}}{{y}}$""")'),
    _raised("exception_name", "Markup in the name of an exception.", f'raise type("{IMAGE}", (Exception,), {{}})("</li></ul>{SCRIPT}")'),
    _raised("exception_surrogates", "No Unicode in an exception.", r'raise ValueError("\ud800\udc00\x00\x1b[31m\u202e" * 100)'),
    _raised("warning_name", "Markup in the name of a warning, and of a type.", f'''
        import warnings
        warnings.warn("{SCRIPT}", type("{IMAGE}", (UserWarning,), {{}}))
        return type("{SCRIPT}", (), {{}})()
    '''),
    _raised("syntax_error", "A line of source that is markup.", f"exec('x = ({IMAGE}')"),
    Attack("reader_verdict", "Markup for a verdict.", answers={"evidence_filters": f'evidence_filters = "{IMAGE}"'}),
    Attack("reader_missing_name", "A cell that stops with markup, so that functions are missing.", answers={
        "make_design_matrix": f'raise ValueError("""{SCRIPT}\n[x](javascript:alert(1)) {IMAGE}""")'}),
)

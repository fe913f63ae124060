"""The one table that the benchmarks print."""

HEAD = ["what", "size", "ours", "against", "theirs", "ratio", "target", "memory, ours", "theirs", "of the limit"]


def write_seconds(seconds):
    """Three digits, in the unit that fits."""
    for unit, name in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= unit or unit == 1e-6:
            return f"{seconds / unit:.3g} {name}" if seconds / unit < 999.5 else f"{seconds / unit:.0f} {name}"
    raise ValueError(f"seconds are a number, not {seconds!r}")


def write_bytes(n_bytes):
    """Megabytes of 10⁶ bytes."""
    return f"{n_bytes / 1e6:.3g} MB" if n_bytes < 999.5e6 else f"{n_bytes / 1e6:.0f} MB"


def write_ratio(ratio):
    """Three digits, and no more than are true."""
    return f"{ratio:.3g}×" if ratio < 999.5 else f"{ratio:.0f}×"


def write_percent(share):
    """Whole ones, and tenths where there are few."""
    return f"{100 * share:.0f} %" if share >= 0.0995 else f"{100 * share:.1f} %"


def write_target(ratio, at_least):
    """The target, and whether it is reached."""
    return "" if at_least is None else f"{at_least:g}× {'reached' if ratio >= at_least else 'MISSED'}"


def list_rows(result):
    """The rows of one case: one for each peer, the first with what holds for all of them."""
    memory = write_bytes(result.memory[""])
    if result.most_bytes is not None:
        reached = "reached" if result.memory[""] <= result.most_bytes else "MISSED"
        memory += f" (at most {write_bytes(result.most_bytes)}: {reached})"
    share = "" if result.share is None else f"{write_percent(result.share)} ({result.limit})"
    case = [result.what, result.size, write_seconds(result.ours_s)]
    rows = []
    for peer in result.peers:
        line = [*(case if not rows else ["", "", ""]), peer.name]
        if peer.name in result.ratios:
            at_least = result.fastest_at_least if peer.name == result.fastest else peer.at_least
            mark = write_target(result.ratios[peer.name], at_least)
            mark += ", the fastest" if peer.name == result.fastest else ""
            theirs = write_bytes(result.memory[peer.name]) if peer.name in result.memory else ""
            line += [write_seconds(result.theirs_s[peer.name]), write_ratio(result.ratios[peer.name]), mark]
        else:
            line, theirs = [*line, peer.missing, "", ""], ""
        rows.append([*line, *([memory] if not rows else [""]), theirs, *([share] if not rows else [""])])
    return rows


def write_table(results):
    """All cases, as a table of Markdown with aligned columns."""
    rows = [HEAD, *(row for result in results for row in list_rows(result))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)

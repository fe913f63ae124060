"""Time a function beside its peers: in turn, in one process, on the same data, and judged by medians of paired ratios."""

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass, field

SECONDS = 3.0  # for the rounds of one case; no case has fewer or more rounds than
FEWEST, MOST = 3, 25
SHORTEST_S = 2e-3  # what takes less is repeated within a round, so that the clock can tell
CLOCK = time.process_time
SLOWEST_TRACED_S = 1.0  # the memory of peers that take longer is not measured: to watch it takes several times as long


@dataclass
class Peer:
    """What ours is compared with.

    Attributes
    ----------
    name : str
    call : callable or None
        Does the same work as ours; None where the package is not installed, or does not reach the accuracy.
    at_least : float, optional
        Target of this peer alone: how many times as fast ours should be.
    missing : str
        Why there is no call.
    seconds : float, optional
        A time that is given, not measured: the length of a recording, say.
    """

    name: str
    call: Callable | None = None
    at_least: float | None = None
    missing: str = "not installed"
    seconds: float | None = None


@dataclass
class Result:
    """One case of the table; times in seconds (medians), memory in bytes, ratios theirs / ours."""

    what: str
    size: str
    ours_s: float
    peers: list[Peer]
    theirs_s: dict[str, float]
    ratios: dict[str, float]
    memory: dict[str, int]
    n_rounds: int
    most_bytes: float | None = None
    fastest: str | None = None
    fastest_at_least: float | None = None
    limit: str = ""
    share: float | None = None
    notes: list[str] = field(default_factory=list)


def time_call(call, n_repeats=1):
    """Seconds of one call, from `n_repeats` in a row: of the processor, whatever else the machine does meanwhile."""
    start = CLOCK()
    for _ in range(n_repeats):
        call()
    return (CLOCK() - start) / n_repeats


def measure_peak_bytes(call):
    """Memory that Python and NumPy take during a call, at its highest."""
    gc.collect()
    tracemalloc.start()
    kept = call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del kept
    return peak


def race(benchmark, what, size, ours, peers, *, limit=None, fastest_at_least=None, most_bytes=None):
    """Run ours and all peers in turn, round by round.

    Parameters
    ----------
    benchmark : fixture of pytest-benchmark
        It times ours; the peers run before each of its rounds, each round in another order.
    what, size : str
        How the table calls the case.
    ours : callable
    peers : list of Peer
    limit : (str, callable), optional
        The least work that any way must do (read the data, multiply the matrices): it runs in turn with the others.
    fastest_at_least : float, optional
        Target against the fastest of the peers that have no target of their own.
    most_bytes : float, optional
        Target for the peak memory of ours.

    Returns
    -------
    Result
    """
    calls = {peer.name: peer.call for peer in peers if peer.call}
    calls |= {limit[0]: limit[1]} if limit else {}
    everyone = {"": ours, **calls}
    first_s = {name: time_call(call) for name, call in everyone.items()}  # also pays for what is paid once
    first_s = {name: min(took_s, time_call(everyone[name])) if took_s < 1 else took_s for name, took_s in first_s.items()}
    repeats = {name: max(1, round(SHORTEST_S / took_s)) for name, took_s in first_s.items()}
    a_round_s = sum(first_s[name] * repeats[name] for name in everyone)
    n_rounds = int(min(max(SECONDS / a_round_s, FEWEST), MOST))
    times = {name: [] for name in calls}
    names = list(calls)

    def run_the_others():
        names.append(names.pop(0)) if names else None
        for name in names:
            times[name].append(time_call(calls[name], repeats[name]))

    def run_ours():
        for _ in range(repeats[""]):
            ours()

    benchmark.pedantic(run_ours, setup=run_the_others, rounds=n_rounds, iterations=1)
    ours_s = [took_s / repeats[""] for took_s in benchmark.stats.stats.data]
    ratios = {name: statistics.median(theirs / own for theirs, own in zip(times[name], ours_s, strict=True)) for name in calls}
    own_s = statistics.median(ours_s)
    theirs_s = {name: statistics.median(times[name]) for name in calls}
    for peer in peers:
        if peer.seconds is not None:
            theirs_s[peer.name], ratios[peer.name] = peer.seconds, peer.seconds / own_s
    traced = {"": ours, **{peer.name: peer.call for peer in peers if peer.call and first_s[peer.name] < SLOWEST_TRACED_S}}
    memory = {name: measure_peak_bytes(call) for name, call in traced.items()}
    result = Result(what, size, own_s, peers, theirs_s, ratios, memory, n_rounds, most_bytes)
    if limit:
        result.limit, result.share = limit[0], ratios[limit[0]]
    contenders = [peer.name for peer in peers if peer.call and peer.at_least is None]
    if fastest_at_least is not None and contenders:
        result.fastest, result.fastest_at_least = min(contenders, key=theirs_s.get), fastest_at_least
    return result

"""Changes the code in many small ways and counts how often a test notices.

    python -m tooling.mutants                    every change of every part
    python -m tooling.mutants booking outbox     of these parts
    python -m tooling.mutants --sample 120       120 changes of each part, drawn at random
    python -m tooling.mutants --left booking     what no test has noticed yet
    mutmut show NAME                             what was changed

mutmut makes the changes: in what, says `[tool.mutmut]` of pyproject.toml. Which tests have to
notice, says `PARTS`; `judge` runs them. Not for finding out which lines are run: a line that is run
may still be checked by nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import multiprocessing
import os
import random
import resource
import shutil
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from mutmut.__main__ import create_mutants
from mutmut.configuration import config
from mutmut.mutation.data import SourceFileMutationData
from mutmut.utils.file_utils import (
    change_cwd,
    copy_also_copy_files,
    copy_src_dir,
    setup_source_paths,
    walk_mutatable_files,
)

from tooling.judge import BROKEN, KILLED, NEVER_ENDED, Judge

LEAST = 0.85
NOTICED = {KILLED, NEVER_ENDED, BROKEN}


@dataclass(frozen=True)
class Part:
    """Some of the code, and the tests that are there for it."""

    code: tuple[str, ...]
    tests: tuple[str, ...]

    def files(self) -> list[SourceFileMutationData]:
        """Its files, each with its mutants and what became of them; None is not tried."""
        paths = [path for path in walk_mutatable_files() if str(path).startswith(self.code)]
        files = [SourceFileMutationData(path=path) for path in sorted(paths)]
        for file in files:
            file.load()
        return files


PARTS = {
    "engine": Part(("afspraken/engine/",), ("tests/afspraken/engine",)),
    "booking": Part(("afspraken/booking/",), ("tests/afspraken/booking",)),
    "occupying": Part(
        (
            "afspraken/attempts.py",
            "afspraken/balie/",
            "afspraken/bezetting.py",
            "afspraken/contactlimiet.py",
        ),
        (
            "tests/afspraken/balie",
            "tests/afspraken/test_bezetting.py",
            "tests/afspraken/test_contactlimiet.py",
            "tests/afspraken/test_retries.py",
        ),
    ),
    "queue": Part(
        tuple(
            f"afspraken/wachtrij/{name}.py"
            for name in ("tijden", "toestand", "verwachting", "volgorde", "wachttijd")
        ),
        (
            "tests/afspraken/wachtrij/test_reporting.py",
            "tests/afspraken/wachtrij/test_stappen.py",
            "tests/afspraken/wachtrij/test_toestand.py",
            "tests/afspraken/wachtrij/test_verwachting.py",
            "tests/afspraken/wachtrij/test_volgorde.py",
            "tests/afspraken/wachtrij/test_wachttijd.py",
        ),
    ),
    "disruption": Part(
        ("afspraken/storing/assigning.py", "afspraken/storing/weighing.py"),
        (
            "tests/afspraken/storing/test_assigning.py",
            "tests/afspraken/storing/test_proposing.py",
        ),
    ),
    "outbox": Part(("notificaties/outbox/",), ("tests/notificaties/outbox",)),
    "retention": Part(
        ("afspraken/privacy/retention.py",),
        (
            "tests/afspraken/contact/test_forgetting.py",
            "tests/afspraken/contact/test_merging.py",
            "tests/afspraken/ophalen/test_forgetting.py",
            "tests/afspraken/test_privacy_retention.py",
        ),
    ),
}

OPTIONS = (
    *("-q", "-s", "-x", "--no-migrations", "--reuse-db", "-p", "no:cacheprovider"),
    "--assert=plain",  # nobody reads why a test failed
    # Long walks, which every mutant that lives would run: one of the fifteen is enough here.
    "-k=not (ever_states_an_old_time or jumps_at_any_step or exists_and_no_other) or no_other[0]",
)


def make_mutants(workers: int) -> None:
    """A copy of the code in `mutants/` with every change in it; each waits to be turned on."""
    Path("mutants").mkdir(exist_ok=True)
    shutil.rmtree("mutants/tests", ignore_errors=True)  # what was removed must not judge
    others = shutil.ignore_patterns("*.py", "__pycache__")
    for folder in config().source_paths:  # mutmut copies what is no Python once only
        shutil.copytree(folder, Path("mutants") / folder, ignore=others, dirs_exist_ok=True)
    with contextlib.redirect_stdout(io.StringIO()):
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(workers)


def judge(part: Part, workers: int, *, sample: int | None, only_left: bool) -> None:
    """Try mutants of a part, and keep at once what became of each."""
    files = part.files()
    if not only_left:
        for file in files:
            file.exit_code_by_key = dict.fromkeys(file.exit_code_by_key)
            file.save()
    of_mutant = {mutant: file for file in files for mutant in file.exit_code_by_key}
    mutants = [one for one, file in of_mutant.items() if file.exit_code_by_key[one] not in NOTICED]
    if sample is not None:
        mutants = random.Random(0).sample(mutants, min(sample, len(mutants)))

    def keep(mutant: str, fate: int) -> None:
        file = of_mutant[mutant]
        file.exit_code_by_key[mutant] = fate
        with change_cwd(root):
            file.save()

    root = Path.cwd()
    setup_source_paths()
    os.environ["CI"] = "true"  # tests that draw their examples draw the same for every mutant
    with change_cwd("mutants"):
        if mutants and pytest.main(
            [*OPTIONS, *part.tests], plugins=[Judge(mutants, workers, keep)]
        ):
            sys.exit("the tests do not pass without any change")


def report(name: str, part: Part) -> bool:
    """Print which changes no test noticed, and which share one did; True if that is enough."""
    fates = {
        mutant: fate
        for file in part.files()
        for mutant, fate in file.exit_code_by_key.items()
        if fate is not None
    }
    for mutant, fate in fates.items():
        if fate not in NOTICED:
            print(f"not noticed: {mutant}")
    counts = Counter(fates.values())
    noticed = sum(counts[fate] for fate in NOTICED)
    share = noticed / len(fates)
    print(
        f"{name} | {noticed} of {len(fates)} noticed, {counts[NEVER_ENDED]} because they never"
        f" ended | {share:.1%} | ≥ {LEAST:.0%} | {'ok' if share >= LEAST else 'short'}",
        flush=True,
    )
    return share >= LEAST


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--sample", type=int, help="so many changes of each part, at random")
    parser.add_argument("--left", action="store_true", help="what no test has noticed yet")
    asked = parser.parse_args()
    if unknown := {*asked.parts} - {*PARTS}:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    config()  # read here: the tests run in another folder
    make_mutants(asked.workers)
    is_enough = True
    for name in asked.parts or PARTS:
        # A process of its own: the tests of each part begin with nothing imported.
        trial = multiprocessing.Process(
            target=judge,
            args=(PARTS[name], asked.workers),
            kwargs={"sample": asked.sample, "only_left": asked.left},
        )
        trial.start()
        trial.join()
        if trial.exitcode:
            return 1
        is_enough &= report(name, PARTS[name])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{(used.ru_utime + used.ru_stime) / 60:.1f} minutes of one processor")
    return 0 if is_enough else 1


if __name__ == "__main__":
    sys.exit(main())

"""How fast is it, beside what: every figure is measured next to a reference in the same run.

`python -m benchmarks` prints one line per figure; names as arguments choose some. Nothing here
is a test of correctness alone, yet every figure first proves that it computed the true answer.

    workload    W1: what is booked, and the answers that everyone must give
    town        the same as rows
    databases   a fresh migrated database for every figure
    measuring   rounds in turn, medians, one line per figure

Figures: those of `__main__`; the four of routes need no database. Results: docs/performance.md.
"""

"""When resources are open: the intentions of people, and `Openstand`, which follows from them.

Read in this order:

    clock       from the clock on the wall in town to UTC, and back
    openings    the arithmetic of one day
    series      weekly series in django-scheduler; the only module that imports it
    openstand   from all intentions to the rows of `Openstand`
    horizon     how far ahead these rows reach
    writing     what all writes share: the log, and rebuilding from today on
    weekly      WRITES: weekly series
    changes     WRITES: exceptions, closings, absence
    busy        WRITES: absence that follows an outside calendar
    feestdagen  holidays, computed into closings
    conflicts   which appointments fall outside, now or after a change

Not for what is taken: see `bezetting.py`. Hours and days are those in town, moments are UTC.
"""

from afspraken.lokaal import LOCAL
from afspraken.roosters.busy import replace_busy
from afspraken.roosters.changes import (
    add_exception,
    close,
    close_again,
    remove,
    reopen,
    save,
    set_absent,
)
from afspraken.roosters.conflicts import affected_by, outside
from afspraken.roosters.feestdagen import compute_holidays
from afspraken.roosters.horizon import check, extend_horizon, horizon_end
from afspraken.roosters.openstand import Difference, Layers, Scope, layers_of, rebuild
from afspraken.roosters.series import Reeks
from afspraken.roosters.series import of as series_of
from afspraken.roosters.weekly import (
    Week,
    add_series,
    add_week,
    add_weeks,
    change_series,
    end_series,
    remove_series,
    undo_change,
)

__all__ = [
    "LOCAL",
    "Difference",
    "Layers",
    "Reeks",
    "Scope",
    "Week",
    "add_exception",
    "add_series",
    "add_week",
    "add_weeks",
    "affected_by",
    "change_series",
    "check",
    "close",
    "close_again",
    "compute_holidays",
    "end_series",
    "extend_horizon",
    "horizon_end",
    "layers_of",
    "outside",
    "rebuild",
    "remove",
    "remove_series",
    "reopen",
    "replace_busy",
    "save",
    "series_of",
    "set_absent",
    "undo_change",
]

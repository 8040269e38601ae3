"""Asked in whatever way, the supervisor stops what it started; see also `test_up.py`."""

import os
import signal
import subprocess
import sys

import pytest

PROGRAM = """
from afspraken.conf.supervisor import Child, Supervisor

supervisor = Supervisor(print)
supervisor.listen()
supervisor.start(Child("Een kind", ["sleep", "60"]))
print(supervisor.children[0].process.pid, flush=True)
supervisor.watch()
supervisor.stop()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_it_and_its_child(number):
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE) as supervisor:
        assert supervisor.stdout is not None
        child = int(supervisor.stdout.readline())
        supervisor.send_signal(number)
        assert supervisor.wait(15) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)

"""A thread can let all others go first."""

import os
import threading

import pytest

from lvit_core.thread_waiting import step_back


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="no priorities of threads here")
def test_a_thread_can_yield_to_all_others():
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    seen = []

    def work() -> None:
        for _ in range(2):
            step_back(5)
            seen.append(niceness())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(5)
    assert seen == [niceness() + 5] * 2, "once, however often it is asked for"

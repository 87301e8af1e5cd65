"""onnxruntime, told before it starts to tell nobody anything.

Its official builds keep an identifier of the machine, and notes of each model that is loaded, to send them to their
maker. So no other module imports it, and it is reached by this one's name for it.
"""

from __future__ import annotations

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # is read once, when the library is loaded

import onnxruntime as onnxruntime  # noqa: PLC0414 - the name is given out again

onnxruntime.disable_telemetry_events()  # what can still be had where a program has loaded it before us

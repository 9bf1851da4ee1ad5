"""Manuscripts and an order → finished files: the whole run, with nothing printed and no exit.

What is imported here is little, so that a run that has nothing to make is over at once.
"""

from keben.press.order import EDITIONS, Done, Event, Order, Outcome, Result, Stage
from keben.press.pool import build

__all__ = ["EDITIONS", "Done", "Event", "Order", "Outcome", "Result", "Stage", "build"]

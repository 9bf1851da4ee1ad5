"""Manuscripts and an order → finished files: the whole run, with nothing printed and no exit."""

from keben.press.editions import EDITIONS, original_of
from keben.press.order import Done, Event, Order, Outcome, Result, Stage
from keben.press.run import build, prepare

__all__ = [
    "EDITIONS",
    "Done",
    "Event",
    "Order",
    "Outcome",
    "Result",
    "Stage",
    "build",
    "original_of",
    "prepare",
]

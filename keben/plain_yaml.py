"""YAML text → its nodes, with their places and nothing built from them. The only importer of yaml.

Every plain value stays the text that was written; tags such as ``!!python/name:…`` mean nothing.
"""

from __future__ import annotations

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

__all__ = ["MappingNode", "NoYaml", "Node", "ScalarNode", "SequenceNode", "compose"]

DEPTH = 12

LONGEST = 1_000_000
"""Characters of a text, which take two seconds to read."""
SHORTEN = "Put what is long into files of its own."

VALUES = 50_000
"""Of a text: one of so many takes seconds, and no one has written it by hand."""


class NoYaml(ValueError):
    """What is wrong with a text, and at which of its lines (from 1)."""

    def __init__(self, problem: str, line: int, remedy: str = "") -> None:
        super().__init__(problem)
        self.problem, self.line, self.remedy = problem, line, remedy


def compose(text: str, *, aliases: bool = False, depth: int = DEPTH) -> Node | None:
    """The root of a YAML text; None for an empty one.

    Raises NoYaml where it is not YAML, is nested more than ``depth`` deep, has too many values, or
    uses aliases that are not allowed: they can multiply a short text without end, and deep nesting
    exhausts the stack.
    """
    if len(text) > LONGEST:
        raise NoYaml(f"it has {len(text):,} characters, and {LONGEST:,} are the most", 1, SHORTEN)
    try:
        _refuse_bombs(text, aliases=aliases, depth=depth)
        return yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise NoYaml(f"it is not valid YAML: {error.problem or error.context}", line) from error
    except yaml.YAMLError as error:
        raise NoYaml(f"it is not valid YAML: {str(error).splitlines()[0]}", 1) from error


def _refuse_bombs(text: str, *, aliases: bool, depth: int) -> None:
    deep = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.BaseLoader)):
        deep += isinstance(event, yaml.CollectionStartEvent)
        deep -= isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) and not aliases:
            problem = f'it uses the alias "*{event.anchor}", which is not read'
            raise NoYaml(problem, line, "Write the value out.")
        if number > VALUES:
            raise NoYaml(f"it has more than {VALUES:,} values", line, "Take some out.")
        if deep > depth:
            problem = f"it is nested more than {depth} deep"
            raise NoYaml(problem, line, "Take some levels out.")

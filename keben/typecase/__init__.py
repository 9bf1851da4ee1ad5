"""A publication and its settings → the type case: one cut font a face, for every edition."""

from keben.typecase.case import TypeCase, fill
from keben.typecase.faces import CutFont

__all__ = ["CutFont", "TypeCase", "fill"]

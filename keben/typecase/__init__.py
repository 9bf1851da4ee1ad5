"""A publication and its settings → the type case: one cut font a face, for every edition."""

from keben.typecase.case import TypeCase, fill
from keben.typecase.faces import CutFont
from keben.typecase.numbered import number_as_faces
from keben.typecase.thinning import thin
from keben.typecase.vertical import turn_case

__all__ = ["CutFont", "TypeCase", "fill", "number_as_faces", "thin", "turn_case"]

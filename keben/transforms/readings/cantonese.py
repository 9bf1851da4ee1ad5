"""Han characters → how they are read in Cantonese. The only module that imports ToJyutping."""

from __future__ import annotations

from ToJyutping import get_jyutping_list


def read_jyutping(text: str) -> list[str]:
    """A syllable of Jyutping with its tone number for each character; empty where none is known."""
    found = get_jyutping_list(text)
    if [character for character, _ in found] != list(text):  # a cluster that it takes for one
        return [(get_jyutping_list(each)[0][1] or "").split(" ")[0] for each in text]
    return [reading or "" for _, reading in found]

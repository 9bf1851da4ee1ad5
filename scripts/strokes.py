"""Unihan_IRGSources.txt on standard input → keben/strokes/strokes.txt on standard output.

unzip -p Unihan.zip Unihan_IRGSources.txt | python scripts/strokes.py > keben/strokes/strokes.txt
"""

import sys

HEAD = """\
# How many strokes Han characters have: the field kTotalStrokes of the Unihan database,
# Unicode {version}, in another form. Copyright © 1991-2022 Unicode, Inc.; see licence.txt.
# Each line: the first code point of a row, then a character for each code point, in which
# "0" is none (not known), "1" one stroke, and so on through ASCII.
"""
ROW = 64


def main() -> None:
    version, strokes = "", {}
    for line in sys.stdin:
        if line.startswith("# Unicode version:"):
            version = line.split(":")[1].strip()
        parts = line.split()
        if len(parts) > 2 and parts[1] == "kTotalStrokes":
            strokes[int(parts[0][2:], 16)] = int(parts[2])  # the first is that of China
    out = HEAD.format(version=version)
    starts = sorted({code - code % ROW for code in strokes})
    for start in starts:
        row = "".join(chr(ord("0") + strokes.get(start + n, 0)) for n in range(ROW))
        out += f"{start:X} {row.rstrip('0')}\n"
    sys.stdout.write(out)


main()

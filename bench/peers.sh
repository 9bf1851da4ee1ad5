#!/bin/sh
# The programs that keben is measured against → bench/.venv, apart from the project's own libraries.
#
# XeLaTeX comes with the system: on Debian, texlive-xetex and texlive-lang-chinese. Where it is not
# there, its row says so.

set -eu
cd "$(dirname "$0")"

if cmp -s peers.txt .venv/.ready; then
    exit 0
fi
rm -rf .venv
"${PYTHON:-python3}" -m venv .venv
.venv/bin/python -m pip --quiet --disable-pip-version-check install --requirement peers.txt
cp peers.txt .venv/.ready

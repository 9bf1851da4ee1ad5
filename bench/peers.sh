#!/bin/sh
# The programs that keben is measured against: Typst and Pandoc → bench/.venv, apart from the
# project's own libraries; XeLaTeX and Chromium come with the system, on Debian by apt.
#
# What cannot be installed is left out, and its row in RESULTS.md says so.

set -eu
cd "$(dirname "$0")"

missing=
# Links in XeLaTeX's PDFs ask for a font of dingbats, which texlive-xetex does not bring along.
{ command -v xelatex && kpsewhich pzdr.tfm; } >/dev/null 2>&1 ||
    missing="$missing texlive-xetex texlive-lang-chinese texlive-fonts-recommended lmodern"
command -v chromium >/dev/null || missing="$missing chromium"
if [ -n "$missing" ] && command -v apt-get >/dev/null; then
    root=
    [ "$(id -u)" = 0 ] || root="sudo -n"
    # shellcheck disable=SC2086 # words
    { $root apt-get update && DEBIAN_FRONTEND=noninteractive \
        $root apt-get install --yes --no-install-recommends $missing; } >/dev/null ||
        echo "peers.sh: not installed:$missing" >&2
fi

if cmp -s peers.txt .venv/.ready; then
    exit 0
fi
rm -rf .venv
"${PYTHON:-python3}" -m venv .venv
.venv/bin/python -m pip --quiet --disable-pip-version-check install --requirement peers.txt
cp peers.txt .venv/.ready

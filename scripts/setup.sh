#!/bin/sh
# A bare machine → .venv with the locked requirements and keben itself.
#
#   scripts/setup.sh       what building needs   (requirements.lock)      → .venv/.ready
#   scripts/setup.sh dev   what testing needs    (requirements-dev.lock)  → .venv/.ready-dev
#
# Quiet where there is nothing to do, one line for each thing done. An interrupted run leaves no
# stamp, and the next run then makes .venv anew. PYTHON names an interpreter of your own choice.

set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*"; }
fail() {
    printf 'set-up: %s\n' "$@" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# The interpreter itself, not a shim or the python of an active .venv, which may be made anew below.
find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        "$name" -c 'import sys
if sys.version_info < (3, 11): sys.exit(1)
print(sys._base_executable)' 2>/dev/null && return
    done
    fail "Python 3.11 or newer is needed, and none was found." \
        "Debian and Ubuntu: sudo apt-get install python3 python3-venv; macOS: brew install python3." \
        "Where it has another name: PYTHON=/path/to/python make"
}

# Prints what this Python cannot load: shared libraries by name, and ensurepip, which Debian packs apart.
# macOS: Homebrew's folder is searched too, because a Python of another origin does not know it.
find_missing() {
    "$1" - <<'EOF'
import ctypes, ctypes.util, importlib.util, os, sys

os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
missing = []
for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset"):
    if sys.platform == "darwin":
        found = ctypes.util.find_library(name)
    else:
        try:
            found = ctypes.CDLL(f"lib{name}.so.0")
        except OSError:
            found = None
    if not found:
        missing.append(name)
if not importlib.util.find_spec("ensurepip"):
    missing.append("ensurepip")
print(*missing)
EOF
}

debian_packages() { # names from find_missing, the interpreter
    for name in $1; do
        case $name in
        pango-1.0) say libpango-1.0-0 ;;
        pangoft2-1.0) say libpangoft2-1.0-0 ;;
        harfbuzz) say libharfbuzz0b ;;
        harfbuzz-subset) say libharfbuzz-subset0 ;;
        ensurepip) "$2" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])' ;;
        esac
    done
}

install_with_apt() { # packages
    if [ "$(id -u)" -eq 0 ]; then
        sudo=
    elif have sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        sudo=sudo
    else
        fail "these Debian packages are missing: $*" \
            "Have them installed with: apt-get install $*" "Then run make again."
    fi
    say "Installing with apt-get: $*"
    apt="$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0"
    if ! $apt update || ! $apt install --yes --no-install-recommends "$@" >/dev/null; then
        fail "apt-get could not install: $*" "Mend what it says above, then run make again."
    fi
}

install_missing() { # names from find_missing, the interpreter
    if have apt-get; then
        # shellcheck disable=SC2046 # one word a package
        install_with_apt $(debian_packages "$1" "$2")
    elif have brew; then
        say "Installing with brew: pango"
        brew install --quiet pango || fail "brew could not install pango."
    else
        if have dnf; then
            remedy="dnf install pango harfbuzz"
        elif have pacman; then
            remedy="pacman -S pango harfbuzz"
        elif have apk; then
            remedy="apk add pango harfbuzz-subset"
        elif [ "$(uname)" = Darwin ]; then
            remedy="brew install pango (Homebrew itself: https://brew.sh)"
        else
            remedy="the packages of Pango 1.44 or newer, and of HarfBuzz with harfbuzz-subset"
        fi
        fail "missing: $1." "Install with: $remedy" "Then run make again."
    fi
}

make_environment() {
    [ -f .venv/.ready ] && return
    python=$(find_python)
    missing=$(find_missing "$python") ||
        fail "$python lacks parts of its standard library (see above)." \
            "Debian and Ubuntu: sudo apt-get install python3; elsewhere: install Python whole."
    if [ -n "$missing" ]; then
        install_missing "$missing" "$python"
        missing=$(find_missing "$python")
        [ -z "$missing" ] || fail "still not found by $python: $missing."
    fi
    if [ -e .venv ]; then
        say "Removing .venv, which an interrupted set-up left."
        rm -rf .venv
    fi
    say "Creating .venv with $("$python" --version)"
    "$python" -m venv .venv
}

# Wheels only: building from source would fetch build tools that no lock names. The exception is
# bagit, of which there is no wheel; it is built with the build tools of the lock. And just what the
# lock lists: an older pip that looks for needs itself (`coverage[toml]`) finds a newer release than
# the lock's and refuses it for want of a hash. `pip check` says whether the lock is whole.
install_locked() { # lock file
    say "Installing $1"
    rm -f .venv/.ready .venv/.ready-dev
    pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip --quiet install --no-deps"
    # A requirement begins at the line's start, and its hashes follow on lines that are indented.
    awk '/^[^ ]/ { source = /^bagit==/ } !source' "$1" >.venv/wheels.txt
    awk '/^[^ ]/ { source = /^bagit==/ } source' "$1" >.venv/source.txt
    {
        $pip --require-hashes --only-binary :all: --requirement .venv/wheels.txt &&
            $pip --require-hashes --no-build-isolation --requirement .venv/source.txt
    } ||
        fail "the requirements could not be installed." \
            "Mend what pip says above (is the network there?), then run make again."
    $pip --no-build-isolation --editable . || fail "keben could not be installed."
    # pip compiles what it installs, but not what it only points to; where Python may not write, each
    # run would begin with that.
    .venv/bin/python -m compileall -q keben || fail "keben could not be compiled."
    .venv/bin/python -m pip --quiet check || fail "$1 is not whole: renew it with make lock."
}

make_environment
case ${1:-} in
'') install_locked requirements.lock ;;
dev) install_locked requirements-dev.lock ;;
*) fail "usage: scripts/setup.sh [dev]" ;;
esac
touch .venv/.ready
[ "${1:-}" != dev ] || touch .venv/.ready-dev

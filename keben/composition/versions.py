"""The libraries that lay out and draw, as loaded → the versions that they state of themselves."""

from __future__ import annotations

from collections.abc import Mapping

from keben.composition.engine import ENGINE_VERSION  # first, because it starts WeasyPrint

from weasyprint.text import ffi as loaded  # isort: skip

_CALLS = """
const char* pango_version_string(void);
const char* hb_version_string(void);
int FcGetVersion(void);
typedef void* keben_FT_Library;
int FT_Init_FreeType(keben_FT_Library*);
int FT_Done_FreeType(keben_FT_Library);
void FT_Library_Version(keben_FT_Library, int*, int*, int*);
"""


def engine_versions() -> Mapping[str, str]:
    """By name, in the order from the top down. Asked of the libraries themselves, through the
    handles that WeasyPrint opened, because several may be installed."""
    ffi = loaded.ffi
    ffi.cdef(_CALLS, override=True)
    pango, harfbuzz = loaded.pango, loaded.harfbuzz
    number = loaded.fontconfig.FcGetVersion()
    return {
        "WeasyPrint": ENGINE_VERSION,
        "Pango": ffi.string(pango.pango_version_string()).decode(),
        "HarfBuzz": ffi.string(harfbuzz.hb_version_string()).decode(),
        "FreeType": _freetype(),
        "Fontconfig": f"{number // 10000}.{number // 100 % 100}.{number % 100}",
    }


def _freetype() -> str:
    """Pango's FreeType: what a library was linked with is found through its own handle."""
    ffi, library = loaded.ffi, loaded.pangoft2
    handle = ffi.new("keben_FT_Library*")
    if library.FT_Init_FreeType(handle):
        return "unknown"
    parts = [ffi.new("int*") for _ in range(3)]
    library.FT_Library_Version(handle[0], *parts)
    library.FT_Done_FreeType(handle[0])
    return ".".join(str(part[0]) for part in parts)

"""The compositor: it prepares text, lays pages out and moves what must stand elsewhere.

The only package that touches WeasyPrint's inside.
"""

import os
import sys
from pathlib import Path

# Fontconfig reads this once, when WeasyPrint is imported: a page must look the same everywhere, so
# no font of the machine is ever in sight.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fontconfig.xml"))

if sys.platform == "darwin":
    # A Python that is not Homebrew's does not look where Homebrew keeps Pango.
    os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")

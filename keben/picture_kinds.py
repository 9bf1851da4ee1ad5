"""The kinds of pictures that editions hold (EPUB 3.3 §3.2), by suffix and by media type."""

MEDIA_TYPES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
"""Each media type by the suffixes of its files, the usual one last."""

SUFFIXES = {kind: suffix for suffix, kind in MEDIA_TYPES.items()}
"""The usual suffix of each."""

"""keben (刻本): text in; a printed edition, an e-reader edition and an archive out."""

__version__ = "0.1.0"

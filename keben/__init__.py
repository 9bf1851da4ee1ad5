"""keben (刻本): text in; a printed edition, an e-reader edition and an archive out."""

from keben.late_methods import compile_late

__version__ = "0.1.0"

compile_late()

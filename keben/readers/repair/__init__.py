"""Raw text → passages with their roles, and a record of every change made on the way.

The stages, in order: :mod:`lines` (characters and line ends), :mod:`noise` (page numbers and
ornaments), :mod:`unwrap` (line ends that end no paragraph), :mod:`pages` (paragraphs and heads
broken by a page end), :mod:`front`, :mod:`back`, :mod:`lists` and :mod:`heads` (structure).
:mod:`pipeline` runs them.
"""

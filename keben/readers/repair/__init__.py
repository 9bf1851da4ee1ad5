"""Raw text → passages with their roles, and a record of every change made on the way.

The stages, in order: :mod:`lines` (:mod:`characters`, line ends), what never was text
(:mod:`navigation`, :mod:`folios`, :mod:`running`, :mod:`contents`, :mod:`ornaments`),
:mod:`unwrap` (line ends that end no paragraph), :mod:`pages` (paragraphs and heads broken by a page
end), :mod:`punctuation`, and :mod:`structure`, which gives every passage its role.
:mod:`pipeline` runs them; a :mod:`policy` says how far they go.
"""

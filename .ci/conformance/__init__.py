"""What of the guidance is modelled where, and which tests hold it.

`paragraphs` and `tables` say so by hand. `proof` alters what they name, one thing at a time, and
keeps the tests that fail in ``proof.json``: a test is named on a page only if it has been seen to
fail. `reading` joins the two and finds what is missing.
"""

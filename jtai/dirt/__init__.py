"""The dirt that real lists come with, to be planted in fictitious ones.

Law: it opens none of its rooms; `jtai.testing` is the way in.
"""

"""What is tested, and how: each folder's README says what belongs there.

A package, so that no other `tests` on the path is taken.
"""

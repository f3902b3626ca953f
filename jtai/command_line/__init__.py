"""What the command line understands, and what each command does.

Law: it opens none of its rooms, so that a command starts with what it needs.
"""

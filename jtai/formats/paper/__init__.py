"""Timetables on paper."""

"""Tests of single rules, on programs built by hand."""

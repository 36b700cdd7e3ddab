"""Wages of projects at the officer's desk: load, project page, map, big screen."""

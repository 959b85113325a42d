"""Every group of pages, in one list."""

from flask import Blueprint

BLUEPRINTS: list[Blueprint] = []

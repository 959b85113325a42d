"""Every group of pages, in one list."""

from flask import Blueprint

from portal.web import brand, health

BLUEPRINTS: list[Blueprint] = [
    brand.bp,
    health.bp,
]

"""Every group of pages, in one list."""

from flask import Blueprint

from portal.front import about_data, account, home, pages, people, refusals, sign_in, tokens, you
from portal.web import brand, health

BLUEPRINTS: list[Blueprint] = [
    about_data.bp,
    account.bp,
    brand.bp,
    health.bp,
    home.bp,
    pages.bp,
    people.bp,
    refusals.bp,
    sign_in.bp,
    tokens.bp,
    you.bp,
]

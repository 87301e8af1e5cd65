"""People of a server for tests: their passwords are quick to check."""

from __future__ import annotations

from dataclasses import replace

from argon2 import PasswordHasher

from wordpace.accounts import Accounts
from wordpace.assemble import assemble_people
from wordpace.openid.sign_in import SignIn
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.stores.accounts import AccountTable
from wordpace.stores.database import Database
from wordpace.web.household import People


def quick_people(settings: Settings, service: Service, provider: SignIn | None = None) -> People:
    """The people of a data directory; nobody yet."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    accounts = Accounts(AccountTable(Database(settings.data_dir)), quick)
    return replace(assemble_people(settings, service), accounts=accounts, provider=provider)

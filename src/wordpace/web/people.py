"""The routes of tokens, which are each person's, and of the people, whom admins look after."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import Field

from wordpace.accounts import Accounts
from wordpace.people import ApiToken, Scope, Standing, User
from wordpace.web.accounts import signed_in, user_json
from wordpace.web.household import Household
from wordpace.web.schemas import Json, Strict

_MOST = 2000  # characters of a field here


class NewToken(Strict):
    """A token for a program, and what it may do."""

    name: str = Field(max_length=100)
    scopes: list[Scope] = Field(min_length=1)


class NewUser(Strict):
    """A person who gets an account."""

    name: str = Field(max_length=_MOST)
    password: str = Field(max_length=_MOST)
    role: Standing = "member"


class NewPassword(Strict):
    """A password that an admin gives somebody."""

    new: str = Field(max_length=_MOST)


def token_routes(accounts: Accounts) -> APIRouter:
    """One's own tokens."""
    router = APIRouter(prefix="/api/tokens")

    @router.get("")
    def tokens(request: Request) -> Json:
        return {"tokens": [_token_json(each) for each in accounts.tokens.list(signed_in(request)[0])]}

    @router.post("", status_code=201)
    def make(request: Request, wanted: NewToken) -> Json:
        """Makes a token, and tells it: this once, and never again."""
        token, made = accounts.tokens.make(signed_in(request)[0], wanted.name, wanted.scopes)
        return {"token": token, **_token_json(made)}

    @router.delete("/{token_id}", status_code=204)
    def revoke(request: Request, token_id: str) -> None:
        accounts.tokens.revoke(signed_in(request)[0], token_id)

    return router


def user_routes(household: Household) -> APIRouter:
    """The people of a server."""
    router, accounts = APIRouter(prefix="/api/users"), household.people.accounts

    @router.get("")
    def users() -> Json:
        return {"users": [_known_json(each) for each in accounts.users()]}

    @router.post("", status_code=201)
    def add(wanted: NewUser) -> Json:
        return _known_json(accounts.create(wanted.name, wanted.password, wanted.role))

    @router.delete("/{user_id}", status_code=204)
    async def remove(user_id: str) -> None:
        """Removes a person, and their library with everything in it."""
        await household.remove(user_id)

    @router.put("/{user_id}/password", status_code=204)
    def set_password(user_id: str, given: NewPassword) -> None:
        """Another password for somebody, who is signed out everywhere."""
        accounts.set_password(user_id, given.new)

    return router


def _known_json(user: User) -> Json:
    return {**user_json(user), "created_at": user.created_at}


def _token_json(token: ApiToken) -> Json:
    return {"id": token.id, "name": token.name, "scopes": sorted(token.scopes), "created_at": token.created_at}

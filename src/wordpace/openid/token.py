"""An ID token, believed only where the provider signed it, for this server, for this sign-in, and not too long ago."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from joserfc.jws import JWSRegistry

from wordpace.errors import ProviderError
from wordpace.openid.provider import Json, Provider

# Signed with a private key that only the provider has. A token can't choose another way: neither "none", nor HS256,
# whose "secret" would be a public key that everybody knows.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
LEEWAY_S = 60  # that clocks may differ
MOST_SUBJECT = 255  # characters, says the standard
_KINDS: Mapping[str, type[RSAKey | ECKey]] = {"RSA": RSAKey, "EC": ECKey}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token has to say."""

    issuer: str
    client_id: str
    nonce: str
    now: int  # seconds since 1970


def claims_of(tokens: Json, expected: Expected, provider: Provider) -> Json:
    """What the ID token says, once it is verified. Raises ProviderError."""
    token = tokens.get("id_token")
    if not isinstance(token, str):
        raise ProviderError("The sign-in provider gave no ID token", "Allow this server the scope openid there")
    try:
        signed = _decoded(token, provider)
        options = {
            "iss": {"essential": True, "value": expected.issuer},
            "aud": {"essential": True, "value": expected.client_id},
            "sub": {"essential": True},
        }
        wanted = {"nonce": expected.nonce, "client_id": expected.client_id, "access_token": tokens.get("access_token")}
        claims: Json = CodeIDToken(signed.claims, signed.header, options, wanted)
        claims.validate(expected.now, LEEWAY_S)  # type: ignore[attr-defined]
    except (JoseError, ValueError, TypeError) as error:
        raise _not_trusted(_reason(error)) from error
    if len(claims["sub"]) > MOST_SUBJECT:
        raise _not_trusted("the subject is too long")
    return claims


def _not_trusted(reason: str) -> ProviderError:
    return ProviderError(f"The sign-in provider's answer can't be trusted ({reason})", "Sign in again")


def _decoded(token: str, provider: Provider) -> jwt.Token:
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    try:
        return jwt.decode(token, _key_set(provider.keys()), registry=registry)
    except InvalidKeyIdError:  # the provider may have a new key
        return jwt.decode(token, _key_set(provider.keys(anew=True)), registry=registry)


def _key_set(published: Json) -> KeySet:
    """Its keys for signatures. Kinds that are not known are passed over; a shared secret is none."""
    listed = published.get("keys")
    return KeySet(list(_keys(listed if isinstance(listed, list) else [])))


def _keys(listed: Iterable[Any]) -> Iterable[RSAKey | ECKey]:
    for each in listed:
        if isinstance(each, dict) and each.get("kty") in _KINDS and each.get("use", "sig") == "sig":
            try:
                yield _KINDS[each["kty"]].import_key(each)
            except (JoseError, ValueError, TypeError):
                continue  # of a curve that is not known


def _reason(error: Exception) -> str:
    """By the kind of the error and the claim's name: what stands in the token is not shown."""
    name = type(error).__name__.removesuffix("Error")
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return f"{words} {getattr(error, 'claim', '')}".strip()

"""Signing in with a provider on loopback: who is let in, and every way in which an answer is not to be trusted."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from tests.openid.small_provider import CLIENT, SECRET, SmallProvider, asked_of

from wordpace.errors import ProviderError, WordpaceError
from wordpace.openid.provider import Client, Provider
from wordpace.openid.sign_in import Identity, SignIn

NOW = int(time.time())
BACK = "http://127.0.0.1:8080/oidc/callback"


@pytest.fixture
def sign_in(provider: SmallProvider) -> SignIn:
    provider.now = lambda: NOW
    return SignIn(Provider(Client(provider.address, CLIENT, SECRET)), now=provider.now)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def visit(url: str) -> dict[str, str]:
    """What the provider has the browser bring back."""
    try:
        urllib.request.build_opener(NoRedirect).open(url, timeout=10)
    except urllib.error.HTTPError as answer:
        with answer:
            return asked_of(answer.headers["Location"])
    raise AssertionError("the provider did not send the browser back")


def signed_in(sign_in: SignIn) -> Identity:
    """A whole sign-in."""
    url, begun = sign_in.begin(BACK)
    return sign_in.finish(begun, visit(url), BACK)


def test_a_person_is_known_by_issuer_and_subject(sign_in: SignIn, provider: SmallProvider) -> None:
    """Code, challenge, secret and signature are real; the provider checks its side."""
    assert signed_in(sign_in) == Identity(provider.address, "subject-of-ana", "ana")
    assert signed_in(sign_in).subject == "subject-of-ana"
    assert provider.asked.count("/keys") == provider.asked.count("/.well-known/openid-configuration") == 1


def test_each_sign_in_has_its_own_state_nonce_and_challenge(sign_in: SignIn) -> None:
    """None of them can be guessed, and the verifier itself is not sent along."""
    (one, begun), (other, _) = sign_in.begin(BACK), sign_in.begin(BACK)
    first, second = asked_of(one), asked_of(other)
    assert all(first[name] != second[name] and len(first[name]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert first["code_challenge_method"] == "S256"
    assert begun.verifier not in one


def by_hand(header: dict[str, Any], claims: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
    def part(content: bytes) -> bytes:
        return base64.urlsafe_b64encode(content).rstrip(b"=")

    body = part(json.dumps(header).encode()) + b"." + part(json.dumps(claims).encode())
    return (body + b"." + part(sign(body))).decode()


def claiming(**claims: object) -> Callable[[SmallProvider], None]:
    return lambda provider: provider.bend.update(claims)


def without_signature(provider: SmallProvider) -> None:
    provider.sign = lambda claims: by_hand({"alg": "none"}, claims, lambda _: b"")


def signed_with_the_public_key(provider: SmallProvider) -> None:
    public = provider.key.as_pem(private=False)
    header = {"alg": "HS256", "kid": "first"}
    provider.sign = lambda claims: by_hand(header, claims, lambda body: hmac.digest(public, body, hashlib.sha256))


def signed_with_a_published_secret(provider: SmallProvider) -> None:
    """A provider that publishes a shared secret among its keys, and uses it."""
    secret = b"0123456789abcdef0123456789abcdef"
    octets = {"kty": "oct", "kid": "oct", "k": base64.urlsafe_b64encode(secret).rstrip(b"=").decode()}
    provider.keys = [provider.key.as_dict(private=False), octets]
    header = {"alg": "HS256", "kid": "oct"}
    provider.sign = lambda claims: by_hand(header, claims, lambda body: hmac.digest(secret, body, hashlib.sha256))


def signed_by_another(provider: SmallProvider) -> None:
    another = RSAKey.generate_key(2048, {"kid": "first"})
    provider.sign = lambda claims: provider.signed(claims, another)


def signed_with_a_key_of_another_kind(provider: SmallProvider) -> None:
    provider.keys = [ECKey.generate_key("P-256", {"kid": "first"}, private=False).as_dict(private=False)]


def changed_after_signing(provider: SmallProvider) -> None:
    def change(claims: dict[str, Any]) -> str:
        head, _, signature = provider.signed(claims).split(".")
        body = base64.urlsafe_b64encode(json.dumps(claims | {"sub": "somebody-else"}).encode()).rstrip(b"=").decode()
        return f"{head}.{body}.{signature}"

    provider.sign = change


def signed_on_a_curve(provider: SmallProvider) -> None:
    """With the one key of a provider that gives it no name."""
    key = ECKey.generate_key("P-256")
    provider.keys = [key.as_dict(private=False)]
    provider.sign = lambda claims: jwt.encode({"alg": "ES256"}, claims, key)


def an_extension_that_must_be_understood(provider: SmallProvider) -> None:
    header = {"alg": "RS256", "kid": "first", "crit": ["exp"], "exp": 7}
    private = provider.key.private_key
    assert private is not None
    sign = private.sign  # as it should be: what is refused is the header
    provider.sign = lambda claims: by_hand(header, claims, lambda body: sign(body, padding.PKCS1v15(), hashes.SHA256()))


@pytest.mark.parametrize(
    ("bend", "reason"),
    [
        (without_signature, "unsupported algorithm"),
        (signed_with_the_public_key, "unsupported algorithm"),
        (signed_with_a_published_secret, "unsupported algorithm"),
        (signed_by_another, "bad signature"),
        (signed_with_a_key_of_another_kind, "invalid key type"),
        (changed_after_signing, "bad signature"),
        (an_extension_that_must_be_understood, "unsupported header"),
        (claiming(nonce="of another sign-in"), "invalid claim nonce"),
        (claiming(nonce=None), "missing claim nonce"),
        (claiming(aud="another server"), "invalid claim aud"),
        (claiming(aud=["another server", "a third"]), "invalid claim aud"),
        (claiming(aud=[CLIENT, "another server"]), "missing claim azp"),
        (claiming(aud=[CLIENT, "another server"], azp="another server"), "invalid claim azp"),
        (claiming(aud=None), "missing claim aud"),
        (claiming(iss="https://elsewhere.example"), "invalid claim iss"),
        (claiming(iss=None), "missing claim iss"),
        (claiming(exp=NOW - 120), "expired token exp"),
        (claiming(exp=None), "missing claim exp"),
        (claiming(exp="tomorrow"), "invalid claim exp"),
        (claiming(iat=NOW + 3600), "invalid claim iat"),
        (claiming(nbf=NOW + 3600), "invalid claim nbf"),
        (claiming(sub=None), "missing claim sub"),
        (claiming(sub=""), "invalid claim sub"),
        (claiming(sub=7), "invalid claim sub"),
        (claiming(sub="x" * 256), "the subject is too long"),
        (claiming(at_hash="of another access token"), "invalid claim at_hash"),
        (lambda provider: setattr(provider, "sign", lambda _: "no token"), "decode"),
        (lambda provider: setattr(provider, "sign", lambda _: 7), "gave no ID token"),
        (lambda provider: setattr(provider, "sign", lambda claims: provider.signed(claims, kid="?")), "invalid key id"),
        (lambda provider: setattr(provider, "keys", []), "invalid key id"),
    ],
)
def test_a_token_that_is_not_right_lets_nobody_in(
    sign_in: SignIn, provider: SmallProvider, bend: Callable[[SmallProvider], None], reason: str
) -> None:
    """In one line that shows nothing of what stood in it."""
    bend(provider)
    with pytest.raises(ProviderError, match=reason) as refused:
        signed_in(sign_in)
    assert "\n" not in str(refused.value)
    assert "somebody-else" not in str(refused.value)


@pytest.mark.parametrize(
    "bend",
    [
        claiming(aud=[CLIENT]),
        claiming(aud=[CLIENT, "another server"], azp=CLIENT),
        claiming(exp=NOW - 5, iat=NOW + 20),
        lambda provider: setattr(provider, "sign", lambda claims: provider.signed(claims, alg="PS512")),
        signed_on_a_curve,
    ],
)
def test_what_the_standard_allows_is_taken(
    sign_in: SignIn, provider: SmallProvider, bend: Callable[[SmallProvider], None]
) -> None:
    """Other signatures with a private key, more audiences, clocks that differ a little."""
    bend(provider)
    assert signed_in(sign_in).subject == "subject-of-ana"


def test_another_state_is_refused_before_anything_is_asked(sign_in: SignIn, provider: SmallProvider) -> None:
    """Its code is not sent on: it may be a stranger's."""
    url, begun = sign_in.begin(BACK)
    told = visit(url)
    for state in ("", told["state"][:-1], "ä" * 43):
        with pytest.raises(ProviderError, match="another sign-in"):
            sign_in.finish(begun, told | {"state": state}, BACK)
    assert "/token" not in provider.asked


def test_a_code_holds_once(sign_in: SignIn) -> None:
    """The provider gives tokens for it no second time; what it writes of that is not shown."""
    url, begun = sign_in.begin(BACK)
    told = visit(url)
    sign_in.finish(begun, told, BACK)
    with pytest.raises(ProviderError, match=r"gives no token for this sign-in \(invalid_grant\)") as refused:
        sign_in.finish(begun, told, BACK)
    assert "<b>" not in str(refused.value)


def test_a_stolen_code_is_worth_nothing_without_the_verifier(sign_in: SignIn) -> None:
    """Whoever brings it to a sign-in of their own is refused by the provider: PKCE."""
    stolen = visit(sign_in.begin(BACK)[0])
    _, own = sign_in.begin(BACK)
    with pytest.raises(ProviderError, match="invalid_grant"):
        sign_in.finish(own, stolen | {"state": own.state}, BACK)


@pytest.mark.parametrize("iss", ["https://elsewhere.example", None])
def test_the_answer_of_another_provider_is_not_brought_to_this_one(
    sign_in: SignIn, provider: SmallProvider, iss: str | None
) -> None:
    """Where the provider says that its answers name it."""
    url, begun = sign_in.begin(BACK)
    told = {name: value for name, value in visit(url).items() if name != "iss"}
    with pytest.raises(ProviderError, match="another sign-in provider"):
        sign_in.finish(begun, told | ({"iss": iss} if iss else {}), BACK)
    assert "/token" not in provider.asked


def test_a_provider_that_lets_nobody_in_is_told_in_a_line_of_our_own(sign_in: SignIn, provider: SmallProvider) -> None:
    """What it writes is not shown: anybody could write it into the address."""
    _, begun = sign_in.begin(BACK)
    told = {"state": begun.state, "iss": provider.address, "error": "access_denied", "error_description": "Call 0900"}
    with pytest.raises(ProviderError, match="let nobody in") as refused:
        sign_in.finish(begun, told, BACK)
    assert "0900" not in str(refused.value)


def test_a_new_key_is_found(provider: SmallProvider) -> None:
    """A provider changes its keys now and then; they are asked for again, and not more often than twice a minute."""
    seconds = [0.0]
    asking = Provider(Client(provider.address, CLIENT, SECRET), clock=lambda: seconds[0])
    sign_in = SignIn(asking)
    signed_in(sign_in)
    new = RSAKey.generate_key(2048, {"kid": "second"})
    provider.keys = [{"kty": "of next year", "kid": "x"}, new.as_dict(private=False)]
    provider.sign = lambda claims: provider.signed(claims, new)
    with pytest.raises(ProviderError):
        signed_in(sign_in)
    assert provider.asked.count("/keys") == 1
    seconds[0] = 31.0
    assert signed_in(sign_in).name == "ana"
    assert provider.asked.count("/keys") == 2


def test_a_name_is_what_the_provider_calls_somebody(sign_in: SignIn, provider: SmallProvider) -> None:
    """Short, without what steers a terminal, and no address of theirs."""
    for claims, name in (
        ({"preferred_username": None, "email": "ana@home.example"}, "ana"),
        ({"preferred_username": "A\x00na\n " + "x" * 100}, "Ana " + "x" * 56),
        ({"preferred_username": None, "name": 7}, "Listener"),
    ):
        provider.bend = claims
        assert signed_in(sign_in).name == name


def described(**changes: object) -> Callable[[SmallProvider], None]:
    return lambda provider: provider.described.update(changes)


@pytest.mark.parametrize(
    ("bend", "line"),
    [
        (described(issuer="https://elsewhere.example"), "calls itself 'https://elsewhere.example'"),
        (described(token_endpoint="ftp://127.0.0.1/token"), "names no secure token_endpoint"),
        (described(jwks_uri=None), "names no secure jwks_uri"),
        (described(authorization_endpoint="javascript:alert(1)"), "names no secure authorization_endpoint"),
    ],
)
def test_a_description_that_can_not_be_used_is_told(
    sign_in: SignIn, provider: SmallProvider, bend: Callable[[SmallProvider], None], line: str
) -> None:
    """Before anybody is sent anywhere."""
    bend(provider)
    with pytest.raises(ProviderError) as refused:
        sign_in.begin(BACK)
    assert line in str(refused.value)


@pytest.mark.parametrize("name", ["token_endpoint", "jwks_uri"])
def test_the_guard_holds_for_what_the_description_names(sign_in: SignIn, provider: SmallProvider, name: str) -> None:
    """The issuer's own place was named by the administrator; another one in a private network was not."""
    elsewhere = urlsplit(provider.address)._replace(netloc="127.0.0.2:9", path=f"/{name}").geturl()
    provider.described[name] = elsewhere
    with pytest.raises(ProviderError, match=r"names 127\.0\.0\.2:9, which is on a private network"):
        signed_in(sign_in)


def test_a_provider_that_is_away_or_leads_on_is_told(provider: SmallProvider) -> None:
    """In one line each."""
    wrong = [("http://127.0.0.1:9", "can't be reached"), (f"{provider.address}/other", "answers 404")]
    for issuer, line in [*wrong, (f"{provider.address}/moved", "answers 302")]:
        with pytest.raises(ProviderError, match=line):
            SignIn(Provider(Client(issuer, CLIENT))).begin(BACK)


def test_an_answer_without_end_is_not_read(sign_in: SignIn, provider: SmallProvider) -> None:
    """Neither one that is large as it is sent, nor one that would be large once it is unpacked."""
    provider.described["padding"] = "x" * 1_000_000
    with pytest.raises(ProviderError, match="more than 1 MB"):
        sign_in.begin(BACK)
    provider.headers["Content-Encoding"] = "gzip"
    with pytest.raises(ProviderError, match="can't be read"):
        sign_in.begin(BACK)


@pytest.mark.parametrize(
    ("issuer", "client", "secret"),
    [
        ("http://sign-in.example", CLIENT, ""),
        ("ftp://127.0.0.1", CLIENT, ""),
        ("https://", CLIENT, ""),
        ("https://sign-in.example?x", CLIENT, ""),
        ("https://sign-in.example", "", ""),
        ("https://sign-in.example", CLIENT, "schlüssel"),
    ],
)
def test_settings_that_can_not_be_right_are_refused(issuer: str, client: str, secret: str) -> None:
    """At the start, not when somebody signs in."""
    with pytest.raises(WordpaceError, match="oidc_"):
        Client(issuer, client, secret)

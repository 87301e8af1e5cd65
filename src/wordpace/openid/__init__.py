"""Signing in with OpenID Connect: who somebody is, by a provider that the administrator trusts."""

"""The network below httpx2: every connection goes through the address guard and ends at one deadline."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore2
import httpx2

from wordpace.pipeline.addresses import Network, Resolve, allowed_addresses, resolve_host, resolve_within


class HostNotFound(httpcore2.ConnectError):
    """The host has no address."""


class NotSecure(httpcore2.ConnectError):
    """No TLS connection came about: most often a certificate that is not to be trusted."""


class BodyTooLargeError(Exception):
    """The body is larger than the limit."""


class Deadline:
    """The moment when a fetch, redirects included, has to be over."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def left(self, limit: float | None = None) -> float:
        """Seconds left, more than none and at most `limit`. Raises httpcore2.ReadTimeout when it is over."""
        seconds = self._end - self._clock()
        if seconds <= 0:
            raise httpcore2.ReadTimeout("the time limit is over")
        return seconds if limit is None else min(seconds, limit)


class GuardedTransport(httpx2.BaseTransport):
    """Sends httpx2's requests over connections that the guard allows; knows no proxy, retry, HTTP/2 or environment.

    Raises AddressForbidden, BodyTooLargeError when a body is over `size` bytes as sent, and httpcore2's exceptions.
    """

    def __init__(
        self,
        deadline: Deadline,
        size: int,
        private_networks: tuple[Network, ...] = (),
        resolve: Resolve = resolve_host,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._size = size
        self._pool = httpcore2.ConnectionPool(
            ssl_context=tls or httpx2.create_ssl_context(verify=True, trust_env=False),
            network_backend=_GuardedNetwork(deadline, private_networks, resolve),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response, its body still to be read."""
        url = request.url
        response = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
            )
        )
        return httpx2.Response(response.status, headers=response.headers, stream=_Body(response, self._size))

    def close(self) -> None:
        """Closes every connection."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response, size: int) -> None:
        self._response = response
        self._size = size

    def __iter__(self) -> Iterator[bytes]:
        sent = 0
        for chunk in self._response.iter_stream():
            sent += len(chunk)
            if sent > self._size:  # counted here too: bytes that decompress to nothing would never be seen above
                raise BodyTooLargeError
            yield chunk

    def close(self) -> None:
        self._response.close()


class _GuardedNetwork(httpcore2.NetworkBackend):
    """Opens sockets only to addresses that were resolved and allowed a moment before."""

    def __init__(self, deadline: Deadline, private_networks: tuple[Network, ...], resolve: Resolve) -> None:
        self._deadline = deadline
        self._private_networks = private_networks
        self._resolve = resolve
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first of the host's allowed addresses that answers; the deadline is the time limit."""
        addresses = allowed_addresses(host, self._addresses(host, port), self._private_networks)
        for position, address in enumerate(addresses, start=1):
            # An address that never answers leaves time for the others.
            share = self._deadline.left(timeout) / (len(addresses) - position + 1)
            try:
                stream = self._sockets.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if position == len(addresses):
                    raise
            else:
                return _TimedStream(stream, self._deadline)
        raise httpcore2.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            return list(resolve_within(self._deadline.left(), self._resolve, host, port))
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(str(error)) from error
        except (OSError, UnicodeError) as error:
            raise HostNotFound(str(error)) from error


class _TimedStream(httpcore2.NetworkStream):
    """A connection whose every wait ends at the deadline, however slowly the bytes drip."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        try:
            seconds = self._deadline.left(timeout)
        except httpcore2.ReadTimeout:
            self.close()  # a pool closes a connection that fails later, but not one that fails here
            raise
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, seconds)
        except httpcore2.ConnectError as error:
            raise NotSecure(str(error)) from error
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

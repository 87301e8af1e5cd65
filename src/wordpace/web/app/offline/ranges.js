/** A Range header -> the bytes that are asked for. Pure; the server's web/ranges.py does the same. */

const ONE = /^bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i;

/**
 * {start, end} in a whole of `size`; null where all is asked for. `start >= end`: nothing lies there (416).
 * What can't be understood, and several ranges at once, are ignored, as RFC 9110 allows.
 */
export function askedRange(header, size) {
  const [, first, last] = ONE.exec(header ?? "") ?? [];
  if (!first && !last) return null;
  if (first && last && Number(last) < Number(first)) return null;
  const start = first ? Number(first) : Math.max(0, size - Number(last));
  return { start, end: first && last ? Math.min(Number(last) + 1, size) : size };
}

/** The answer to a request for a Blob or a part of it: 200, 206 or 416. */
export function partOf(whole, { method, headers }, etag) {
  const condition = headers.get("if-range");
  const part = condition && condition !== etag ? null : askedRange(headers.get("range"), whole.size);
  const told = new Headers({ "Accept-Ranges": "bytes", ETag: etag, "Content-Type": "audio/mpeg" });
  if (part && part.start >= part.end) {
    told.set("Content-Range", `bytes */${whole.size}`);
    return new Response(null, { status: 416, headers: told });
  }
  const { start, end } = part ?? { start: 0, end: whole.size };
  told.set("Content-Length", end - start);
  if (part) told.set("Content-Range", `bytes ${start}-${end - 1}/${whole.size}`);
  const body = method === "HEAD" ? null : whole.slice(start, end, "audio/mpeg");
  return new Response(body, { status: part ? 206 : 200, headers: told });
}

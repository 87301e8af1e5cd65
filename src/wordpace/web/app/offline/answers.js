/** Answers from what is kept, as the server would give them. */

import { change, soundOf, textOf } from "./kept.js";
import { waitingFor } from "./outbox.js";
import { partOf } from "./ranges.js";

/** The sound or the times of a kept edition; null where the browser lost some of it. */
export async function editionAnswer(row, request, what) {
  if (what === "timings") return Response.json(windowOf((await textOf(row.id)).timings, new URL(request.url).searchParams));
  const whole = await soundOf(row);
  if (!whole) return null;
  await change(row.id, { heardAt: Date.now() });
  return partOf(whole, request, row.edition);
}

/** The times of the sentences that a query asks for, `from` and `count`; all of them where it names none. Pure. */
export function windowOf(timings, query) {
  if (!query.has("from") && !query.has("count")) return timings;
  const first = Number(query.get("from") ?? 0);
  const last = query.has("count") ? first + Number(query.get("count")) : Infinity;
  const within = (index) => index >= first && index < last;
  return {
    ...timings, text: null,
    words: timings.words.filter(({ sentence }) => within(sentence)),
    sentences: timings.sentences.filter(({ index }) => within(index)),
  };
}

/** The article as it was, at the place where the listener is by now. */
export async function articleAnswer(id) {
  const { article } = await textOf(id);
  const place = await waitingFor(placePath(id));
  const position = place ? { offset: place.body.offset, updated_at: new Date(place.at).toISOString() } : article.position;
  return Response.json({ ...article, position });
}

export const placePath = (id) => `api/articles/${encodeURIComponent(id)}/position`;

/** The article's page, under the policy that it came with. */
export async function pageAnswer(id) {
  const { page, policy } = await textOf(id);
  return pageOf(page, policy);
}

export function pageOf(page, policy) {
  return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy } });
}

/** Remembers whether the kept sound is of another text than the server's. */
export async function noteStale({ id, stale }, article) {
  const { timings } = await textOf(id);
  const changed = timings.text !== article.text;
  if (changed !== Boolean(stale)) await change(id, { stale: changed });
}

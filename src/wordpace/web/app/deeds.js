/** What can be done with articles; each is told in a toast, and can be taken back. */

import { ask, of } from "./ask.js";
import { titleOf } from "./row.js";
import { attempt, tell } from "./toast.js";
import { say } from "./words.js";

const BACK = { archive: "unarchive", unarchive: "archive", delete: "restore", restore: "delete", queue: "unqueue", unqueue: "queue", tag: "untag", untag: "tag" };
const MOST = 500; // ids in one request

/** Does one deed to several articles; `onDone()` is called after it, and after it was taken back. */
export function doTo(ids, deed, onDone, { tag, title } = {}) {
  return attempt(async () => {
    const changed = await bulk(ids, deed, tag);
    onDone();
    const text = ids.length === 1 && title ? say(`done_${deed}_one`, { title, tag }) : say(`done_${deed}`, { count: changed, tag });
    tell(text, async () => {
      await bulk(ids, BACK[deed], tag);
      onDone();
    });
  });
}

async function bulk(ids, deed, tag) {
  let changed = 0;
  for (let first = 0; first < ids.length; first += MOST) {
    const body = { ids: ids.slice(first, first + MOST), do: deed, ...(tag && { tag }) };
    changed += (await ask("articles/bulk", { method: "POST", body })).changed;
  }
  return changed;
}

/** Puts an article into the queue: "next" or "last". */
export function enqueue(article, place, onDone) {
  return attempt(async () => {
    await ask("queue", { method: "POST", body: { id: article.id, place } });
    onDone();
    tell(say(`done_queue_${place}`, { title: titleOf(article) }), async () => {
      await ask(`queue/${encodeURIComponent(article.id)}`, { method: "DELETE" });
      onDone();
    });
  });
}

export function setTags(article, tags, onDone) {
  return attempt(async () => {
    const keep = (wanted) => ask(of(article.id), { method: "PATCH", body: { tags: wanted } });
    const row = await keep(tags);
    onDone(row);
    tell(say("done_tags", { title: titleOf(article) }), async () => onDone(await keep(article.tags)));
  });
}

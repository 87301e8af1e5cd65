/** What was heard: minutes, minutes saved, pace over weeks, sources; all of it stays on the listener's server. */

import { make } from "../player/elements.js";
import { ask } from "./ask.js";
import { bars, figure, line, ranks } from "./charts.js";
import { counted, dated, number, say, trouble } from "./words.js";

const box = document.getElementById("statistics");
const wrong = document.getElementById("statistics-trouble");
const period = document.getElementById("days");
const MOST_BARS = 60; // days; of more, weeks are drawn

period.addEventListener("change", show);
show();

async function show() {
  try {
    const told = await ask("statistics", { query: { days: period.value } });
    wrong.textContent = "";
    box.replaceChildren(...(told.days.some(({ minutes }) => minutes > 0) ? pictures(told) : [make("p", { class: "empty" }, say("nothing_heard"))]));
  } catch (error) {
    if (!("status" in error)) throw error;
    wrong.textContent = trouble(error);
  }
}

const minutes = (value) => counted(Math.round(value), "minute", "short");

function pictures({ days, sites, pace, total }) {
  const spans = inSpans(filled(days, Number(period.value)));
  return [
    make("dl", { class: "totals" }, ...totals(total)),
    series("minutes_heard", spans, "minutes"),
    series("minutes_saved", spans, "minutes_saved"),
    ...(pace.length ? [paces(pace)] : []),
    ...(sites.length ? [sources(sites)] : []),
  ];
}

function totals({ minutes: heard, minutes_saved: saved, words }) {
  const rows = [["total_heard", duration(heard)], ["total_saved", duration(saved)], ["total_words", number(words ?? 0)]];
  return rows.map(([name, value]) => make("div", {}, make("dt", {}, say(name)), make("dd", {}, value)));
}

/** "3 hr 20 min". */
function duration(value) {
  const [hours, rest] = [Math.floor(value / 60), Math.round(value % 60)];
  return hours ? `${counted(hours, "hour", "short")} ${minutes(rest)}` : minutes(rest);
}

function series(name, spans, field) {
  const points = spans.map((span) => ({ label: dated(span.day, { day: "numeric", month: "short" }), value: Math.max(0, span[field]), told: `${dated(span.day)}: ${minutes(span[field])}` }));
  const sum = spans.reduce((whole, span) => whole + span[field], 0);
  const summary = say(`${name}_summary`, { total: duration(Math.max(0, sum)) });
  return figure({ heading: say(name), summary, picture: bars(points, `${say(name)}. ${summary}`), columns: [say("day"), say(name)],
    rows: spans.filter((span) => span[field]).map((span) => [dated(span.day), minutes(span[field])]) });
}

function paces(pace) {
  const points = pace.map(({ week, wpm }) => ({ label: dated(dayOf(week), { day: "numeric", month: "short" }), value: wpm, told: `${dated(dayOf(week))}: ${say("wpm", { wpm: Math.round(wpm) })}` }));
  const summary = say("pace_summary", { first: Math.round(pace[0].wpm), last: Math.round(pace.at(-1).wpm) });
  return figure({ heading: say("pace_over_weeks"), summary, picture: line(points, `${say("pace_over_weeks")}. ${summary}`),
    columns: [say("week"), say("words_per_minute")], rows: pace.map(({ week, wpm }) => [dated(dayOf(week)), Math.round(wpm)]) });
}

function sources(sites) {
  const named = sites.map(({ name, minutes: value }) => ({ name: name || say("no_site"), value, told: minutes(value) }));
  return figure({ heading: say("sources"), summary: say("sources_summary", { name: named[0].name }), picture: ranks(named.slice(0, 12)),
    columns: [say("source"), say("minutes_heard")], rows: named.map(({ name, told }) => [name, told]) });
}

/** The Monday of a week, given as that day or as "2026-W48". */
function dayOf(week) {
  const [year, nth] = week.split("-W").map(Number);
  if (!nth) return week;
  const fourth = new Date(Date.UTC(year, 0, 4)); // is always in the first week
  return new Date(fourth.getTime() + ((nth - 1) * 7 - ((fourth.getUTCDay() + 6) % 7)) * 86_400_000).toISOString().slice(0, 10);
}

/** Every day of the period up to today, those without listening too. */
function filled(days, count) {
  const known = new Map(days.map((each) => [each.day, each]));
  return Array.from({ length: count }, (_, index) => {
    const date = new Date();
    date.setDate(date.getDate() - (count - 1 - index));
    const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    return known.get(day) ?? { day, minutes: 0, minutes_saved: 0 };
  });
}

/** Days, or weeks where there are many. */
function inSpans(days) {
  const size = days.length > MOST_BARS ? 7 : 1;
  const spans = [];
  for (let first = 0; first < days.length; first += size) {
    const part = days.slice(first, first + size);
    const sum = (field) => part.reduce((whole, each) => whole + each[field], 0);
    spans.push({ day: part[0].day, minutes: sum("minutes"), minutes_saved: sum("minutes_saved") });
  }
  return spans;
}

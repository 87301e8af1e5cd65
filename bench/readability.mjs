// Readability.js on each file named: one line of JSON {title, byline, text} per file. NODE_MODULES names where it is installed.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const load = createRequire(process.env.NODE_MODULES + "/");
const { Readability } = load("@mozilla/readability");
const { JSDOM, VirtualConsole } = load("jsdom");

for (const file of process.argv.slice(2)) {
  let found = {};
  try {
    const document = new JSDOM(readFileSync(file), { url: "https://page.example/", virtualConsole: new VirtualConsole() }).window.document;
    const article = new Readability(document).parse() ?? {};
    const body = new JSDOM(article.content ?? "").window.document.body;
    for (const block of body.querySelectorAll("p, li, h1, h2, h3, h4, h5, h6, blockquote, td, th, figcaption, div, br, tr")) block.append("\n");
    found = { title: article.title, byline: article.byline, text: body.textContent };
  } catch (error) {
    found = { error: String(error) };
  }
  console.log(JSON.stringify(found));
}

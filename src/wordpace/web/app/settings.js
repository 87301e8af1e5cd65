/** The settings, one section a module; each change is kept at once. */

import { make } from "../player/elements.js";
import { ask } from "./ask.js";
import { storagePanel } from "./offline.js";
import { attempt } from "./toast.js";
import { loadWishes, saveWishes } from "./wishes.js";
import { say, trouble } from "./words.js";
import { appearance, listening } from "./settings_choices.js";
import { devices } from "./settings_devices.js";
import { dictionary } from "./settings_dictionary.js";
import { paces } from "./settings_paces.js";
import { people } from "./settings_people.js";
import { reading } from "./settings_reading.js";
import { transfer } from "./settings_transfer.js";
import { voices } from "./settings_voices.js";

const SECTIONS = { appearance, voices, paces, reading, listening, dictionary, devices, people, storage: () => storagePanel(), transfer };
const box = document.getElementById("settings");
const wrong = document.getElementById("settings-trouble");
const shown = make("p", { class: "unseen", role: "status" });

/** Keeps a change and says that it is kept. */
function save(change) {
  shown.textContent = "";
  return attempt(async () => {
    await saveWishes(change);
    shown.textContent = say("kept");
  });
}

try {
  const [wishes, known, library] = await Promise.all([loadWishes(), ask("voices"), ask("library")]);
  for (const [name, build] of Object.entries(SECTIONS)) {
    box.append(make("section", { id: name, "aria-labelledby": `${name}-heading` },
      make("h2", { id: `${name}-heading` }, say(`settings_${name}`)), make("p", { class: "soft" }, say(`settings_${name}_what`)),
      await build({ wishes, known, library, save })));
  }
  box.append(shown);
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
} catch (error) {
  if (!("status" in error)) throw error;
  wrong.textContent = trouble(error);
}

/** On every screen: a change of the settings on any device is seen here, the theme at once. */

import { on } from "./events.js";
import { attempt } from "./toast.js";
import { loadWishes } from "./wishes.js";

on("settings", () => attempt(loadWishes));

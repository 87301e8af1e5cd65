/** Who one is on this server, where one is signed in, what programs may do, and for an administrator, who else there is. */

import { make } from "../player/elements.js";
import { ask } from "./ask.js";
import { forgetAll, rows } from "./offline/kept.js";
import { sendWrites } from "./offline/outbox.js";
import { Away, LAST } from "./offline/server.js";
import { password } from "./settings_password.js";
import { sessions } from "./settings_sessions.js";
import { tokens } from "./settings_tokens.js";
import { users } from "./settings_users.js";
import { sure } from "./sure.js";
import { attempt } from "./toast.js";
import { say } from "./words.js";

export async function people() {
  const { user, owner, oidc } = await ask("session");
  if (!owner) return make("p", { class: "note" }, say("no_owner"));
  const parts = [self(user, oidc)];
  try {
    parts.push(await sessions(), password(user), await tokens());
    if (user.role === "admin") parts.push(await users(user));
  } catch (error) {
    if (error.passing || error.status !== 403) throw error;
    parts.push(make("p", { class: "soft" }, say("people_there"))); // a paired device: its person has to sign in
  }
  return make("div", {}, ...parts);
}

function self({ name, role }, oidc) {
  const signOut = () => attempt(async () => {
    const asked = { heading: say("sign_out"), text: say("sign_out_what"), way: say("sign_out") };
    if ((await rows()).length && !(await sure(asked))) return;
    await sendWrites().catch((error) => { if (!(error instanceof Away)) throw error; }); // then the next line says so
    await ask("session", { method: "DELETE" });
    await Promise.all([forgetAll(), globalThis.caches?.delete(LAST)]); // who signs in here next has a library of their own
    location.assign("login");
  });
  const connect = () => attempt(async () => location.assign((await ask("oidc/link", { method: "POST", body: {} })).url));
  return make("div", { class: "line" }, make("p", {}, say("signed_in_as", { name, role: say(`role_${role}`) })),
    make("button", { type: "button", class: "quiet", onclick: signOut }, say("sign_out")),
    ...(oidc ? [make("button", { type: "button", class: "quiet", onclick: connect }, say("connect_with", { name: oidc.name }))] : []));
}

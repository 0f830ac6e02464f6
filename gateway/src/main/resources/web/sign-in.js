// Who calls: signing in, and what a page says to one who may not see it.
import { html, useState } from "./lib/preact.js";
import { call, storedKey, storeKey } from "./calls.js";

// Signs in for this tab. A key that is not known leaves the one before in its place.
export function SignIn({ onDone, onLeave }) {
  const [key, setKey] = useState("");
  const [wrong, setWrong] = useState("");
  const submit = async (event) => {
    event.preventDefault();
    const before = storedKey();
    storeKey(key.trim());
    const answer = await call("api/status");
    if (answer.ok || answer.status === 403) return onDone();
    storeKey(before);
    setWrong(answer.status === 401 ? "This key is not known here, or it has expired." : answer.body?.detail || "The gateway does not answer.");
  };
  return html`<main id="main" class="page narrow"><form class="card sign-in" onSubmit=${submit}>
    <h1>Sign in</h1>
    <p class="muted">Enter an API key or a bearer token of this gateway. It is kept in this tab only.</p>
    <label for="key">Key or token</label>
    <input id="key" type="password" autocomplete="off" value=${key} onInput=${(e) => setKey(e.target.value)} />
    <p class="wrong" role="alert">${wrong}</p>
    <div class="actions"><button class="primary" disabled=${!key.trim()}>Sign in</button>
      ${onLeave && html`<button type="button" onClick=${onLeave}>Go on without</button>`}</div>
  </form></main>`;
}

// In place of a page that the caller may not see.
export function Forbidden({ title, role, caller, onSignIn }) {
  return html`<h1>${title}</h1>
    <div class="card empty forbidden"><p>${caller?.isAnonymous
      ? "This page is for callers who are known, with the role " + role + "."
      : "This page takes the role " + role + ". Your key has " + (caller?.roles.join(" and ") || "no role") + "."}</p>
      ${caller?.canSignIn && html`<button class="primary" onClick=${onSignIn}>${caller.isAnonymous ? "Sign in" : "Sign in with another key"}</button>`}</div>`;
}

// The frame: navigation, the stream's state, sign-in; the pages are files of their own.
import { html, render, useEffect, useState } from "/app/lib/preact.js";
import { call, storedKey, storeKey, usePolled } from "/app/common.js";
import { Try } from "/app/try.js";
import { Live } from "/app/live.js";
import { Letters } from "/app/letters.js";
import { Models } from "/app/models.js";

const PAGES = [
  ["/", "Try it", Try],
  ["/live", "Live", Live],
  ["/dead-letters", "Dead letters", Letters],
  ["/models", "Models", Models],
];

function Banner({ status }) {
  if (!status || status.status === 401) return null;
  let text = "";
  if (status.status === 0) text = "The gateway does not answer. This page goes on by itself once it is back.";
  else if (status.ok && !status.body.stream.isBrokerUp) text = "Kafka does not answer. This page goes on by itself once it is back.";
  else if (status.ok && !status.body.stream.isRunning) text = "No instance of the stream is running. Images wait on the topic until one is back.";
  else if (status.ok && !status.body.gateway.isReady) text = "The gateway is still reading recent outcomes.";
  return html`<div class="banner" role="status" aria-live="polite" data-state=${text ? "down" : "up"} hidden=${!text}>
    <span class="dot" aria-hidden="true"></span>${text}</div>`;
}

function SignIn({ onDone }) {
  const [key, setKey] = useState("");
  const [wrong, setWrong] = useState("");
  const submit = async (event) => {
    event.preventDefault();
    storeKey(key.trim());
    const answer = await call("/api/status");
    if (answer.status === 401) { storeKey(""); setWrong("This key is not known here."); } else onDone();
  };
  return html`<main class="page narrow"><form class="card sign-in" onSubmit=${submit}>
    <h1>Sign in</h1>
    <p class="muted">This gateway asks for an API key or a bearer token. It is kept in this tab only.</p>
    <label for="key">Key or token</label>
    <input id="key" type="password" autocomplete="off" value=${key} onInput=${(e) => setKey(e.target.value)} />
    <p class="wrong" role="alert">${wrong}</p>
    <button class="primary" disabled=${!key.trim()}>Sign in</button>
  </form></main>`;
}

function App() {
  const [path, setPath] = useState(location.pathname);
  const [turn, setTurn] = useState(0);
  const status = usePolled("/api/status?turn=" + turn, 2000);
  useEffect(() => {
    const back = () => setPath(location.pathname);
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const go = (event, to) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", to);
    setPath(to);
    scrollTo(0, 0);
    requestAnimationFrame(() => document.querySelector("main")?.focus());
  };
  const [, title, Page] = PAGES.find(([its]) => its === path) || PAGES[0];
  useEffect(() => { document.title = title + " · inference-stream"; }, [title]);
  const isUp = status?.ok && status.body.stream.isRunning;
  return html`
    <a class="skip" href="#main">Skip to the content</a>
    <header><div class="bar">
      <a class="brand" href="/" onClick=${(e) => go(e, "/")}><img src="/app/icon.svg" alt="" width="26" height="26" /><span>inference-stream</span></a>
      <nav aria-label="Pages">${PAGES.map(([to, name]) => html`
        <a href=${to} aria-current=${to === path ? "page" : null} onClick=${(e) => go(e, to)}>${name}</a>`)}</nav>
      <span class="pill" data-up=${String(!!isUp)}><span class="dot" aria-hidden="true"></span>${isUp ? "Stream running" : "Stream down"}</span>
      ${storedKey() && html`<button class="quiet" onClick=${() => { storeKey(""); setTurn(turn + 1); }}>Sign out</button>`}
    </div></header>
    <${Banner} status=${status} />
    ${status?.status === 401
      ? html`<${SignIn} onDone=${() => setTurn(turn + 1)} />`
      : html`<main id="main" tabindex="-1" class="page"><${Page} status=${status?.ok ? status.body : null} /></main>`}`;
}

render(html`<${App} />`, document.getElementById("app"));

// The frame: navigation, the stream's state, sign-in. The pages are files of their own.
import { html, render, useEffect, useState } from "./lib/preact.js";
import { address, pagePath, shownPage, storedKey, storeKey, usePolled } from "./calls.js";
import { Forbidden, SignIn } from "./sign-in.js";
import { Try } from "./try.js";
import { Live } from "./live.js";
import { Letters } from "./letters.js";
import { Models } from "./models.js";

// Each page with the role that it takes.
const PAGES = [
  ["/", "Try it", Try, "predict"],
  ["/live", "Live", Live, "observe"],
  ["/dead-letters", "Dead letters", Letters, "observe"],
  ["/models", "Models", Models, "observe"],
];

function trouble(status) {
  if (status?.status === 0) return "The gateway does not answer. This page goes on by itself once it is back.";
  if (!status?.ok) return "";
  if (!status.body.stream.isBrokerUp) return "Kafka does not answer. This page goes on by itself once it is back.";
  if (!status.body.stream.isRunning) return "No instance of the stream is running. Images wait on the topic until one is back.";
  return status.body.gateway.isReady ? "" : "The gateway is still reading recent outcomes.";
}

function Banner({ status }) {
  const text = trouble(status);
  return html`<div class="banner" role="status" aria-live="polite" data-state=${text ? "down" : "up"} hidden=${!text}>
    <span class="dot" aria-hidden="true"></span>${text}</div>`;
}

// What is not known is not said to be down.
function Pill({ status }) {
  if (!status || status.status === 401) return null;
  const isKnown = status.ok && status.body.stream.isBrokerUp;
  const isUp = isKnown && status.body.stream.isRunning;
  return html`<span class="pill" data-up=${isKnown ? String(isUp) : "unknown"}><span class="dot" aria-hidden="true"></span><span><span class="wide">Stream </span>${
    isKnown ? isUp ? "running" : "down" : "unknown"}</span></span>`;
}

function Header({ path, status, onGo, onSignIn, onSignOut }) {
  const caller = status?.ok ? status.body.caller : null;
  return html`<header><div class="bar">
    <a class="brand" href=${pagePath("/")} onClick=${(e) => onGo(e, "/")}><img src=${address("app/icon.svg")} alt="" width="26" height="26" /><span>inference-stream</span></a>
    <nav aria-label="Pages">${PAGES.map(([to, name]) => html`
      <a href=${pagePath(to)} aria-current=${to === path ? "page" : null} onClick=${(e) => onGo(e, to)}>${name}</a>`)}</nav>
    <${Pill} status=${status} />
    ${storedKey()
      ? html`<button class="quiet" onClick=${onSignOut} title=${caller ? "Signed in as " + caller.name : ""}>Sign out</button>`
      : caller?.canSignIn && html`<button class="quiet" onClick=${onSignIn}>Sign in</button>`}
  </div></header>`;
}

function usePath() {
  const [path, setPath] = useState(shownPage());
  useEffect(() => {
    const back = () => setPath(shownPage());
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const go = (event, to) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", pagePath(to));
    setPath(to);
    scrollTo(0, 0);
    requestAnimationFrame(() => document.querySelector("main")?.focus());
  };
  return [path, go];
}

function App() {
  const [path, go] = usePath();
  const [turn, setTurn] = useState(0);
  const [isSigningIn, setSigningIn] = useState(false);
  const status = usePolled("api/status", 2000, turn);
  const [, title, Page, role] = PAGES.find(([its]) => its === path) || PAGES[0];
  useEffect(() => { document.title = title + " · inference-stream"; }, [title]);
  const again = () => { setSigningIn(false); setTurn(turn + 1); };
  const signOut = () => { storeKey(""); again(); };
  const signIn = () => setSigningIn(true);
  const body = status?.ok ? status.body : null;
  const isAllowed = !body || body.caller.roles.includes(role);
  const isUnknown = status?.status === 401;
  return html`
    <a class="skip" href="#main">Skip to the content</a>
    <${Header} path=${path} status=${status} onSignIn=${signIn} onSignOut=${signOut}
      onGo=${(event, to) => { setSigningIn(false); go(event, to); }} />
    <${Banner} status=${status} />
    ${isUnknown || isSigningIn
      ? html`<${SignIn} onDone=${again} onLeave=${isUnknown ? null : () => setSigningIn(false)} />`
      : html`<main id="main" tabindex="-1" class="page" key=${turn}>${isAllowed
        ? html`<${Page} status=${body} />`
        : html`<${Forbidden} title=${title} role=${role} caller=${body.caller} onSignIn=${signIn} />`}</main>`}`;
}

render(html`<${App} />`, document.getElementById("app"));

// Calls of the gateway, with the key of this tab.
import { useEffect, useState } from "./lib/preact.js";

// This file lies in a folder one below the gateway's root, whatever path a proxy puts before that.
const ROOT = new URL("../", import.meta.url);
const KEY = "inference-stream-key";

// Where the gateway has something; the path begins without a slash.
export const address = (path) => new URL(path, ROOT).href;

// Pages are named from the gateway's root, such as /live.
export const shownPage = () => "/" + location.pathname.slice(ROOT.pathname.length);
export const pagePath = (page) => ROOT.pathname + page.slice(1);

export const storedKey = () => sessionStorage.getItem(KEY) || "";
export const storeKey = (key) => key ? sessionStorage.setItem(KEY, key) : sessionStorage.removeItem(KEY);

// A token goes as a bearer. A key goes under its own name, which leaves Authorization to a proxy in between.
export function credentials(key = storedKey()) {
  if (!key) return {};
  return key.split(".").length === 3 ? { Authorization: "Bearer " + key } : { "X-API-Key": key };
}

// Answers {ok, status, body, retryAfter}; a gateway that does not answer is status 0.
export async function call(path, options = {}) {
  try {
    const answer = await fetch(address(path), { ...options, headers: { ...options.headers, ...credentials() } });
    const type = answer.headers.get("Content-Type") || "";
    const body = type.includes("json") ? await answer.json() : null;
    return { ok: answer.ok, status: answer.status, body, retryAfter: Number(answer.headers.get("Retry-After")) || 0 };
  } catch (e) {
    if (e.name === "AbortError") throw e;
    return { ok: false, status: 0, body: { title: "The gateway does not answer", detail: "Try again once it is back." }, retryAfter: 0 };
  }
}

// Asks again and again, the next time only once the last answer is there; not while the tab is hidden.
export function usePolled(path, millis, turn = 0) {
  const [answer, setAnswer] = useState(null);
  useEffect(() => {
    let timer = 0;
    let isOver = false;
    const ask = async () => {
      clearTimeout(timer);
      if (!document.hidden) {
        const next = await call(path);
        if (!isOver) setAnswer(next);
      }
      if (!isOver) timer = setTimeout(ask, millis);
    };
    const shown = () => { if (!document.hidden) ask(); };
    document.addEventListener("visibilitychange", shown);
    ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", shown);
    };
  }, [path, millis, turn]);
  return answer;
}

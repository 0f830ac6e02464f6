// What all pages share: calls with the key of this tab, event streams that resume, formats.
import { html, useEffect, useRef, useState } from "/app/lib/preact.js";

const KEY = "inference-stream-key";

export const storedKey = () => sessionStorage.getItem(KEY) || "";
export const storeKey = (key) => key ? sessionStorage.setItem(KEY, key) : sessionStorage.removeItem(KEY);

export const headers = (more = {}) => storedKey() ? { ...more, Authorization: "Bearer " + storedKey() } : more;

// Answers {ok, status, body}; a gateway that does not answer is status 0.
export async function call(path, options = {}) {
  try {
    const answer = await fetch(path, { ...options, headers: headers(options.headers) });
    const type = answer.headers.get("Content-Type") || "";
    const body = type.includes("json") ? await answer.json() : null;
    return { ok: answer.ok, status: answer.status, body };
  } catch (e) {
    if (e.name === "AbortError") throw e;
    return { ok: false, status: 0, body: { title: "The gateway does not answer", detail: "Trying again." } };
  }
}

// Asks again and again, the next time only once the last answer is there; not while the tab is hidden.
export function usePolled(path, millis) {
  const [answer, setAnswer] = useState(null);
  useEffect(() => {
    let timer = 0;
    let isOver = false;
    const ask = async () => {
      if (!document.hidden) {
        const next = await call(path);
        if (!isOver) setAnswer(next);
      }
      if (!isOver) timer = setTimeout(ask, millis);
    };
    ask();
    return () => { isOver = true; clearTimeout(timer); };
  }, [path, millis]);
  return answer;
}

// Follows server-sent events by fetch, which can carry a key, and goes on after the last event it saw.
export function useEvents(path, listener) {
  const heard = useRef(listener);
  heard.current = listener;
  useEffect(() => {
    const abort = new AbortController();
    follow(path, abort.signal, (event) => heard.current(event));
    return () => abort.abort();
  }, [path]);
}

async function follow(path, signal, listener) {
  let lastId = "";
  while (!signal.aborted) {
    try {
      const more = lastId ? { "Last-Event-ID": lastId } : {};
      const answer = await fetch(path, { signal, headers: headers({ Accept: "text/event-stream", ...more }) });
      if (answer.ok) {
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        let rest = "";
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          const parts = (rest + value).split("\n\n");
          rest = parts.pop();
          for (const part of parts) {
            const event = parse(part);
            if (event.id) lastId = event.id;
            if (event.data) listener(event);
          }
        }
      }
    } catch (e) {
      if (signal.aborted) return;
    }
    await new Promise((resume) => setTimeout(resume, 1500));
  }
}

function parse(text) {
  const event = { type: "message", id: "", data: null };
  for (const line of text.split("\n")) {
    if (line.startsWith("id: ")) event.id = line.slice(4);
    else if (line.startsWith("event: ")) event.type = line.slice(7);
    else if (line.startsWith("data: ")) event.data = JSON.parse(line.slice(6));
  }
  return event;
}

// An image's address for an <img>: with a key it has to be fetched. A prediction may be here before its image.
export function useImage(path, tries = 1) {
  const [address, setAddress] = useState(null);
  useEffect(() => {
    let made = "";
    let timer = 0;
    let isOver = false;
    setAddress(null);
    const ask = async (turn) => {
      const answer = await fetch(path, { headers: headers() });
      if (isOver) return;
      if (answer.status === 404 && turn < tries) timer = setTimeout(() => ask(turn + 1).catch(() => {}), 400 * turn);
      if (!answer.ok) return;
      made = URL.createObjectURL(await answer.blob());
      if (isOver) URL.revokeObjectURL(made); else setAddress(made);
    };
    if (path) ask(1).catch(() => {});
    return () => { isOver = true; clearTimeout(timer); if (made) URL.revokeObjectURL(made); };
  }, [path]);
  return address;
}

// A small image; where there is none, or the browser cannot show it, a sign instead.
export function Thumb({ address, otherwise }) {
  const [failed, setFailed] = useState("");
  return html`<span class="thumb">${address && failed !== address
    ? html`<img src=${address} alt="" onError=${() => setFailed(address)} />`
    : html`<span aria-hidden="true">${otherwise}</span>`}</span>`;
}

export const percent = (share) => share > 0 && share < 0.0005 ? "< 0.1 %" : (share * 100).toFixed(share > 0.9995 || share === 0 ? 0 : 1) + " %";

export function millis(value) {
  if (value >= 1000) return (value / 1000).toFixed(value >= 10000 ? 1 : 2) + " s";
  return (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)) + " ms";
}

export const count = (value) => Math.round(value).toLocaleString("en");

export function ago(text) {
  const seconds = Math.max(0, (Date.now() - Date.parse(text)) / 1000);
  if (seconds < 60) return Math.round(seconds) + " s ago";
  if (seconds < 3600) return Math.round(seconds / 60) + " min ago";
  return seconds < 86400 ? Math.round(seconds / 3600) + " h ago" : new Date(text).toLocaleString();
}

// CORRUPT_IMAGE and learningRate as people write them.
export const words = (name) => {
  const text = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

export const KINDLY = {
  UNREADABLE_EVENT: "The record is no image event.",
  UNSUPPORTED_IMAGE: "This is not a kind of image that the stream reads. JPEG, PNG, GIF and BMP work.",
  CORRUPT_IMAGE: "The image is damaged or cut short. It may have broken on its way: try the original file.",
  IMAGE_TOO_LARGE: "The image has more bytes or pixels than the stream allows.",
  UNKNOWN_MODEL: "No instance of the stream serves this model.",
  DEADLINE_PASSED: "The stream came to it too late.",
  MODEL_FAILED: "The model fails on this image, and works on others.",
  PREDICTION_REFUSED: "The topic of predictions does not take the prediction: too large with what it carries on, or without a key.",
  REJECTED_BY_OPERATOR: "An operator has given this record up.",
};

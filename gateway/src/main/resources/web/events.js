// Events for a page. All tabs of a browser share one stream of each kind: a browser opens few connections to a host.
import { useEffect, useRef } from "./lib/preact.js";
import { address, credentials } from "./calls.js";
import { follow } from "./follow.js";

const STILL_HERE_MILLIS = 20000;

let worker = null;
function shared() {
  if (!worker && "SharedWorker" in window) {
    worker = new SharedWorker(new URL("./events-worker.js", import.meta.url), { type: "module", name: "inference-stream events" });
    worker.port.start();
  }
  return worker;
}

// Hands on each event, and at the beginning the last ones again. Holds nothing while the tab is hidden.
export function useEvents(path, listener) {
  const heard = useRef(listener);
  heard.current = listener;
  useEffect(() => {
    const hear = (event) => heard.current(event);
    let leave = null;
    const attend = () => {
      if (document.hidden) {
        leave?.();
        leave = null;
      } else if (!leave) {
        leave = shared() ? joined(path, hear) : alone(path, hear);
      }
    };
    const gone = () => leave?.();
    attend();
    document.addEventListener("visibilitychange", attend);
    addEventListener("pagehide", gone);
    return () => {
      gone();
      document.removeEventListener("visibilitychange", attend);
      removeEventListener("pagehide", gone);
    };
  }, [path]);
}

function joined(path, hear) {
  const { port } = shared();
  const stream = { address: address(path), headers: credentials() };
  const key = JSON.stringify(stream);
  const take = ({ data }) => { if (data.key === key) data.events.forEach(hear); };
  const say = (what) => port.postMessage({ what, key, stream });
  port.addEventListener("message", take);
  say("join");
  const timer = setInterval(() => say("still here"), STILL_HERE_MILLIS);
  return () => {
    clearInterval(timer);
    port.removeEventListener("message", take);
    say("leave");
  };
}

function alone(path, hear) {
  const abort = new AbortController();
  follow(address(path), credentials(), abort.signal, hear);
  return () => abort.abort();
}

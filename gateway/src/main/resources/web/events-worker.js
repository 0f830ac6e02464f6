// Runs once in a browser, for all tabs. Holds an event stream as long as a tab wants it.
import { follow } from "./follow.js";

const KEPT = 24;
// A tab that ends may be unable to say so. Timers of a tab may wait for a minute.
const GONE_MILLIS = 90000;
const streams = new Map();

onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data: { what, key, stream } }) => {
    if (what === "leave") leave(key, port);
    else join(key, stream, port);
  };
};

function join(key, { address, headers }, port) {
  if (!streams.has(key)) streams.set(key, open(key, address, headers));
  const its = streams.get(key);
  if (!its.ports.has(port)) port.postMessage({ key, events: its.recent });
  its.ports.set(port, Date.now());
}

function open(key, address, headers) {
  const its = { ports: new Map(), recent: [], abort: new AbortController() };
  follow(address, headers, its.abort.signal, (event) => {
    its.recent = [...its.recent, event].slice(-KEPT);
    for (const port of its.ports.keys()) port.postMessage({ key, events: [event] });
  });
  return its;
}

function leave(key, port) {
  const its = streams.get(key);
  if (!its) return;
  its.ports.delete(port);
  if (its.ports.size === 0) {
    its.abort.abort();
    streams.delete(key);
  }
}

setInterval(() => {
  for (const [key, its] of streams) {
    for (const [port, heardOf] of its.ports) {
      if (Date.now() - heardOf > GONE_MILLIS) leave(key, port);
    }
  }
}, GONE_MILLIS / 3);

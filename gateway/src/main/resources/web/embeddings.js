// Vectors: as a strip of cells, and which images among the recent ones are alike.
import { html, useEffect, useRef, useState } from "./lib/preact.js";
import { useEvents } from "./events.js";
import { plain, Thumb, useImage } from "./show.js";

const MAX_NUMBERS = 1 << 20;
const MAX_VECTORS = 500;
const NEAREST = 6;
const MAX_TOLD = 4096;

// What this tab has seen, the newest last. Bounded in vectors and in numbers.
const seen = new Map();
let numbers = 0;

const norm = (values) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));

// Remembers the vector of a prediction; shown is the address of a small image that may be kept, or null.
export function remember({ id, task, embedding }, shown = null) {
  if (task !== "embedding" || !embedding || (seen.has(id) && !shown)) return;
  const length = norm(embedding.values);
  if (!(length > 0)) return;
  forget(id);
  seen.set(id, { id, space: embedding.space, unit: Float32Array.from(embedding.values, (v) => v / length), shown });
  numbers += embedding.values.length;
  for (const [oldest] of seen) {
    if (seen.size <= MAX_VECTORS && numbers <= MAX_NUMBERS) break;
    forget(oldest);
  }
}

function forget(id) {
  const one = seen.get(id);
  if (!one) return;
  seen.delete(id);
  numbers -= one.unit.length;
  if (one.shown) URL.revokeObjectURL(one.shown);
}

// The cosine of the angle between vectors of one space; 1 is the same direction.
function nearest({ id, embedding }) {
  const length = norm(embedding.values);
  if (!(length > 0)) return [];
  const cosine = ({ unit }) => unit.reduce((sum, v, i) => sum + v * embedding.values[i], 0) / length;
  return [...seen.values()].filter((one) => one.id !== id && one.space === embedding.space && one.unit.length === embedding.values.length)
    .map((one) => ({ ...one, cosine: cosine(one) })).sort((a, b) => b.cosine - a.cosine).slice(0, NEAREST);
}

export function Vector({ body, shows, mayObserve }) {
  const { embedding } = body;
  if (!embedding) return html`<h2 class="best" id="best">No vector</h2>`;
  const { values } = embedding;
  return html`<p class="muted">The image as a vector</p>
    <h2 class="best" id="best">${values.length.toLocaleString("en")} numbers</h2>
    <p class="muted">${embedding.normalized ? "of length 1" : "of length " + plain(norm(values))}, in the space <code>${embedding.space.slice(0, 12)}</code></p>
    <${Strip} values=${values} />
    ${mayObserve && html`<${Feed} />`}
    <${Nearest} body=${body} shows=${shows} />
    <details><summary>The numbers</summary><pre class="numbers">${values.slice(0, MAX_TOLD).map(plain).join(" ")}${values.length > MAX_TOLD ? " …" : ""}</pre></details>`;
}

// Blue below zero, orange above it, by how far from it. The legend in app.css has the same colours.
function paint(canvas, values, columns) {
  const rows = Math.ceil(values.length / columns);
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(columns, rows);
  const max = values.reduce((far, v) => Math.max(far, Math.abs(v)), 0) || 1;
  values.forEach((v, i) => {
    pixels.data.set(v < 0 ? [30, 110, 225] : [226, 106, 0], 4 * i);
    pixels.data[4 * i + 3] = Math.round(255 * Math.abs(v) / max);
  });
  context.putImageData(pixels, 0, 0);
  return rows;
}

function Strip({ values }) {
  const canvas = useRef(null);
  const columns = Math.min(values.length, 64);
  const rows = Math.ceil(values.length / columns);
  useEffect(() => { paint(canvas.current, values, columns); }, [values]);
  const low = plain(values.reduce((a, b) => Math.min(a, b)));
  const high = plain(values.reduce((a, b) => Math.max(a, b)));
  return html`<canvas ref=${canvas} class="strip" style=${{ aspectRatio: columns / Math.max(rows, 2) }} role="img" aria-label=${values.length + " numbers from " + low + " to " + high}></canvas>
    <p class="strip-legend muted small"><span>${low}</span><i aria-hidden="true"></i><span>${high}</span></p>`;
}

// Goes on remembering what passes while it is shown.
function Feed() {
  const [, setCount] = useState(0);
  useEvents("events/predictions?max=5&recent=200", ({ type, data }) => {
    if (type === "gap") return;
    remember(data);
    setCount(seen.size);
  });
  return null;
}

function Nearest({ body, shows }) {
  const [, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((turn) => turn + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const found = nearest(body);
  return html`<h3>Most alike <span class="muted">among the images that this page has seen</span></h3>
    ${found.length === 0 ? html`<p class="muted" id="alike">None of this space yet. Try another image, and it is compared with this one.</p>`
      : html`<ol class="alike" id="alike">${found.map((one) => html`<${Alike} key=${one.id} one=${one} shows=${shows} />`)}</ol>`}`;
}

function Alike({ one, shows }) {
  const fetched = useImage(!one.shown && shows ? "api/images?id=" + encodeURIComponent(one.id) : null);
  return html`<li title=${one.id}><${Thumb} shown=${one.shown || fetched} otherwise="?" /><b>${one.cosine.toFixed(3)}</b><span class="muted small">${one.id}</span></li>`;
}

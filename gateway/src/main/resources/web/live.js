// Live: the images as they pass, and how the stream is doing.
import { html, useState } from "./lib/preact.js";
import { usePolled } from "./calls.js";
import { brief } from "./answers.js";
import { Chart } from "./chart.js";
import { Boxes } from "./detections.js";
import { remember } from "./embeddings.js";
import { useEvents } from "./events.js";
import { count, KINDLY, millis, Thumb, useImage, words } from "./show.js";

const MAX_PASSED = 24;
// A row holds fewer of them, which are to be seen for as long.
const isNarrow = matchMedia("(max-width: 46rem)").matches;

const keyOf = (one) => one.id + one.status + (one.deadLetter?.offset ?? one.record.offset);

// The newest first. After a pause the last ones come once more.
function usePassed(isHeld) {
  const [passed, setPassed] = useState([]);
  const take = ({ type, data }) => {
    if (type === "gap" || isHeld) return;
    remember(data);
    setPassed((before) => before.some((one) => keyOf(one) === keyOf(data)) ? before : [data, ...before].slice(0, MAX_PASSED));
  };
  useEvents("events/predictions?max=" + (isNarrow ? 2 : 5) + "&recent=24", take);
  useEvents("events/rejections?max=1&recent=200", take);
  return passed;
}

// Means over the last ten seconds, weighted by images; undefined is not known.
function figures(body) {
  const recent = body ? body.seconds.slice(-10) : [];
  const busy = recent.filter((one) => one.predicted);
  const images = busy.reduce((sum, one) => sum + one.predicted, 0);
  const mean = (key) => images ? busy.reduce((sum, one) => sum + one[key] * one.predicted, 0) / images : undefined;
  return {
    rate: recent.length ? recent.reduce((sum, one) => sum + one.predicted + one.rejected, 0) / recent.length : undefined,
    p50: mean("p50"), p99: mean("p99"), batchSize: mean("batchSize"),
  };
}

export function Live({ status }) {
  const answer = usePolled("api/live", 1000);
  const [isHeld, setHeld] = useState(false);
  const passed = usePassed(isHeld);
  const body = answer?.ok ? answer.body : null;
  const { rate, p50, p99, batchSize } = figures(body);
  const isKnown = body && status?.stream.isBrokerUp;
  return html`
    <h1>Live</h1>
    <div class="tiles">
      <${Tile} name="Images a second" value=${isKnown ? count(rate) : "–"} note="last 10 s" id="rate" />
      <${Tile} name="Time in the stream, median" value=${millis(p50)} note=${p99 === undefined ? "no images in 10 s" : "p99 " + millis(p99)} />
      <${Tile} name="Batch size, mean" value=${batchSize === undefined ? "–" : batchSize.toFixed(1)} note="images" />
      <${Tile} name="Waiting" value=${isKnown ? count(body.lag) : "–"} note="images, not yet committed" id="waiting" />
    </div>
    <section class="card" aria-labelledby="passing">
      <div class="head"><h2 id="passing">Passing now</h2>
        <button class="quiet" aria-pressed=${String(isHeld)} onClick=${() => setHeld(!isHeld)}>${isHeld ? "Go on" : "Hold"}</button></div>
      ${passed.length === 0 && html`<p class="muted">No images yet. They show here as they pass${status && !status.stream.isRunning ? ", once an instance of the stream runs" : ""}.</p>`}
      <ul class="passing">${passed.map((one) => html`<${Passed} key=${keyOf(one)} one=${one} shows=${status?.gateway.showsImages} />`)}</ul>
      ${status && !status.gateway.showsImages && html`<p class="muted small">Images are not shown: <code>images.show</code> is false on this gateway.</p>`}
    </section>
    <div class="charts">
      <${Chart} title="Images a second" seconds=${body?.seconds} series=${[["predicted", "Predicted", "--c1"], ["rejected", "Rejected", "--c4"]]} format=${count} />
      <${Chart} title="Time in the stream" seconds=${body?.seconds} series=${[["p50", "p50", "--c1"], ["p95", "p95", "--c2"], ["p99", "p99", "--c3"]]} format=${millis} axis=${(v) => v >= 1000 ? v / 1000 + " s" : v + " ms"} />
      <${Chart} title="Batch size" seconds=${body?.seconds} series=${[["batchSize", "Mean", "--c2"]]} format=${(v) => typeof v === "number" ? v.toFixed(1) : "–"} axis=${String} />
      <${Chart} title="Waiting" seconds=${body?.seconds} series=${[["lag", "Images", "--c3"]]} format=${count} />
    </div>
    <${Work} body=${body} isLagKnown=${isKnown} />`;
}

function Tile({ name, value, note, id }) {
  return html`<div class="card tile"><span class="muted">${name}</span><strong id=${id}>${value}</strong><span class="muted small">${note}</span></div>`;
}

function Passed({ one, shows }) {
  const isPredicted = one.status === "predicted";
  const shown = useImage(shows ? isPredicted ? "api/images?id=" + encodeURIComponent(one.id)
    : "api/dead-letters/" + one.deadLetter.partition + "/" + one.deadLetter.offset + "/image" : null, isPredicted ? 3 : 1);
  const [name, note] = isPredicted ? brief(one) : [words(one.reason), "rejected"];
  return html`<li class=${one.status} title=${isPredicted ? name : KINDLY[one.reason] || one.detail}>
    <${Thumb} shown=${shown} otherwise=${isPredicted ? "" : "!"} size=${one.image}>${one.detections && html`<${Boxes} detections=${one.detections} />`}<//>
    <b>${name}</b><span class="muted small">${note}</span></li>`;
}

function Work({ body, isLagKnown }) {
  const rows = new Map();
  for (const second of body?.seconds.slice(-60) || []) {
    for (const [key, value] of Object.entries(second.work)) rows.set(key, (rows.get(key) || 0) + value);
  }
  const sorted = [...rows].map(([key, value]) => [...key.split("\t"), value]).sort((a, b) => a[0].localeCompare(b[0]) || a[1] - b[1]);
  return html`<section class="card" aria-labelledby="work"><h2 id="work">Who did what <span class="muted">last minute</span></h2>
    ${body && sorted.length === 0 && html`<p class="muted">Nothing was predicted in this minute.</p>`}
    ${sorted.length > 0 && html`<div class="scroll" role="region" tabindex="0" aria-label="Predictions by instance and partition"><table class="cards">
      <thead><tr><th scope="col">Instance</th><th scope="col">Partition</th><th scope="col" class="number">Predictions</th><th scope="col" class="number">Waiting</th></tr></thead>
      <tbody>${sorted.map(([instance, partition, value]) => html`<tr><td data-name="Instance">${instance}</td><td data-name="Partition">${partition}</td>
        <td class="number" data-name="Predictions">${count(value)}</td><td class="number" data-name="Waiting">${isLagKnown ? count(body.lagByPartition[partition] ?? 0) : "–"}</td></tr>`)}</tbody></table></div>`}
  </section>`;
}

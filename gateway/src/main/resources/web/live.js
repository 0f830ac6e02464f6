// Live: the images as they pass, and how the stream is doing.
import { html, useEffect, useRef, useState } from "/app/lib/preact.js";
import uPlot from "/app/lib/uplot.js";
import { count, KINDLY, millis, percent, Thumb, useEvents, useImage, usePolled, words } from "/app/common.js";

const MOST = 24;
// A row holds fewer of them, which are to be seen for as long.
const isNarrow = matchMedia("(max-width: 46rem)").matches;

export function Live({ status }) {
  const answer = usePolled("/api/live", 1000);
  const [passed, setPassed] = useState([]);
  const [isHeld, setHeld] = useState(false);
  const take = ({ type, data }) => {
    if (type === "gap" || isHeld) return;
    setPassed((before) => [data, ...before].slice(0, MOST));
  };
  useEvents("/events/predictions?max=" + (isNarrow ? 2 : 5) + "&recent=24", take);
  useEvents("/events/rejections?max=1&recent=200", take);
  const body = answer?.ok ? answer.body : null;
  if (answer && !body && answer.status === 403) return html`<h1>Live</h1><p>Your key may not see this: it takes the role observe.</p>`;
  const recent = body ? body.seconds.slice(-10) : [];
  const busy = recent.filter((one) => one.predicted);
  const mean = (key) => busy.length ? busy.reduce((sum, one) => sum + one[key] * one.predicted, 0) / busy.reduce((sum, one) => sum + one.predicted, 0) : 0;
  return html`
    <h1>Live</h1>
    <div class="tiles">
      <${Tile} name="Images a second" value=${count(recent.reduce((s, o) => s + o.predicted + o.rejected, 0) / Math.max(1, recent.length))} note="last 10 s" id="rate" />
      <${Tile} name="Time in the stream, median" value=${busy.length ? millis(mean("p50")) : "–"} note=${busy.length ? "p99 " + millis(mean("p99")) : "no images"} />
      <${Tile} name="Batch size, mean" value=${busy.length ? mean("batchSize").toFixed(1) : "–"} note="images" />
      <${Tile} name="Waiting" value=${body ? count(body.lag) : "–"} note="images, not yet committed" />
    </div>
    <section class="card" aria-labelledby="passing">
      <div class="head"><h2 id="passing">Passing now</h2>
        <button class="quiet" aria-pressed=${String(isHeld)} onClick=${() => setHeld(!isHeld)}>${isHeld ? "Go on" : "Hold"}</button></div>
      ${passed.length === 0 && html`<p class="muted">No images yet. They show here as they pass${status && !status.stream.isRunning ? ", once an instance of the stream runs" : ""}.</p>`}
      <ul class="passing">${passed.map((one) => html`<${Passed} key=${one.id + one.status + (one.deadLetter?.offset ?? "")} one=${one} shows=${status?.gateway.showsImages} />`)}</ul>
      ${status && !status.gateway.showsImages && html`<p class="muted small">Images are not shown: <code>images.show</code> is false on this gateway.</p>`}
    </section>
    <div class="charts">
      <${Chart} title="Images a second" seconds=${body?.seconds} series=${[["predicted", "Predicted", "--c1"], ["rejected", "Rejected", "--c4"]]} format=${count} />
      <${Chart} title="Time in the stream" seconds=${body?.seconds} series=${[["p50", "p50", "--c1"], ["p95", "p95", "--c2"], ["p99", "p99", "--c3"]]} format=${millis} axis=${(v) => v >= 1000 ? v / 1000 + " s" : v + " ms"} />
      <${Chart} title="Batch size" seconds=${body?.seconds} series=${[["batchSize", "Mean", "--c2"]]} format=${(v) => v.toFixed(1)} axis=${String} />
      <${Chart} title="Waiting" seconds=${body?.seconds} series=${[["lag", "Images", "--c3"]]} format=${count} />
    </div>
    <${Work} body=${body} />`;
}

function Tile({ name, value, note, id }) {
  return html`<div class="card tile"><span class="muted">${name}</span><strong id=${id}>${value}</strong><span class="muted small">${note}</span></div>`;
}

function Passed({ one, shows }) {
  const best = one.predictions?.[0];
  const address = useImage(shows ? one.status === "predicted" ? "/api/images?id=" + encodeURIComponent(one.id)
    : "/api/dead-letters/" + one.deadLetter.partition + "/" + one.deadLetter.offset + "/image" : null, best ? 3 : 1);
  const name = best ? best.label : words(one.reason);
  return html`<li class=${one.status} title=${best ? "" : KINDLY[one.reason] || one.detail}>
    <${Thumb} address=${address} otherwise=${best ? "" : "!"} />
    <b>${name}</b><span class="muted small">${best ? percent(best.probability) : "rejected"}</span></li>`;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function Chart({ title, seconds, series, format, axis = format }) {
  const place = useRef(null);
  const plot = useRef(null);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const [isDark, setDark] = useState(scheme.matches);
  useEffect(() => {
    const change = () => setDark(scheme.matches);
    scheme.addEventListener("change", change);
    return () => scheme.removeEventListener("change", change);
  }, []);
  useEffect(() => {
    const line = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "11px system-ui" };
    const its = new uPlot({
      width: place.current.clientWidth, height: 150, legend: { show: false }, cursor: { show: false },
      scales: { y: { range: (u, low, high) => [0, Math.max(high * 1.15, 4)] } },
      axes: [{ ...line, size: 26, space: 70, values: (u, all) => all.map((s) => new Date(s * 1000).toLocaleTimeString([], { hour12: false, minute: "2-digit", second: "2-digit" })) },
        { ...line, size: 58, space: 40, values: (u, all) => all.map((v) => v === 0 ? "0" : axis(v)) }],
      series: [{}, ...series.map(([, , c]) => ({ stroke: colour(c), width: 2, fill: series.length === 1 ? colour(c) + "22" : undefined, spanGaps: true, points: { show: false } }))],
    }, [[], ...series.map(() => [])], place.current);
    plot.current = its;
    const size = new ResizeObserver(() => place.current && its.setSize({ width: place.current.clientWidth, height: 150 }));
    size.observe(place.current);
    return () => { size.disconnect(); its.destroy(); };
  }, [isDark]);
  useEffect(() => {
    if (!seconds || !plot.current) return;
    const times = seconds.map((one) => one.second);
    plot.current.setData([times, ...series.map(([key]) => seconds.map((one) => one[key] ?? null))]);
  }, [seconds, isDark]);
  const last = seconds?.[seconds.length - 1];
  return html`<figure class="card chart"><figcaption><span>${title}</span>
    <span class="keys">${series.length > 1 && series.map(([, name, c]) => html`<span><i style=${{ background: `var(${c})` }}></i>${name}</span>`)}</span></figcaption>
    <div ref=${place} role="img" aria-label=${title + ", the last two minutes" + (last?.[series[0][0]] !== undefined ? "; last " + format(last[series[0][0]]) : "")}></div></figure>`;
}

function Work({ body }) {
  const rows = new Map();
  for (const second of body?.seconds.slice(-60) || []) {
    for (const [key, value] of Object.entries(second.work)) rows.set(key, (rows.get(key) || 0) + value);
  }
  const sorted = [...rows].map(([key, value]) => [...key.split("\t"), value]).sort((a, b) => a[0].localeCompare(b[0]) || a[1] - b[1]);
  return html`<section class="card" aria-labelledby="work"><h2 id="work">Who did what <span class="muted">last minute</span></h2>
    ${sorted.length === 0 ? html`<p class="muted">Nothing was predicted.</p>` : html`<div class="scroll" role="region" tabindex="0" aria-label="Predictions by instance and partition"><table>
      <thead><tr><th scope="col">Instance</th><th scope="col">Partition</th><th scope="col" class="number">Predictions</th><th scope="col" class="number">Waiting</th></tr></thead>
      <tbody>${sorted.map(([instance, partition, value]) => html`<tr><td>${instance}</td><td>${partition}</td>
        <td class="number">${count(value)}</td><td class="number">${count(body.lagByPartition[partition] || 0)}</td></tr>`)}</tbody></table></div>`}
  </section>`;
}

// Models: what is loaded where, from the models topic.
import { html } from "./lib/preact.js";
import { usePolled } from "./calls.js";
import { ago, count, percent, words } from "./show.js";

export function Models() {
  const answer = usePolled("api/models", 3000);
  const groups = new Map();
  for (const one of answer?.ok ? answer.body.models : []) {
    const name = one.name + "/" + one.version;
    groups.set(name, [...(groups.get(name) || []), one]);
  }
  return html`<h1>Models</h1>
    <p class="lead">What the instances of the stream have loaded and announce.</p>
    ${answer?.ok && groups.size === 0 && html`<div class="card empty"><p>No instance announces a model.</p><p class="muted">One that starts shows up within a second, one that is gone leaves within two minutes.</p></div>`}
    ${[...groups].map(([name, instances]) => html`<${Model} key=${name} name=${name} instances=${instances} />`)}`;
}

// What a card says of its model, the most telling first; all else stands folded below.
const MEASURES = [["test", "Test accuracy", percent], ["testAuc", "Test AUC", (v) => v.toFixed(3)], ["validation", "Validation accuracy", percent],
  ["images", "Test images", count]];
const ORIGIN = ["dataset", "source", "licence", "note"];

function Model({ name, instances }) {
  const one = instances[0];
  const accuracy = one.card.accuracy || {};
  const provenance = one.card.provenance || {};
  const told = new Set([...MEASURES.map(([key]) => key), "testLow95", "testHigh95"]);
  const rest = [...Object.entries(provenance).filter(([key]) => !ORIGIN.includes(key)), ...Object.entries(accuracy).filter(([key]) => !told.has(key))];
  const interval = accuracy.testLow95 ? percent(accuracy.testLow95) + " to " + percent(accuracy.testHigh95) : "";
  return html`<section class="card model" aria-label=${name}>
    <div class="head"><h2>${name}</h2><span class="muted">${one.engine}</span></div>
    <div class="tiles small">${MEASURES.filter(([key]) => typeof accuracy[key] === "number").map(([key, title, format]) => html`
      <div class="tile"><span class="muted">${title}</span><strong>${format(accuracy[key])}</strong>
        ${key === "test" && interval && html`<span class="muted small">95 %: ${interval}</span>`}</div>`)}</div>
    <dl class="facts">
      <dt>Input</dt><dd>${one.inputWidth} × ${one.inputHeight}, ${one.inputChannels === 1 ? "gray" : "colour"}</dd>
      <dt>Task</dt><dd>${words((one.task || "").replaceAll("-", " "))}</dd>
      ${one.labels.length > 0 && html`<dt>${one.task === "detection" ? "Objects" : one.task === "classification" ? "Classes" : "Labels"}</dt><dd class="labels">${one.labels.slice(0, 40).map((label) => html`<span>${label}</span>`)}${one.labels.length > 40 && html`<span>and ${one.labels.length - 40} more</span>`}</dd>`}
      ${one.card.resize && html`<dt>Resize</dt><dd>${words(one.card.resize)}</dd>`}
      ${ORIGIN.filter((key) => provenance[key]).map((key) => html`<dt>${words(key)}</dt><dd>${provenance[key]}</dd>`)}
      <dt>Checksum</dt><dd><code class="hash">${one.checksum}</code></dd></dl>
    ${rest.length > 0 && html`<details><summary>How it was made and measured</summary><dl class="facts">${rest.map(([key, value]) => html`
      <dt>${words(key)}</dt><dd>${typeof value === "object" ? JSON.stringify(value) : String(value)}</dd>`)}</dl></details>`}
    <div class="scroll" role="region" tabindex="0" aria-label=${"Instances with " + name}><table class="cards"><thead><tr><th scope="col">Instance</th><th scope="col">Device</th><th scope="col" class="number">Predictors</th><th scope="col">Loaded</th><th scope="col">Heard of</th></tr></thead>
      <tbody>${instances.map((its) => html`<tr><td data-name="Instance">${its.instance}</td><td data-name="Device">${its.device}</td><td class="number" data-name="Predictors">${its.predictors}</td><td data-name="Loaded">${ago(its.loadedAt)}</td><td data-name="Heard of">${ago(its.heartbeatAt)}</td></tr>`)}</tbody></table></div>
  </section>`;
}

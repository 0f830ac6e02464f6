// Models: what is loaded where, from the models topic.
import { html } from "/app/lib/preact.js";
import { ago, percent, usePolled } from "/app/common.js";

export function Models() {
  const answer = usePolled("/api/models", 3000);
  if (answer?.status === 403) return html`<h1>Models</h1><p>Your key may not see this: it takes the role observe.</p>`;
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

function Model({ name, instances }) {
  const one = instances[0];
  const accuracy = Object.entries(one.card.accuracy || {});
  const provenance = Object.entries(one.card.provenance || {});
  return html`<section class="card model" aria-label=${name}>
    <div class="head"><h2>${name}</h2><span class="muted">${one.engine}</span></div>
    ${accuracy.length > 0 && html`<div class="tiles small">${accuracy.map(([key, value]) => html`<div class="tile"><span class="muted">${key}</span>
      <strong>${typeof value === "number" && value <= 1 ? percent(value) : String(value)}</strong></div>`)}</div>`}
    <dl class="facts">
      <dt>Input</dt><dd>${one.inputWidth} × ${one.inputHeight}, ${one.inputChannels === 1 ? "gray" : "colour"}</dd>
      <dt>Classes</dt><dd class="labels">${one.labels.slice(0, 40).map((label) => html`<span>${label}</span>`)}${one.labels.length > 40 && html`<span>and ${one.labels.length - 40} more</span>`}</dd>
      <dt>Resize</dt><dd>${String(one.card.resize || "").toLowerCase()}</dd>
      ${provenance.map(([key, value]) => html`<dt>${key}</dt><dd>${typeof value === "object" ? JSON.stringify(value) : String(value)}</dd>`)}
      <dt>Checksum</dt><dd><code class="hash">${one.checksum}</code></dd></dl>
    <div class="scroll"><table><thead><tr><th scope="col">Instance</th><th scope="col">Device</th><th scope="col" class="number">Predictors</th><th scope="col">Loaded</th><th scope="col">Heard of</th></tr></thead>
      <tbody>${instances.map((its) => html`<tr><td>${its.instance}</td><td>${its.device}</td><td class="number">${its.predictors}</td><td>${ago(its.loadedAt)}</td><td>${ago(its.heartbeatAt)}</td></tr>`)}</tbody></table></div>
  </section>`;
}

// What a model answered, whatever its task is: in a few words, and at length.
import { html } from "./lib/preact.js";
import { Classes, Labels } from "./classes.js";
import { counted, Found } from "./detections.js";
import { Vector } from "./embeddings.js";
import { percent, plain } from "./show.js";

const VIEWS = { "classification": Classes, "multi-label": Labels, "detection": Found, "embedding": Vector, "regression": Values };

// The answer of any task; of one that is not known here the name.
export function Answer(props) {
  const View = VIEWS[props.body.task] || Unknown;
  return html`<${View} ...${props} />`;
}

function Unknown({ body }) {
  return html`<p class="muted">The model answers for the task</p><h2 class="best" id="best">${body.task}</h2>
    <p>This page does not know how to show it. The prediction is on its topic as the stream wrote it.</p>`;
}

// [what, how sure or how much], for a place with room for one line each.
const BRIEFS = {
  "classification": ({ predictions: [best] }) => best ? [best.label, percent(best.probability)] : ["No class", ""],
  "multi-label": ({ predictions }) => {
    const accepted = predictions.filter((one) => one.accepted);
    return accepted.length ? [accepted.map((one) => one.label).join(", "), percent(accepted[0].probability)] : ["No label", "none reaches its threshold"];
  },
  "detection": ({ detections }) => detections?.length ? [objects(detections), "up to " + percent(detections[0].confidence)] : ["Nothing found", ""],
  "embedding": ({ embedding }) => ["Vector", embedding ? embedding.values.length + " numbers" : ""],
  "regression": ({ values }) => values?.length ? [amount(values[0]), values.length > 1 ? "and " + (values.length - 1) + " more" : values[0].name] : ["No value", ""],
};

const objects = (detections) => detections.every(({ label }) => label === detections[0].label) ? counted(detections) : detections.length + " objects";

export const brief = (body) => (BRIEFS[body.task] || (() => [body.task, "a task not known here"]))(body);

const amount = (one) => plain(one.value) + (one.unit ? " " + one.unit : "");

function Values({ body }) {
  const values = body.values || [];
  const [first] = values;
  return html`<p class="muted">${values.length === 1 ? first.name : "The model estimates"}</p>
    <h2 class="best" id="best">${values.length === 1 ? amount(first) : values.length + " values"}</h2>
    ${values.length > 1 && html`<table class="values" aria-label="Values"><thead><tr><th scope="col">Value</th><th scope="col" class="number">Estimate</th><th scope="col">Unit</th></tr></thead>
      <tbody>${values.map((one) => html`<tr><th scope="row">${one.name}</th><td class="number">${plain(one.value)}</td><td>${one.unit || "–"}</td></tr>`)}</tbody></table>`}`;
}

// Classes and labels as bars.
import { html, useEffect, useState } from "./lib/preact.js";
import { call } from "./calls.js";
import { percent } from "./show.js";

const SURE = 0.8;
const GUESS = 0.5;
const CLOSE = 0.1;

// A model always has a most probable class, also for what it has never seen.
function doubt([best, second]) {
  if (best.probability >= SURE) return "";
  if (second && best.probability - second.probability < CLOSE) return "The model is not sure: it could as well be " + second.label + ".";
  return best.probability < GUESS ? "This is a guess: no class fits well. The image may show something that the model does not know." : "The model is not quite sure.";
}

const width = (share) => ({ width: Math.max(0.4, share * 100) + "%" });

export function Classes({ body }) {
  const [best] = body.predictions;
  if (!best) return html`<h2 class="best" id="best">No class</h2>`;
  const said = doubt(body.predictions);
  return html`<p class="muted">${best.probability < GUESS ? "Most probable" : "The model sees"}</p>
    <h2 class="best" id="best">${best.label}</h2>
    <p class="muted">${percent(best.probability)} sure</p>
    ${said && html`<p class="doubt" id="doubt">${said}</p>`}
    <ol class="bars" aria-label="Classes, most probable first">${body.predictions.map((one) => html`
      <li><span class="label">${one.label}</span><span class="value">${percent(one.probability)}</span>
        <span class="track" aria-hidden="true"><span style=${width(one.probability)}></span></span></li>`)}</ol>`;
}

// By label, as far as the model's card says them.
function useThresholds({ name, version }) {
  const [thresholds, setThresholds] = useState({});
  useEffect(() => {
    call("v2/models/" + encodeURIComponent(name) + "/versions/" + encodeURIComponent(version) + "/config")
      .then((answer) => setThresholds(JSON.parse(answer.body?.parameters?.thresholds?.string_value || "{}")));
  }, [name, version]);
  return thresholds;
}

// Each label stands alone: none, one or several reach their thresholds.
export function Labels({ body }) {
  const thresholds = useThresholds(body.model);
  const accepted = body.predictions.filter((one) => one.accepted);
  return html`<p class="muted">${accepted.length === 1 ? "One label reaches" : (accepted.length || "No") + " labels reach"} the threshold</p>
    <h2 class="best" id="best">${accepted.length ? accepted.map((one) => one.label).join(", ") : "No label"}</h2>
    <ol class="bars each" aria-label="Labels, most probable first">${body.predictions.map((one) => html`
      <li class=${one.accepted ? "accepted" : "below"}><span class="label">${one.label}</span>
        <span class="value">${percent(one.probability)} <span class="verdict">${one.accepted === undefined ? "" : one.accepted ? "accepted" : "below"}</span></span>
        <span class="track" aria-hidden="true"><span style=${width(one.probability)}></span>${thresholds[one.label] > 0 && html`
          <i class="threshold" style=${{ left: thresholds[one.label] * 100 + "%" }} title=${"Accepted from " + percent(thresholds[one.label])}></i>`}</span></li>`)}</ol>
    <p class="muted small">Each label has a probability and a threshold of its own${Object.keys(thresholds).length > 0 && ", which a stroke marks"}.</p>`;
}

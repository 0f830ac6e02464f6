// The answer to an image: what the model saw, how sure it is, where the time went, or why there is none.
import { html } from "./lib/preact.js";
import { Answer } from "./answers.js";
import { KINDLY, millis, words } from "./show.js";

const STATIONS = [
  ["receiveMicros", "Upload", "the image on its way to the gateway"],
  ["publishMicros", "Publish", "until Kafka has it"],
  ["queueMicros", "Queue", "from the topic to the start of decoding"],
  ["decodeMicros", "Decode", "decoding and resizing"],
  ["batchWaitMicros", "Batch wait", "until a predictor is free"],
  ["inferenceMicros", "Inference", "the whole batch"],
  ["deliverMicros", "Commit and deliver", "everything else: the way to the stream, its commit, and the way back"],
];
export function Predicted({ body, marks, shows, mayObserve }) {
  return html`<${Answer} body=${body} marks=${marks} shows=${shows} mayObserve=${mayObserve} />
    <${Time} timings=${body.timings} />
    <details><summary>By what, and where it is</summary><dl class="facts">
      <dt>Model</dt><dd>${body.model.name}/${body.model.version} on ${body.device}</dd>
      <dt>Id</dt><dd><code>${body.id}</code></dd>
      <dt>Record</dt><dd><code>${body.record.topic}-${body.record.partition}@${body.record.offset}</code></dd>
      <dt>Batch</dt><dd>${body.batchSize} ${body.batchSize === 1 ? "image" : "images"}</dd>
      <dt>Instance</dt><dd>${body.instance}</dd>
      <dt>Trace</dt><dd><code>${body.traceId}</code></dd></dl></details>`;
}

function Time({ timings }) {
  const total = timings.totalMicros;
  return html`<h3>Where the time went <span class="muted">${millis(total / 1000)} in all</span></h3>
    <div class="stack" aria-hidden="true">${STATIONS.map(([key], i) => html`
      <span class=${"s" + i} style=${{ flexGrow: Math.max(timings[key], total / 400) }}></span>`)}</div>
    <ul class="legend">${STATIONS.map(([key, name, what], i) => html`
      <li title=${what}><span class=${"swatch s" + i} aria-hidden="true"></span>${name}<b>${millis(timings[key] / 1000)}</b></li>`)}</ul>`;
}

export function Refused({ answer, onAgain }) {
  const { status, body } = answer;
  const isRejection = body?.reason;
  return html`<div class="refused" id="refused">
    <p class="muted">${isRejection ? "The stream could not use this image" : "That did not work"}</p>
    <h2>${isRejection ? words(body.reason) : body?.title || "Status " + status}</h2>
    ${isRejection && html`<p>${KINDLY[body.reason] || ""}</p>`}
    <p class="detail">${body?.detail}</p>
    ${isRejection && html`<p class="muted">It is kept among the dead letters, untouched.</p>`}
    ${body?.id && html`<p class="muted">Id <code>${body.id}</code></p>`}
    ${!isRejection && onAgain && html`<button onClick=${onAgain}>Try again</button>`}</div>`;
}

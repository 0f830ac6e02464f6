// Objects that a model found: boxes over the image, and the same as a list beside it.
import { html, useState } from "./lib/preact.js";
import { percent } from "./show.js";

// Light ones, which bear dark text and stand out with dark edges around them, whatever the image is. See --b0 in app.css.
const COLOURS = 8;
const MAX_TAGS = 12;
const SMALL = 0.1;
const LONG = 30;

// "2 × face, 1 × person", the kind of the most confident first.
export function counted(detections) {
  const counts = new Map();
  for (const { label } of detections) counts.set(label, (counts.get(label) || 0) + 1);
  return [...counts].map(([label, count]) => count + "\u00a0×\u00a0" + label).join(", ");
}

// A colour for each label: by its class, so that it stays the same from image to image, unless another here has it.
function colours(detections) {
  const taken = new Map();
  for (const { label, classIndex } of detections) {
    if (taken.has(label)) continue;
    let colour = classIndex % COLOURS;
    const used = new Set(taken.values());
    while (used.size < COLOURS && used.has(colour)) colour = (colour + 1) % COLOURS;
    taken.set(label, colour);
  }
  return ({ label }) => "b" + taken.get(label);
}

const share = (fraction) => fraction * 100 + "%";
const area = ({ box }) => (box.right - box.left) * (box.bottom - box.top);

// Which detections are shown, and which of them is pointed at; for the boxes and the list together.
export function useMarks() {
  const [least, setLeast] = useState(0);
  const [pointed, setPointed] = useState(null);
  const [pinned, setPinned] = useState(null);
  const forget = () => { setPointed(null); setPinned(null); };
  return { least, setLeast: (value) => { setLeast(value); forget(); }, chosen: pointed ?? pinned, setPointed, forget, pin: (i) => setPinned(pinned === i ? null : i) };
}

const isShown = (marks) => ([one]) => one.confidence >= (marks?.least ?? 0);

// Over an image that fills its parent. Small ones lie above large ones, so that each can be pointed at.
export function Boxes({ detections, marks }) {
  const colour = colours(detections);
  const shown = detections.map((one, i) => [one, i]).filter(isShown(marks));
  const order = [...shown].sort((a, b) => area(b[0]) - area(a[0]));
  const isCrowded = shown.length > MAX_TAGS;
  return html`<span class=${"boxes" + (marks && marks.chosen !== null ? " choosing" : "")} aria-hidden="true">${order.map(([one, i]) => html`
    <${Box} key=${i} one=${one} number=${i} colour=${colour(one)} marks=${marks} isTagged=${marks && (!isCrowded || marks.chosen === i)} />`)}</span>`;
}

function Box({ one, number, colour, marks, isTagged }) {
  const { left, top, right, bottom } = one.box;
  const act = marks && {
    onMouseEnter: () => marks.setPointed(number), onMouseLeave: () => marks.setPointed(null),
    onClick: (e) => { e.preventDefault(); e.stopPropagation(); marks.pin(number); },
  };
  return html`<span class=${"box " + colour + (marks?.chosen === number ? " chosen" : "") + (top < SMALL ? " inside" : "") + (left > 0.6 ? " rightward" : "")}
      style=${{ left: share(left), top: share(top), width: share(right - left), height: share(bottom - top) }} ...${act}>
      ${isTagged && html`<span class="tag">${one.label} ${percent(one.confidence)}</span>`}</span>
    ${marks && (one.keypoints || []).map((point) => html`<span class=${"point " + colour + (marks.chosen === number ? " chosen" : "")} title=${point.name} style=${{ left: share(point.x), top: share(point.y) }}></span>`)}`;
}

// In pixels where the size of the image is known.
function place({ box }, image) {
  const [across, down, unit] = image ? [image.width, image.height, " px"] : [100, 100, " %"];
  const x = [box.left, box.right].map((v) => Math.round(v * across));
  const y = [box.top, box.bottom].map((v) => Math.round(v * down));
  return "across " + x.join(" to ") + ", down " + y.join(" to ") + unit;
}

export function Found({ body, marks }) {
  const detections = body.detections || [];
  const colour = colours(detections);
  const shown = detections.map((one, i) => [one, i]).filter(isShown(marks));
  if (detections.length === 0) return html`<p class="muted">The model looked, and this is its answer</p><h2 class="best" id="best">Nothing found</h2>
    <p>None of the objects that it knows, or none of which it is confident enough.</p>`;
  return html`<p class="muted">The model found</p><h2 class=${"best" + (counted(detections).length > LONG ? " long" : "")} id="best">${counted(detections)}</h2>
    ${detections.length > 1 && html`<label class="least small"><span>Shown from a confidence of <b>${percent(marks.least)}</b>: ${shown.length} of ${detections.length}</span>
      <input type="range" id="least" min="0" max="1" step="0.01" value=${marks.least} aria-valuetext=${percent(marks.least)} onInput=${(e) => marks.setLeast(Number(e.target.value))} /></label>`}
    <ol class="found" id="found" aria-label="Objects, most confident first">${shown.map(([one, i]) => html`
      <li key=${i}><button class=${marks.chosen === i ? "chosen" : ""} aria-pressed=${String(marks.chosen === i)} onClick=${() => marks.pin(i)}
          onMouseEnter=${() => marks.setPointed(i)} onMouseLeave=${() => marks.setPointed(null)} onFocus=${() => marks.setPointed(i)} onBlur=${() => marks.setPointed(null)}>
        <span class=${"swatch " + colour(one)} aria-hidden="true"></span><span class="label">${one.label}</span><span class="value">${percent(one.confidence)}</span>
        <span class="where muted">${place(one, body.image)}${one.keypoints ? ", " + one.keypoints.length + " key points" : ""}</span></button></li>`)}</ol>`;
}

// Try it: one image in, and its answer.
import { html, useEffect, useRef, useState } from "./lib/preact.js";
import { address, call } from "./calls.js";
import { useMarks } from "./detections.js";
import { remember } from "./embeddings.js";
import { Predicted, Refused } from "./predicted.js";
import { prepare } from "./prepare.js";
import { Samples } from "./samples.js";
import { MapLegend, Shown } from "./shown.js";

const FEW_CLASSES = 24;

// Sends one image at a time; the answer to an image before is dropped.
function useAnswer(limits) {
  const [state, setState] = useState({ isBusy: false, answer: null, note: "" });
  const turn = useRef(0);
  const ask = async (file, model) => {
    const its = ++turn.current;
    const step = (next) => { if (its === turn.current) setState(next); };
    step({ isBusy: true, answer: null, note: "" });
    const { image, note, trouble } = await prepare(file, limits);
    if (trouble) return step({ isBusy: false, note: "", answer: { ok: false, isFinal: true, body: { title: "Not an image that works here", detail: trouble } } });
    if (its !== turn.current) return;
    step({ isBusy: true, answer: null, note });
    const form = new FormData();
    form.append("image", image);
    if (model) form.append("model", model);
    const answer = await call("predict?top=10", { method: "POST", body: form });
    if (answer.ok && answer.body.embedding) remember(answer.body, await small(image));
    step({ isBusy: false, note, answer });
  };
  return [state, ask];
}

// A small copy of an image, for a list; null where the browser cannot show it.
async function small(image) {
  try {
    const bitmap = await createImageBitmap(image, { resizeWidth: 128, resizeQuality: "medium" });
    const canvas = document.createElement("canvas");
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    bitmap.close();
    return URL.createObjectURL(await new Promise((done) => canvas.toBlob(done)));
  } catch (e) {
    return null;
  }
}

export function Try({ status }) {
  const [file, setFile] = useState(null);
  const [shown, setShown] = useState("");
  const [model, setModel] = useState("");
  const [showsMap, setShowsMap] = useState(true);
  const [{ isBusy, answer, note }, ask] = useAnswer(status?.gateway.limits);
  const marks = useMarks();
  const input = useRef(null);
  const take = (image) => {
    if (!image) return;
    setFile(image);
    marks.forget();
    setShown((old) => { if (old) URL.revokeObjectURL(old); return URL.createObjectURL(image); });
    ask(image, model);
  };
  const choose = (name) => {
    setModel(name);
    marks.forget();
    if (file) ask(file, name);
  };
  usePasted(take);
  const place = useRef(null);
  // On a phone the answer lies below what the window shows.
  useEffect(() => {
    if (answer && place.current.getBoundingClientRect().top > innerHeight / 2) place.current.scrollIntoView({ behavior: "smooth" });
  }, [answer]);
  const map = answer?.ok ? answer.body.activationMap : null;
  return html`
    <h1>Try it</h1>
    <p class="lead">Give it an image. It goes through the stream like any other, and its prediction comes back.</p>
    <div class="try">
      <section class="card image" aria-label="Image">
        <${Drop} input=${input} onTake=${take}>${shown
          ? html`<${Shown} key=${shown} address=${shown} map=${showsMap ? map : null} detections=${answer?.ok ? answer.body.detections : null} marks=${marks} name=${file.name} />` : null}<//>
        ${map && showsMap && html`<${MapLegend} label=${answer.body.predictions?.[0]?.label} />`}
        ${note && html`<p class="muted small" id="note" role="status">${note}</p>`}
        <div class="actions">
          <button class="primary" onClick=${() => input.current.click()}>${shown ? "Another image" : "Choose an image"}</button>
          ${map && html`<label class="switch"><input type="checkbox" checked=${showsMap} onChange=${(e) => setShowsMap(e.target.checked)} /> Activation map</label>`}
          <${Choice} models=${status?.models || []} model=${model} onChoose=${choose} />
        </div>
        <${Samples} onPick=${take} />
        <${Knows} model=${model || status?.models[0] || ""} />
      </section>
      <section ref=${place} class=${"card answer" + (answer || isBusy ? "" : " open")} aria-label="Answer" aria-live="polite" aria-busy=${String(isBusy)}>
        ${isBusy && html`<${Waiting} />`}
        ${!isBusy && !answer && html`<${Nothing} caller=${status?.caller} />`}
        ${answer?.ok && html`<${Predicted} body=${answer.body} marks=${marks} shows=${status?.gateway.showsImages} mayObserve=${status?.caller.roles.includes("observe")} />`}
        ${answer && !answer.ok && html`<${Refused} answer=${answer} onAgain=${answer.isFinal ? null : () => ask(file, model)} />`}
      </section>
    </div>`;
}

function usePasted(take) {
  const taken = useRef(take);
  taken.current = take;
  useEffect(() => {
    const paste = (event) => {
      const image = event.clipboardData?.files[0];
      if (image) { event.preventDefault(); taken.current(image); }
    };
    addEventListener("paste", paste);
    return () => removeEventListener("paste", paste);
  }, []);
}

function Drop({ input, onTake, children }) {
  const [isOver, setOver] = useState(false);
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    onTake(event.dataTransfer.files[0]);
  };
  return html`<label class=${"drop" + (isOver ? " over" : "") + (children ? " filled" : "")}
      onDragOver=${(e) => { e.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)} onDrop=${drop}>
    <input ref=${input} id="file" type="file" accept="image/*,.bmp,.heic" onChange=${(e) => { onTake(e.target.files[0]); e.target.value = ""; }} />
    ${children || html`<span class="hint"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 16V4m0 0 4.5 4.5M12 4 7.5 8.5M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3"/></svg>
      <strong>Drop an image here</strong><span>or paste it, choose a file, take a photo</span></span>`}</label>`;
}

function Choice({ models, model, onChoose }) {
  if (models.length < 2 && !model) return null;
  return html`<label class="choice">Model <select id="model" value=${model} onChange=${(e) => onChoose(e.target.value)}>
    <option value="">the default</option>${[...new Set([...models, ...(model ? [model] : [])])].map((name) => html`<option value=${name}>${name}</option>`)}</select></label>`;
}

// What a model can answer, whatever it is shown.
const KNOWS = { "classification": "knows", "multi-label": "can say", "detection": "can find" };
const KINDS = { "classification": ["class", "classes"], "multi-label": ["label", "labels"], "detection": ["kind of object", "kinds of objects"] };

function Knows({ model }) {
  const [{ task, classes }, setKnown] = useState({ task: "", classes: [] });
  useEffect(() => {
    setKnown({ task: "", classes: [] });
    const [name, version] = model.split("/");
    if (model) call("v2/models/" + encodeURIComponent(name) + "/versions/" + encodeURIComponent(version) + "/config")
      .then(({ body }) => setKnown({ task: body?.parameters?.task?.string_value || "", classes: JSON.parse(body?.parameters?.labels?.string_value || "[]") }));
  }, [model]);
  if (classes.length === 0 || !KINDS[task]) return null;
  const list = html`<p class="labels">${classes.map((label) => html`<span>${label}</span>`)}</p>`;
  const title = model + " " + KNOWS[task] + " " + classes.length + " " + KINDS[task][classes.length === 1 ? 0 : 1];
  return html`<div class="knows small" id="knows">${classes.length > FEW_CLASSES
    ? html`<details><summary>${title}</summary>${list}</details>` : html`<p class="muted">${title}</p>${list}`}</div>`;
}

function Nothing({ caller }) {
  const key = caller && !caller.isAnonymous ? " -H 'X-API-Key: KEY'" : "";
  return html`<div class="empty"><p>What the model sees will stand here.</p>
    <p class="muted">From a terminal:</p><pre><code>curl${key} -F image=@cat.jpg ${address("predict")}</code></pre></div>`;
}

function Waiting() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((s) => s + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return html`<div class="empty"><div class="spinner" aria-hidden="true"></div>
    <p>On its way through the stream${seconds > 1 ? ", " + seconds + " s" : ""} …</p></div>`;
}

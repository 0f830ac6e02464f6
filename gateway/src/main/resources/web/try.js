// Try it: one image in, what the model saw, and where the time went.
import { html, useEffect, useRef, useState } from "/app/lib/preact.js";
import { call, KINDLY, millis, percent, words } from "/app/common.js";

const STATIONS = [
  ["receiveMicros", "Upload", "the image on its way to the gateway"],
  ["publishMicros", "Publish", "until Kafka has it"],
  ["queueMicros", "Queue", "from the topic to the start of decoding"],
  ["decodeMicros", "Decode", "decoding and resizing"],
  ["batchWaitMicros", "Batch wait", "until a predictor is free"],
  ["inferenceMicros", "Inference", "the whole batch"],
  ["deliverMicros", "Commit and deliver", "everything else: the way to the stream, its commit, and the way back"],
];

export function Try({ status }) {
  const [file, setFile] = useState(null);
  const [address, setAddress] = useState("");
  const [answer, setAnswer] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const [showsHeat, setHeat] = useState(true);
  const [model, setModel] = useState("");
  const input = useRef(null);
  const turn = useRef(0);

  const send = async (image, by = model) => {
    if (!image) return;
    const its = ++turn.current;
    setFile(image);
    if (image !== file) setAddress((old) => { if (old) URL.revokeObjectURL(old); return URL.createObjectURL(image); });
    setAnswer(null);
    setBusy(true);
    const form = new FormData();
    form.append("image", image);
    if (by) form.append("model", by);
    const result = await call("/predict?top=10", { method: "POST", body: form });
    if (its !== turn.current) return;
    setAnswer(result);
    setBusy(false);
  };
  useEffect(() => {
    const paste = (event) => {
      const image = [...(event.clipboardData?.files || [])][0];
      if (image) { event.preventDefault(); send(image); }
    };
    addEventListener("paste", paste);
    return () => removeEventListener("paste", paste);
  }, [model]);
  const choose = (name) => {
    setModel(name);
    send(file, name);
  };
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };
  const body = answer?.body;
  const models = status?.models || [];
  return html`
    <h1>Try it</h1>
    <p class="lead">Give it an image. It goes through the stream like any other, and its prediction comes back.</p>
    <div class="try">
      <section class="card image" aria-label="Image">
        <label class=${"drop" + (isOver ? " over" : "") + (address ? " filled" : "")}
          onDragOver=${(e) => { e.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)} onDrop=${drop}>
          <input ref=${input} id="file" type="file" accept="image/*,.bmp" onChange=${(e) => { send(e.target.files[0]); e.target.value = ""; }} />
          ${address
            ? html`<${Shown} key=${address} address=${address} map=${answer?.ok && showsHeat ? body.activationMap : null} name=${file.name} />`
            : html`<span class="hint"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 16V4m0 0 4.5 4.5M12 4 7.5 8.5M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3"/></svg>
              <strong>Drop an image here</strong><span>or paste it, choose a file, take a photo</span></span>`}
        </label>
        <div class="actions">
          <button class="primary" onClick=${() => input.current.click()}>${address ? "Another image" : "Choose an image"}</button>
          ${answer?.ok && body.activationMap && html`<label class="switch"><input type="checkbox" checked=${showsHeat} onChange=${(e) => setHeat(e.target.checked)} /> Activation map</label>`}
          ${(models.length > 1 || model) && html`<label class="choice">Model <select id="model" value=${model} onChange=${(e) => choose(e.target.value)}>
            <option value="">the default</option>${[...new Set([...models, ...(model ? [model] : [])])].map((name) => html`<option value=${name}>${name}</option>`)}</select></label>`}
        </div>
      </section>
      <section class=${"card answer" + (answer ? "" : " open")} aria-label="Answer" aria-live="polite" aria-busy=${String(isBusy)}>
        ${isBusy && html`<${Waiting} />`}
        ${!isBusy && !answer && html`<div class="empty"><p>What the model sees will stand here.</p>
          <p class="muted">From a terminal:</p><pre><code>curl -F image=@cat.jpg ${location.origin}/predict</code></pre></div>`}
        ${answer?.ok && html`<${Predicted} body=${body} />`}
        ${answer && !answer.ok && html`<${Refused} answer=${answer} onAgain=${() => send(file)} />`}
      </section>
    </div>`;
}

// The map lies over the model's input: with another shape than the image's, over its middle, or beyond its edges.
function overlay(map, size) {
  const ratio = (size.width / size.height) / (map.inputWidth / map.inputHeight);
  if (map.resize !== "CENTER_CROP" && map.resize !== "LETTERBOX" || !(ratio > 0)) return {};
  const isAcross = map.resize === "CENTER_CROP" ? ratio > 1 : ratio < 1;
  const share = 100 * (isAcross ? 1 / ratio : ratio);
  return isAcross ? { width: share + "%", left: (100 - share) / 2 + "%" } : { height: share + "%", top: (100 - share) / 2 + "%" };
}

function Shown({ address, map, name }) {
  const canvas = useRef(null);
  const [isShown, setShown] = useState(true);
  const [size, setSize] = useState(null);
  useEffect(() => {
    if (!map || !canvas.current) return;
    const context = canvas.current.getContext("2d");
    canvas.current.width = map.width;
    canvas.current.height = map.height;
    const pixels = context.createImageData(map.width, map.height);
    map.values.forEach((value, i) => {
      pixels.data[4 * i] = 255;
      pixels.data[4 * i + 1] = Math.round(190 * (1 - value));
      pixels.data[4 * i + 2] = 0;
      pixels.data[4 * i + 3] = Math.round(215 * value);
    });
    context.putImageData(pixels, 0, 0);
  }, [map, isShown, size]);
  return isShown
    ? html`<span class=${"shown" + (size && size.width < 100 ? " tiny" : "")} style=${size ? { aspectRatio: size.width / size.height, [size.width >= size.height ? "width" : "height"]: "100%" } : {}}>
        <img src=${address} alt=${"The image " + name} onError=${() => setShown(false)} onLoad=${(e) => setSize({ width: e.target.naturalWidth || 1, height: e.target.naturalHeight || 1 })} />
        ${map && size && html`<canvas ref=${canvas} style=${overlay(map, size)} role="img" aria-label="Where the model found its first answer"></canvas>`}</span>`
    : html`<span class="hint"><strong>${name}</strong><span>The browser cannot show it; the stream is asked all the same.</span></span>`;
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

function Predicted({ body }) {
  const best = body.predictions[0];
  return html`
    <p class="muted">The model sees</p>
    <h2 class="best" id="best">${best.label}</h2>
    <p class="muted">${percent(best.probability)} sure · ${body.model.name}/${body.model.version} on ${body.device}</p>
    <ol class="bars" aria-label="Classes, most probable first">${body.predictions.map((one) => html`
      <li><span class="label">${one.label}</span><span class="value">${percent(one.probability)}</span>
        <span class="track" aria-hidden="true"><span style=${{ width: Math.max(0.4, one.probability * 100) + "%" }}></span></span></li>`)}</ol>
    <${Time} timings=${body.timings} />
    <details><summary>Where it is</summary><dl class="facts">
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

function Refused({ answer, onAgain }) {
  const { status, body } = answer;
  const isRejection = body?.reason;
  return html`<div class="refused" id="refused">
    <p class="muted">${isRejection ? "The stream could not use this image" : "That did not work"}</p>
    <h2>${isRejection ? words(body.reason) : body?.title || "Status " + status}</h2>
    ${isRejection && html`<p>${KINDLY[body.reason] || ""}</p>`}
    <p class="detail">${body?.detail}</p>
    ${isRejection && html`<p class="muted">It is kept among the dead letters, untouched.</p>`}
    ${body?.id && html`<p class="muted">Id <code>${body.id}</code></p>`}
    ${!isRejection && html`<button onClick=${onAgain}>Try again</button>`}</div>`;
}

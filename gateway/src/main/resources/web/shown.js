// The chosen image with the model's activation map, or what it found, over it.
import { html, useEffect, useRef, useState } from "./lib/preact.js";
import { Boxes, counted } from "./detections.js";

// The map lies over the model's input: with another shape than the image's, over its middle, or beyond its edges.
function overlay(map, size) {
  const ratio = (size.width / size.height) / (map.inputWidth / map.inputHeight);
  if (map.resize !== "CENTER_CROP" && map.resize !== "LETTERBOX" || !(ratio > 0)) return {};
  const isAcross = map.resize === "CENTER_CROP" ? ratio > 1 : ratio < 1;
  const share = 100 * (isAcross ? 1 / ratio : ratio);
  return isAcross ? { width: share + "%", left: (100 - share) / 2 + "%" } : { height: share + "%", top: (100 - share) / 2 + "%" };
}

// From clear to red, by how much a place spoke for the first answer. The legend in app.css has the same colours.
function paint(canvas, map) {
  const context = canvas.getContext("2d");
  canvas.width = map.width;
  canvas.height = map.height;
  const pixels = context.createImageData(map.width, map.height);
  map.values.forEach((value, i) => {
    pixels.data[4 * i] = 255;
    pixels.data[4 * i + 1] = Math.round(190 * (1 - value));
    pixels.data[4 * i + 2] = 0;
    pixels.data[4 * i + 3] = Math.round(215 * value);
  });
  context.putImageData(pixels, 0, 0);
}

export function Shown({ address, map, detections, marks, name }) {
  const canvas = useRef(null);
  const [isShown, setShown] = useState(true);
  const [size, setSize] = useState(null);
  useEffect(() => { if (map && canvas.current) paint(canvas.current, map); }, [map, isShown, size]);
  if (!isShown) return html`<span class="hint"><strong>${name}</strong><span>The browser cannot show it; the stream is asked all the same.</span></span>`;
  return html`<span class=${"shown" + (size && size.width < 100 ? " tiny" : "")} style=${size ? { aspectRatio: size.width / size.height, [size.width >= size.height ? "width" : "height"]: "100%" } : {}}>
    <img src=${address} alt=${"The image " + name + (detections?.length ? ". Marked are " + counted(detections) + ", which the answer lists." : "")} onError=${() => setShown(false)} onLoad=${(e) => setSize({ width: e.target.naturalWidth || 1, height: e.target.naturalHeight || 1 })} />
    ${map && size && html`<canvas ref=${canvas} style=${overlay(map, size)} role="img" aria-label="Where the model found its first answer"></canvas>`}
    ${detections && size && html`<${Boxes} detections=${detections} marks=${marks} />`}</span>`;
}

export function MapLegend({ label }) {
  return html`<p class="map-legend muted small" id="map-legend"><span>What spoke for “${label}”: little</span><i aria-hidden="true"></i><span>much</span></p>`;
}

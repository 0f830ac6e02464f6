// What pages show alike: images, figures, times, names.
import { html, useEffect, useState } from "./lib/preact.js";
import { address, credentials } from "./calls.js";

// An image's address for an <img>: with a key it has to be fetched. A prediction may be here before its image.
export function useImage(path, tries = 1) {
  const [shown, setShown] = useState(null);
  useEffect(() => {
    let made = "";
    let timer = 0;
    let isOver = false;
    setShown(null);
    const ask = async (turn) => {
      const answer = await fetch(address(path), { headers: credentials() });
      if (isOver) return;
      if (answer.status === 404 && turn < tries) timer = setTimeout(() => ask(turn + 1).catch(() => {}), 400 * turn);
      if (!answer.ok) return;
      made = URL.createObjectURL(await answer.blob());
      if (isOver) URL.revokeObjectURL(made); else setShown(made);
    };
    if (path) ask(1).catch(() => {});
    return () => { isOver = true; clearTimeout(timer); if (made) URL.revokeObjectURL(made); };
  }, [path]);
  return shown;
}

// A small image; where there is none, or the browser cannot show it, a sign instead. Children lie over it, where its size is known.
export function Thumb({ shown, otherwise, size, children }) {
  const [failed, setFailed] = useState("");
  if (!shown || failed === shown) return html`<span class="thumb"><span aria-hidden="true">${otherwise}</span></span>`;
  const image = html`<img src=${shown} alt="" onError=${() => setFailed(shown)} />`;
  return html`<span class="thumb">${size && children
    ? html`<span class="shown" style=${{ aspectRatio: size.width / size.height, [size.width >= size.height ? "width" : "height"]: "100%" }}>${image}${children}</span>` : image}</span>`;
}

// Not known is not zero.
const known = (format) => (value) => typeof value === "number" && Number.isFinite(value) ? format(value) : "–";

export const percent = known((share) => share > 0 && share < 0.0005 ? "< 0.1 %" : (share * 100).toFixed(share > 0.9995 || share === 0 ? 0 : 1) + " %");

// As many digits as tell something.
export const plain = known((value) => {
  const size = Math.abs(value);
  return size !== 0 && (size < 0.001 || size >= 1e7) ? value.toExponential(2) : Number(value.toPrecision(size >= 100 ? 6 : 4)).toLocaleString("en", { maximumFractionDigits: 6 });
});

export const millis = known((value) => {
  if (value >= 1000) return (value / 1000).toFixed(value >= 10000 ? 1 : 2) + " s";
  return (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)) + " ms";
});

export const count = known((value) => Math.round(value).toLocaleString("en"));

export const bytes = known((value) => value >= 1 << 20 ? (value / (1 << 20)).toFixed(1) + " MiB" : value >= 1024 ? Math.round(value / 1024) + " KiB" : value + " bytes");

export function ago(text) {
  const seconds = Math.max(0, (Date.now() - Date.parse(text)) / 1000);
  if (seconds < 60) return Math.round(seconds) + " s ago";
  if (seconds < 3600) return Math.round(seconds / 60) + " min ago";
  return seconds < 86400 ? Math.round(seconds / 3600) + " h ago" : new Date(text).toLocaleString();
}

// CORRUPT_IMAGE and learningRate as people write them.
export const words = (name) => {
  const text = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

export const KINDLY = {
  UNREADABLE_EVENT: "The record is no image event.",
  UNSUPPORTED_IMAGE: "This is not a kind of image that the stream reads. JPEG, PNG, GIF, BMP, WebP and TIFF work.",
  CORRUPT_IMAGE: "The image is damaged or cut short. It may have broken on its way: try the original file.",
  IMAGE_TOO_LARGE: "The image has more bytes or pixels than the stream allows.",
  UNKNOWN_MODEL: "No instance of the stream serves this model.",
  DEADLINE_PASSED: "The stream came to it too late.",
  MODEL_FAILED: "The model fails on this image, and works on others.",
  PREDICTION_REFUSED: "The topic of predictions does not take the prediction: too large with what it carries on, or without a key.",
  REJECTED_BY_OPERATOR: "An operator has given this record up.",
};

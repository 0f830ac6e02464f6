// Makes of a chosen file what the stream takes: other formats become JPEG, and too large images are shrunk, upright as shown.
import { bytes } from "./show.js";

const MAX_PIXELS = 40e6;
const TRIES = 8;
const HEIC = "This browser cannot show HEIC, the format of many phones, and so cannot turn it into JPEG. "
  + "On an iPhone choose Settings, Camera, Formats, “Most Compatible” for new photos, or share the photo as JPEG.";

// By their first bytes: a file's name or type may say anything.
const FORMATS = [
  ["JPEG", true, (b) => b[0] === 0xff && b[1] === 0xd8],
  ["PNG", true, (b, text) => text.startsWith("PNG", 1)],
  ["GIF", true, (b, text) => text.startsWith("GIF8")],
  ["BMP", true, (b, text) => text.startsWith("BM")],
  ["WebP", true, (b, text) => text.startsWith("RIFF") && text.startsWith("WEBP", 8)],
  ["AVIF", false, (b, text) => text.startsWith("ftypavi", 4)],
  ["HEIC", false, (b, text) => /^ftyp(hei|hev|mif1|msf1)/.test(text.slice(4))],
  ["TIFF", true, (b, text) => text.startsWith("II*\0") || text.startsWith("MM\0*")],
];

// Answers {image, note}, or {trouble} with a remedy. What the browser cannot read goes as it is: the stream says what it is.
export async function prepare(file, limits) {
  const format = await formatOf(file);
  const max = limits?.imageBytes ?? Infinity;
  if (!format || (format.isRead && file.size <= max)) return { image: file, note: "" };
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch (e) {
    return format.name === "HEIC" ? { trouble: HEIC } : { image: file, note: "" };
  }
  try {
    const made = await shrunk(bitmap, max);
    return made ? { image: new File([made.blob], file.name, { type: "image/jpeg" }), note: note(format, file, made, max) } : { image: file, note: "" };
  } finally {
    bitmap.close();
  }
}

async function formatOf(file) {
  const first = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const text = String.fromCharCode(...first);
  const [name, isRead] = FORMATS.find(([, , matches]) => matches(first, text)) || [];
  return name && { name, isRead };
}

async function shrunk(bitmap, max) {
  let scale = Math.min(1, Math.sqrt(MAX_PIXELS / (bitmap.width * bitmap.height)));
  for (let i = 0; i < TRIES; i++) {
    const blob = await jpeg(bitmap, scale);
    if (!blob) return null;
    if (blob.size <= max) return { blob, width: side(bitmap.width, scale), height: side(bitmap.height, scale) };
    scale *= 0.95 * Math.sqrt(max / blob.size);
  }
  return null;
}

const side = (length, scale) => Math.max(1, Math.round(length * scale));

// JPEG knows no transparency: what shines through is white.
function jpeg(bitmap, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = side(bitmap.width, scale);
  canvas.height = side(bitmap.height, scale);
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
}

function note(format, file, made, max) {
  const why = format.isRead ? "its " + bytes(file.size) + " are more than the " + bytes(max) + " that the stream takes" : "the stream does not read " + format.name;
  return "Sent as a JPEG of " + made.width + " × " + made.height + " pixels and " + bytes(made.blob.size) + ", since " + why + ".";
}

// Images of the gateway's own to begin with.
import { html, useEffect, useState } from "./lib/preact.js";
import { address, call, credentials } from "./calls.js";
import { Thumb, useImage } from "./show.js";

export function Samples({ onPick }) {
  const [samples, setSamples] = useState([]);
  useEffect(() => { call("api/samples").then((answer) => answer.ok && setSamples(answer.body.samples)); }, []);
  if (samples.length === 0) return null;
  return html`<section class="samples" aria-labelledby="samples"><h2 id="samples" class="muted small">Or try one of these</h2>
    <ul>${samples.map((name) => html`<${Sample} key=${name} name=${name} onPick=${onPick} />`)}</ul></section>`;
}

function Sample({ name, onPick }) {
  const path = "api/samples/" + encodeURIComponent(name);
  const shown = useImage(path);
  const pick = async () => {
    const answer = await fetch(address(path), { headers: credentials() });
    if (answer.ok) onPick(new File([await answer.blob()], name));
  };
  return html`<li><button onClick=${pick} aria-label=${"Try the sample " + name} title=${name}><${Thumb} shown=${shown} otherwise="?" /></button></li>`;
}

// Dead letters: what the stream rejected, why, and resending it.
import { html, useEffect, useRef, useState } from "./lib/preact.js";
import { usePolled } from "./calls.js";
import { obstacle, query, resend } from "./dead-letter.js";
import { ResendAll } from "./resend-all.js";
import { ago, bytes, count, KINDLY, Thumb, useImage, words } from "./show.js";

const PAGE = 50;
const AGES = [["", "at any time"], ["3600s", "in the last hour"], ["86400s", "in the last day"], ["604800s", "in the last week"]];
const placeOf = (one) => one.deadLetter.partition + "@" + one.deadLetter.offset;

export function Letters({ status }) {
  const [filter, setFilter] = useState({ reason: "", search: "", age: "" });
  const [pages, setPages] = useState([""]);
  const [isResending, setResending] = useState(false);
  const answer = usePolled(query(filter, { max: PAGE, olderThan: pages[pages.length - 1] }), 2000);
  const narrow = (change) => { setPages([""]); setFilter({ ...filter, ...change }); };
  const body = answer?.ok ? answer.body : null;
  const may = status?.caller.roles.includes("operate");
  return html`
    <h1>Dead letters</h1>
    <p class="lead">Records that got no prediction, untouched, with the reason. Resending one is safe: it happens once, however often it is asked for, here or by the command line.</p>
    <${Filter} filter=${filter} onChange=${narrow} />
    <${Reasons} counts=${body?.reasons || {}} chosen=${filter.reason} onChoose=${(reason) => narrow({ reason })} />
    ${answer && !body && answer.status !== 0 && html`<div class="card empty"><p>${answer.body?.detail}</p></div>`}
    ${body && body.deadLetters.length === 0 && html`<div class="card empty"><p>${filter.reason || filter.search || filter.age ? "No dead letter matches." : "No dead letters among the recent outcomes."}</p></div>`}
    ${body && body.deadLetters.length > 0 && html`<div class="head"><p class="muted small" id="counted">${count(body.total)} among the recent outcomes</p>
      ${may && html`<button onClick=${() => setResending(true)}>Resend these …</button>`}</div>`}
    ${isResending && html`<${ResendAll} filter=${filter} onClose=${() => setResending(false)} />`}
    <ul class="letters">${body?.deadLetters.map((one) => html`<${Letter} key=${placeOf(one)} one=${one} may=${may} shows=${status?.gateway.showsImages} />`)}</ul>
    <${Pages} hasBefore=${pages.length > 1} next=${body?.next} onBack=${() => setPages(pages.slice(0, -1))} onNext=${() => setPages([...pages, body.next])} />`;
}

function Filter({ filter, onChange }) {
  return html`<div class="filter">
    <input id="search" type="search" placeholder="Search id, key, text, record, instance" aria-label="Search" value=${filter.search} onInput=${(e) => onChange({ search: e.target.value.trim() })} />
    <label class="choice">Rejected <select id="age" value=${filter.age} onChange=${(e) => onChange({ age: e.target.value })}>${AGES.map(([value, name]) => html`<option value=${value}>${name}</option>`)}</select></label></div>`;
}

function Reasons({ counts, chosen, onChoose }) {
  const reasons = Object.entries(counts).sort();
  if (reasons.length === 0) return null;
  const all = reasons.reduce((sum, [, its]) => sum + its, 0);
  return html`<div class="chips" role="group" aria-label="Reasons">
    <button aria-pressed=${String(!chosen)} onClick=${() => onChoose("")}>All <b>${count(all)}</b></button>
    ${reasons.map(([one, its]) => html`<button aria-pressed=${String(one === chosen)} onClick=${() => onChoose(one)}>${words(one)} <b>${count(its)}</b></button>`)}</div>`;
}

function Pages({ hasBefore, next, onBack, onNext }) {
  if (!hasBefore && !next) return null;
  return html`<nav class="pages" aria-label="Pages of dead letters">
    <button disabled=${!hasBefore} onClick=${onBack}>Newer</button><button disabled=${!next} onClick=${onNext}>Older</button></nav>`;
}

function Letter({ one, may, shows }) {
  const shown = useImage(shows ? "api/dead-letters/" + one.deadLetter.partition + "/" + one.deadLetter.offset + "/image" : null);
  return html`<li class="card letter">
    <${Thumb} shown=${shown} otherwise="!" />
    <div class="what"><h2>${words(one.reason)}</h2><p>${KINDLY[one.reason] || ""}</p><p class="detail">${one.detail}</p>
      <p class="muted small">${one.id && html`<code>${one.id}</code> · `}from <code>${one.record.topic}-${one.record.partition}@${one.record.offset}</code> · ${bytes(one.valueBytes)} · ${one.rejectedAt && html`${ago(one.rejectedAt)} · `}by ${one.instance}${one.resentFrom && html` · resent from <code>${one.resentFrom}</code>`}</p></div>
    <${Resending} one=${one} may=${may} /></li>`;
}

function Resending({ one, may }) {
  const [said, setSaid] = useState("");
  const end = useRef(null);
  const isSent = useRef(false);
  const { resent } = one;
  // The button goes; who pressed it by keyboard goes on from what takes its place.
  useEffect(() => { if (resent && isSent.current) end.current?.focus(); }, [!resent]);
  const send = async () => {
    if (said) return;
    isSent.current = true;
    setSaid("Resending …");
    const answer = await resend(one);
    setSaid(answer.ok ? answer.body.status === "resent" ? "Resent" : "Was resent before" : answer.body?.detail || "That did not work.");
  };
  if (resent) return html`<div class="do"><p ref=${end} tabindex="-1" class=${"outcome " + (resent.outcome?.status || "")}>${became(resent.outcome)}</p>
    <p class="muted small" role="status">${resent.by && html`Resent ${ago(resent.at)} by ${resent.by}`}</p></div>`;
  if (obstacle(one)) return html`<div class="do"><p class="muted small">${obstacle(one)}</p></div>`;
  return html`<div class="do"><button onClick=${send} disabled=${!may} aria-disabled=${String(!may || !!said)} aria-label=${"Resend: " + words(one.reason) + ", " + (one.id || one.record.partition + "@" + one.record.offset)} title=${may ? "" : "This takes the role operate"}>Resend</button>
    <p class="muted small" role="status">${said}</p></div>`;
}

function became(outcome) {
  if (!outcome) return "Resent";
  return outcome.status === "predicted" ? "Predicted: " + outcome.label : "Rejected again: " + words(outcome.label);
}

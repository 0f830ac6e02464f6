// Resends all letters that a filter shows, after a look at what that is.
import { html, useEffect, useRef, useState } from "./lib/preact.js";
import { call } from "./calls.js";
import { obstacle, query, resend } from "./dead-letter.js";
import { count, words } from "./show.js";

const MAX = 1000;
const AT_ONCE = 4;
const TRIES = 5;

const pause = (seconds) => new Promise((resume) => setTimeout(resume, seconds * 1000));

function counted(letters) {
  const counts = new Map();
  for (const one of letters) counts.set(one.reason, (counts.get(one.reason) || 0) + 1);
  return [...counts].sort();
}

// Asking again is safe, so what failed for now is asked again.
async function resent(one) {
  for (let i = 1; ; i++) {
    const answer = await resend(one);
    const isForNow = answer.status === 0 || answer.status === 429 || answer.status === 503;
    if (!isForNow || i === TRIES) return answer;
    await pause(answer.retryAfter || i);
  }
}

export function ResendAll({ filter, onClose }) {
  const dialog = useRef(null);
  const isStopped = useRef(false);
  const [plan, setPlan] = useState(null);
  const [done, setDone] = useState(null);
  useEffect(() => {
    dialog.current.showModal();
    call(query(filter, { resent: false, max: MAX })).then((answer) => setPlan(planned(answer)));
    return () => { isStopped.current = true; };
  }, []);
  const go = async () => {
    const left = [...plan.letters];
    const figures = { resent: 0, before: 0, failed: [] };
    const work = async () => {
      while (left.length > 0 && !isStopped.current) {
        const answer = await resent(left.shift());
        if (answer.ok) figures[answer.body.status === "resent" ? "resent" : "before"]++;
        else figures.failed.push(answer.body?.detail || "Status " + answer.status);
        setDone({ ...figures, isOver: false });
      }
    };
    setDone({ ...figures, isOver: false });
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    setDone({ ...figures, isOver: true });
  };
  return html`<dialog ref=${dialog} class="card" aria-labelledby="resend-all" onClose=${onClose}>
    <h2 id="resend-all">Resend these dead letters</h2>
    ${!plan ? html`<p class="muted">Looking which these are …</p>` : html`<${Plan} plan=${plan} />`}
    ${done && html`<${Progress} done=${done} all=${plan.letters.length} />`}
    <div class="actions">${!done && html`<button class="primary" disabled=${!plan?.letters.length} onClick=${go}>Resend ${plan ? count(plan.letters.length) : ""}</button>`}
      <button onClick=${() => dialog.current.close()}>${!done ? "Cancel" : done.isOver ? "Close" : "Stop"}</button></div></dialog>`;
}

function planned(answer) {
  if (!answer.ok) return { letters: [], left: [], trouble: answer.body?.detail };
  const letters = answer.body.deadLetters;
  return { letters: letters.filter((one) => !obstacle(one)), left: letters.filter(obstacle), hasMore: !!answer.body.next };
}

function Plan({ plan }) {
  return html`
    ${plan.trouble && html`<p class="wrong">${plan.trouble}</p>`}
    <p>Each goes to the topic of images once more, with the time of now, and gets an outcome of its own.</p>
    <dl class="facts">${counted(plan.letters).map(([reason, its]) => html`<dt>${words(reason)}</dt><dd>${count(its)}</dd>`)}
      ${plan.left.length > 0 && html`<dt class="muted">Left out</dt><dd class="muted">${count(plan.left.length)} that can only fail again</dd>`}</dl>
    ${plan.letters.length > 0 && html`<p class="muted small">Among them ${plan.letters.slice(0, 3).map((one) => html`<code>${one.id || one.record.partition + "@" + one.record.offset}</code> `)}</p>`}
    ${plan.hasMore && html`<p class="muted small">These are the newest ${count(MAX)}. More can be resent after them, or all by <code>inference-stream dead-letters resend</code>.</p>`}`;
}

function Progress({ done, all }) {
  const told = done.resent + done.before + done.failed.length;
  return html`<div role="status"><progress max=${all} value=${told}></progress>
    <p id="resend-progress">${count(told)} of ${count(all)}: ${count(done.resent)} resent${done.before ? ", " + count(done.before) + " were resent before" : ""}${done.failed.length ? ", " + count(done.failed.length) + " failed" : ""}</p>
    ${done.failed.length > 0 && html`<p class="wrong">${done.failed[0]}</p>`}</div>`;
}

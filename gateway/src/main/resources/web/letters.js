// Dead letters: what the stream rejected, why, and resending it.
import { html, useEffect, useRef, useState } from "/app/lib/preact.js";
import { ago, call, count, KINDLY, Thumb, useImage, usePolled, words } from "/app/common.js";

export function Letters({ status }) {
  const answer = usePolled("/api/dead-letters?max=200", 2000);
  const [reason, setReason] = useState("");
  const letters = answer?.ok ? answer.body.deadLetters : [];
  const reasons = [...new Set(letters.map((one) => one.reason))].sort();
  const shown = letters.filter((one) => !reason || one.reason === reason);
  const may = status?.caller.roles.includes("operate");
  if (answer?.status === 403) return html`<h1>Dead letters</h1><p>Your key may not see this: it takes the role observe.</p>`;
  return html`
    <h1>Dead letters</h1>
    <p class="lead">Records that got no prediction, untouched, with the reason. Resending one is safe: it happens once, however often it is asked for, here or by the command line.</p>
    ${reasons.length > 0 && html`<div class="chips" role="group" aria-label="Reasons">
      <button aria-pressed=${String(!reason)} onClick=${() => setReason("")}>All <b>${letters.length}</b></button>
      ${reasons.map((one) => html`<button aria-pressed=${String(one === reason)} onClick=${() => setReason(one)}>${words(one)} <b>${letters.filter((l) => l.reason === one).length}</b></button>`)}</div>`}
    ${answer?.ok && letters.length === 0 && html`<div class="card empty"><p>No dead letters among the recent outcomes.</p></div>`}
    <ul class="letters">${shown.map((one) => html`<${Letter} key=${one.deadLetter.partition + "@" + one.deadLetter.offset} one=${one} may=${may} shows=${status?.gateway.showsImages} />`)}</ul>`;
}

function Letter({ one, may, shows }) {
  const place = one.deadLetter.partition + "/" + one.deadLetter.offset;
  const address = useImage(shows ? "/api/dead-letters/" + place + "/image" : null);
  const [sending, setSending] = useState("");
  const end = useRef(null);
  const isSent = useRef(false);
  const resent = one.resent;
  const outcome = resent?.outcome;
  // The button goes; who pressed it by keyboard goes on from what takes its place.
  useEffect(() => { if (resent && isSent.current) end.current?.focus(); }, [!resent]);
  const send = async () => {
    if (sending) return;
    isSent.current = true;
    setSending("Resending …");
    const answer = await call("/api/dead-letters/" + place + "/resend?stampNow=true", { method: "POST" });
    setSending(answer.ok ? answer.body.status === "resent" ? "Resent" : "Was resent before" : answer.body?.detail || "That did not work.");
  };
  return html`<li class="card letter">
    <${Thumb} address=${address} otherwise="!" />
    <div class="what"><h2>${words(one.reason)}</h2><p>${KINDLY[one.reason] || ""}</p><p class="detail">${one.detail}</p>
      <p class="muted small">${one.id && html`<code>${one.id}</code> · `}from <code>${one.record.topic}-${one.record.partition}@${one.record.offset}</code> · ${count(one.valueBytes)} bytes · ${one.rejectedAt && html`${ago(one.rejectedAt)} · `}by ${one.instance}${one.resentFrom && html` · resent from <code>${one.resentFrom}</code>`}</p></div>
    <div class="do">
      ${resent ? html`<p ref=${end} tabindex="-1" class=${"outcome " + (outcome?.status || "")}>${!outcome ? "Resent" : outcome.status === "predicted" ? "Predicted: " + outcome.label : "Rejected again: " + words(outcome.label)}</p>`
        : html`<button onClick=${send} disabled=${!may} aria-disabled=${String(!may || !!sending)} aria-label=${"Resend: " + words(one.reason) + ", " + (one.id || one.record.partition + "@" + one.record.offset)} title=${may ? "" : "This takes the role operate"}>Resend</button>`}
      <p class="muted small" role="status">${resent ? resent.by && html`Resent ${ago(resent.at)} by ${resent.by}` : sending}</p></div></li>`;
}

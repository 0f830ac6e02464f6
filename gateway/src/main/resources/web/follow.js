// Server-sent events by fetch, which can carry a key. Goes on after the last event that came, until it is aborted or refused.
const PAUSE_MILLIS = 1500;

export async function follow(address, headers, signal, listener) {
  let lastId = "";
  while (!signal.aborted) {
    let pause = PAUSE_MILLIS;
    try {
      const resume = lastId ? { "Last-Event-ID": lastId } : {};
      const answer = await fetch(address, { signal, headers: { Accept: "text/event-stream", ...headers, ...resume } });
      if (answer.status === 401 || answer.status === 403) return;
      if (answer.ok) {
        await read(answer.body, (event) => {
          if (event.id) lastId = event.id;
          if (event.data) listener(event);
        });
      } else {
        pause = 1000 * (Number(answer.headers.get("Retry-After")) || 5);
      }
    } catch (e) {
      if (signal.aborted) return;
    }
    await new Promise((resume) => setTimeout(resume, pause));
  }
}

async function read(body, each) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    parts.map(parse).forEach(each);
  }
}

function parse(text) {
  const event = { type: "message", id: "", data: null };
  for (const line of text.split("\n")) {
    if (line.startsWith("id: ")) event.id = line.slice(4);
    else if (line.startsWith("event: ")) event.type = line.slice(7);
    else if (line.startsWith("data: ")) event.data = JSON.parse(line.slice(6));
  }
  return event;
}

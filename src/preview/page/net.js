// Talks to the preview's server: one stream of what happens, and requests for deeds.

/** A deed that was refused; its message says why. */
export class Refused extends Error {}

async function read(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? String(response.status));
  return body;
}

/** Does something; says what came of it. */
export const act = async (deed) =>
  read(await fetch("/api/act", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(deed) }));

/** Asks for something. */
export const ask = async (what, query) => read(await fetch(`/api/${what}?${new URLSearchParams(query)}`));

/** Listens to what happens; `state` hears whether the line stands. Says how to hang up. */
export function listen(lang, take, state) {
  const stream = new EventSource(`/api/events?${new URLSearchParams({ lang })}`);
  stream.onopen = () => state(true);
  stream.onerror = () => state(false);
  stream.onmessage = (event) => take(JSON.parse(event.data));
  return () => stream.close();
}

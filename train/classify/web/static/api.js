// The HTTP API. An answer that is no success becomes a Problem: what is wrong, and what to do next.

// Bytes that browsers still send when the page goes, as a note that is saved at that moment.
const OUTLIVING = 60_000;

export class Problem extends Error {
  constructor(status, body) {
    super([body.error, body.fix].filter(Boolean).join(" "));
    this.status = status;
    this.body = body;
  }
}

async function ask(method, path, body, type = "application/json") {
  const options = { method };
  if (body !== undefined) {
    options.headers = { "Content-Type": type };
    options.body = type === "application/json" ? JSON.stringify(body) : body;
    options.keepalive = new Blob([options.body]).size < OUTLIVING;
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Problem(0, { error: "The server does not answer.", fix: "See whether classify serve still runs." });
  }
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => ({ error: `Answer ${response.status} from the server.` }));
  if (!response.ok) throw new Problem(response.status, answer);
  return answer;
}

export const get = (path) => ask("GET", path);
export const post = (path, body) => ask("POST", path, body);
export const put = (path, body) => ask("PUT", path, body);
export const remove = (path) => ask("DELETE", path);
export const upload = (path, file) => ask("POST", path, file, "application/octet-stream");

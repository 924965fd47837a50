// One conversation with the channel: its token, its messages, its notices, and what was said so far.

const TIMEOUT_MS = 40_000;
const SPARE_SECONDS = 30;
const MOST_REMEMBERED = 80;
const BUSY_TRIES = 5;

export class ChannelError extends Error {
  constructor(code, text) {
    super(code);
    this.text = text;
  }
}

export class Session {
  static async begin(settings, language) {
    const session = new Session(settings, language);
    await session.token();
    return session;
  }

  constructor(settings, language) {
    this.settings = settings;
    this.language = language;
    this.storage = storage();
    const key = `credit-assistant:session:${settings.tokenUrl}`;
    this.id = this.storage.getItem(key) || newId();
    this.storage.setItem(key, this.id);
  }

  // The token, fetched again shortly before it ends. Throws Error("no_token") where the page gives none.
  async token(fresh = false) {
    if (!fresh && this.current && this.current.until > Date.now() / 1000 + SPARE_SECONDS) return this.current.text;
    const url = new URL(this.settings.tokenUrl);
    url.searchParams.set("session", this.id);
    const answer = await fetch(url, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) throw new Error("no_token");
    const text = (await answer.json()).token;
    const claims = claimsOf(text);
    this.current = { text, until: claims.exp };
    this.historyKey = `credit-assistant:history:${claims.sub}:${claims.sid}`;
    return text;
  }

  // Sends a message; gives the bot's messages. Throws ChannelError with a text for the user where there is one.
  async send(text, id) {
    for (let attempt = 1; ; attempt += 1) {
      const { status, body } = await this.call("webhook", { message: text, id });
      if (status === 200 && Array.isArray(body)) return body;
      if (status === 409 && attempt < BUSY_TRIES) {
        await new Promise((done) => setTimeout(done, 1000));
        continue;
      }
      throw new ChannelError(body?.code || "unavailable", body?.message);
    }
  }

  async greeting() {
    return this.list("greeting");
  }

  async notices() {
    return this.list("notices");
  }

  async list(path) {
    const { status, body } = await this.call(path);
    return status === 200 && Array.isArray(body) ? body : [];
  }

  async noticeShown(id) {
    await this.call(`notices/${encodeURIComponent(id)}/delivered`, {});
  }

  async call(path, body) {
    let answer = await this.request(path, body, await this.token());
    if (answer.status === 401) answer = await this.request(path, body, await this.token(true));
    return { status: answer.status, body: answer.status === 204 ? null : await answer.json().catch(() => null) };
  }

  async request(path, body, token) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
    try {
      return await fetch(new URL(path, this.settings.api), {
        method: body ? "POST" : "GET",
        headers: {
          Authorization: `Bearer ${token}`,
          "Accept-Language": this.language(),
          ...(body && { "Content-Type": "application/json" }),
        },
        body: body && JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        signal: stop.signal,
      });
    } catch (error) {
      throw new ChannelError(error.name === "AbortError" ? "slow" : "offline");
    } finally {
      clearTimeout(timer);
    }
  }

  // What was said in this tab, oldest first: { user: text } or { bot: message }. Gone when the tab is closed.
  history() {
    try {
      return JSON.parse(this.storage.getItem(this.historyKey)) || [];
    } catch {
      return [];
    }
  }

  remember(...entries) {
    this.rewrite([...this.history(), ...entries]);
  }

  rewrite(entries) {
    this.storage.setItem(this.historyKey, JSON.stringify(entries.slice(-MOST_REMEMBERED)));
  }
}

export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function claimsOf(token) {
  const part = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
  return JSON.parse(atob(part));
}

function storage() {
  try {
    sessionStorage.setItem("credit-assistant:probe", "");
    sessionStorage.removeItem("credit-assistant:probe");
    return sessionStorage;
  } catch {
    const kept = new Map();
    return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
  }
}

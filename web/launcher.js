// The element on the page: a round button, the window, its header. The chat itself comes with the first opening.
import { Session } from "./session.js";

const LANGUAGE_KEY = "credit-assistant:language";
const OPEN_KEY = "credit-assistant:open";

export async function mount(settings) {
  const element = document.createElement("credit-assistant");
  if (settings.theme) element.dataset.theme = settings.theme;
  const launcher = new Launcher(element.attachShadow({ mode: "open" }), settings);
  document.body.append(element);
  await launcher.start();
}

class Launcher {
  constructor(root, settings) {
    this.root = root;
    this.settings = settings;
    this.language =
      read(LANGUAGE_KEY) || settings.language || (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
  }

  async start() {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = this.settings.file("widget.css");
    const styled = new Promise((done) => style.addEventListener("load", done, { once: true }));
    const [texts] = await Promise.all([
      fetch(this.settings.file("texts.json")).then((answer) => answer.json()),
      (this.root.append(style), styled),
    ]);
    this.texts = texts;
    this.build();
    const remembered = read(OPEN_KEY);
    if (remembered ? remembered === "yes" : this.settings.open) await this.open({ focus: false });
  }

  get t() {
    return this.texts[this.language];
  }

  build() {
    this.button = make("button", { class: "launcher", type: "button", "aria-expanded": "false", "aria-controls": "window" });
    this.button.append(icon("M4 5h16v11H9l-5 4z"), make("span", { class: "badge", hidden: "" }));
    this.button.addEventListener("click", () => (this.window.hidden ? this.open({ focus: true }) : this.close()));

    this.window = make("section", { id: "window", class: "window", hidden: "", "aria-labelledby": "title" });
    this.title = make("h2", { id: "title" });
    this.switch = make("button", { class: "plain", type: "button" });
    this.switch.addEventListener("click", () => this.setLanguage(this.language === "zh" ? "en" : "zh"));
    this.shut = make("button", { class: "plain round", type: "button" });
    this.shut.append(icon("M6 6l12 12M18 6L6 18"));
    this.shut.addEventListener("click", () => this.close());
    const header = make("header");
    header.append(this.title, this.switch, this.shut);
    this.place = make("div", { class: "chat" });
    this.log = make("div", { class: "unseen", role: "log", "aria-live": "polite" });
    this.window.append(header, this.place, this.log);
    this.window.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.root.append(this.window, this.button);
    this.label();
  }

  label() {
    const lang = this.language === "zh" ? "zh-CN" : "en";
    this.window.lang = lang;
    this.button.lang = lang;
    this.button.setAttribute("aria-label", this.window.hidden ? this.t.open : this.t.close);
    this.title.textContent = this.t.title;
    this.switch.textContent = this.t.language;
    this.switch.lang = this.language === "zh" ? "en" : "zh-CN";
    this.shut.setAttribute("aria-label", this.t.close);
    this.log.setAttribute("aria-label", this.t.title);
  }

  setLanguage(language) {
    this.language = language;
    write(LANGUAGE_KEY, language);
    this.label();
    this.chat?.setLanguage(language);
  }

  async open({ focus }) {
    this.window.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.button.querySelector(".badge").hidden = true;
    write(OPEN_KEY, "yes");
    this.label();
    this.loading ??= this.load();
    await this.loading;
    this.chat?.shown();
    if (focus) this.chat?.focus();
  }

  close() {
    this.window.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    write(OPEN_KEY, "no");
    this.label();
    this.button.focus();
  }

  async load() {
    try {
      const { Chat } = await import("./chat.js");
      const session = await Session.begin(this.settings, () => this.language);
      this.chat = new Chat({
        place: this.place,
        session,
        texts: this.texts,
        language: this.language,
        announce: (text) => this.announce(text),
        noticed: () => (this.button.querySelector(".badge").hidden = !this.window.hidden),
      });
    } catch (error) {
      this.loading = undefined;
      this.fail(error.message === "no_token" ? this.t.no_token : this.t.load_failed);
    }
  }

  fail(text) {
    const again = make("button", { type: "button", class: "again" });
    again.textContent = this.t.retry;
    again.addEventListener("click", () => {
      this.place.replaceChildren();
      this.open({ focus: true });
    });
    const said = make("p");
    said.textContent = text;
    const box = make("div", { class: "failed", role: "alert" });
    box.append(said, again);
    this.place.replaceChildren(box);
  }

  announce(text) {
    const line = make("p");
    line.textContent = text;
    this.log.append(line);
    while (this.log.children.length > 20) this.log.firstChild.remove();
  }
}

export function make(name, attributes = {}) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

function read(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // A page without storage forgets on reload; everything else works.
  }
}

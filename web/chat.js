// The conversation in deep-chat: sending, answers, quick replies, "try again", history, pushed notices.
import { bubble, failure, languageOf, spoken } from "./messages.js";
import { ChannelError, newId } from "./session.js";
import { INSIDE, look } from "./look.js";

const LONGEST_MESSAGE = 500;

let loaded;

// deep-chat renders Markdown and lets any link through, javascript: included. Here a text stays a text.
function loadDeepChat() {
  const plain = { plugin: (markdown) => (markdown.render = escaped), options: {} };
  window.remarkable_plugins = [...(window.remarkable_plugins || []), plain];
  return (loaded ??= import("./vendor/deep-chat-2.4.2.js"));
}

function escaped(text) {
  const holder = document.createElement("p");
  holder.textContent = text;
  return holder.outerHTML;
}

const ready = loadDeepChat();
await ready;

export class Chat {
  constructor({ place, session, texts, language, announce, noticed }) {
    Object.assign(this, { place, session, texts, language, announce, noticed });
    this.findings = [];
    this.busy = false;
    this.build();
    this.greet();
    this.watch();
  }

  get t() {
    return this.texts[this.language];
  }

  build() {
    const chat = document.createElement("deep-chat");
    Object.assign(chat, look(this.t));
    Object.assign(chat.style, { display: "block", width: "100%", height: "100%", border: "0px solid transparent" });
    chat.style.fontFamily = "var(--font)"; // without a family of its own, deep-chat loads one from another site
    chat.style.backgroundColor = "var(--surface)";
    chat.auxiliaryStyle = INSIDE;
    chat.textInput = { ...chat.textInput, characterLimit: LONGEST_MESSAGE };
    chat.connect = { handler: (body, signals) => this.answer(body, signals) };
    chat.history = this.replayed();
    chat.onComponentRender = () => this.name(chat.shadowRoot);
    this.listen(chat.shadowRoot);
    this.place.replaceChildren(chat);
    this.chat = chat;
  }

  // The history as deep-chat wants it; only what the bot said last can still be tapped.
  replayed() {
    const entries = this.session.history();
    const last = entries.findLastIndex((entry) => entry.user !== undefined);
    this.findings = [];
    return [{ bot: this.greeting ?? this.intro() }, ...entries].map((entry, index) => {
      if (entry.user !== undefined) return { role: "user", text: entry.user };
      return { role: "ai", html: this.bubble(entry.bot, index - 1 >= last) };
    });
  }

  intro() {
    const titles = [this.t.ask_borrow, this.t.ask_status, this.t.ask_human];
    return { text: this.t.intro, buttons: titles.map((title) => ({ title, payload: title })) };
  }

  // Whoever opens the chat is met with what the account shows; where that is not to be had, the introduction stays.
  async greet() {
    const [guess] = await this.session.greeting().catch(() => []);
    this.greeting = guess;
    if (!guess || this.session.history().some((entry) => entry.user !== undefined)) return;
    this.chat.updateMessage({ html: this.bubble(guess, true) }, 0);
    this.announce(spoken(guess, this.texts));
  }

  bubble(message, withReplies) {
    this.findings = message.custom?.diagnosis?.findings || this.findings;
    return bubble(message, this.findings, this.texts, { withReplies });
  }

  // Names and roles that deep-chat leaves out, whenever it draws a part anew.
  name(root) {
    const given = {
      "#text-input": { role: "textbox", "aria-multiline": "true", "aria-label": this.t.placeholder },
      "#messages": { role: "region", tabindex: "0", "aria-label": this.t.title },
      "#input [role=button]": { "aria-label": this.t.send },
    };
    for (const [selector, attributes] of Object.entries(given)) {
      const element = root.querySelector(selector);
      if (!element) continue;
      for (const [key, value] of Object.entries(attributes)) {
        if (element.getAttribute(key) !== value) element.setAttribute(key, value);
      }
    }
  }

  listen(root) {
    new MutationObserver(() => this.name(root)).observe(root, { childList: true, subtree: true });
    root.addEventListener("click", (event) => {
      const target = event.composedPath().find((element) => element.matches?.("button.reply, button.retry"));
      if (target?.matches(".reply")) this.tap(target, event.detail === 0);
      if (target?.matches(".retry")) this.retry?.(target);
    });
  }

  tap(button, byKeyboard) {
    if (this.busy) return;
    this.payload = button.dataset.payload;
    this.chat.submitUserMessage({ text: button.textContent });
    if (byKeyboard) this.chat.focusInput();
  }

  async answer(body, signals) {
    const shown = body.messages.at(-1).text;
    const sent = this.payload ?? shown;
    this.payload = undefined;
    this.withdrawReplies();
    this.session.remember({ user: shown });
    this.announce(this.t.thinking);
    await signals.onResponse(await this.turn(sent, newId(), shown));
    this.showFromQuestion();
  }

  // A long answer is read from its beginning: the question moves to the top instead of the last line to the bottom.
  showFromQuestion() {
    const messages = this.chat.shadowRoot.getElementById("messages");
    const asked = [...messages.querySelectorAll(".user-message")].at(-1);
    const scroll = () => {
      const above = asked.getBoundingClientRect().top - messages.getBoundingClientRect().top;
      if (messages.scrollHeight - messages.scrollTop - above > messages.clientHeight) messages.scrollTop += above - 8;
    };
    if (asked) setTimeout(scroll, 60);
  }

  // Gives what to show for one message, the failure included.
  async turn(text, id, shown) {
    this.busy = true;
    try {
      const messages = await this.session.send(text, id);
      this.conceal(messages, shown);
      return this.take(messages);
    } catch (error) {
      return [this.failed(error, text, id, shown)];
    } finally {
      this.busy = false;
    }
  }

  take(messages) {
    this.session.remember(...messages.map((bot) => ({ bot })));
    this.announce(messages.map((message) => spoken(message, this.texts)).join("\n"));
    return messages.map((message) => ({ role: "ai", html: this.bubble(message, true) }));
  }

  failed(error, text, id, shown) {
    const own = error instanceof ChannelError ? this.t[error.message] : this.t[error.message] || this.t.offline;
    const said = error.text || own || this.t.offline;
    this.announce(said);
    this.retry = async (button) => {
      if (this.busy) return;
      button.disabled = true;
      button.textContent = this.t.thinking;
      const shownNow = await this.turn(text, id, shown);
      button.closest(".outer-message-container, .message-bubble")?.remove();
      shownNow.forEach((message) => this.chat.addMessage(message));
      this.chat.scrollToBottom();
    };
    return { role: "ai", html: failure(said, this.texts, error.text ? languageOf(error.text) : this.language) };
  }

  // Where the channel has masked a secret, the page forgets it as well.
  conceal(messages, shown) {
    const masked = messages.find((message) => message.custom?.masked)?.custom.masked;
    if (!masked) return;
    const entries = this.session.history();
    const at = entries.findLastIndex((entry) => entry.user === shown);
    if (at >= 0) entries[at] = { user: masked };
    this.session.rewrite(entries);
    const index = this.chat.getMessages().findLastIndex((message) => message.role === "user");
    if (index >= 0) this.chat.updateMessage({ text: masked }, index);
  }

  withdrawReplies() {
    this.chat.shadowRoot.querySelectorAll(".replies").forEach((group) => group.remove());
  }

  watch() {
    const look = async () => {
      if (document.visibilityState === "visible" && !this.busy) await this.tellNotices().catch(() => {});
    };
    setInterval(look, this.session.settings.noticeSeconds * 1000);
    look();
  }

  async tellNotices() {
    for (const message of await this.session.notices()) {
      if (this.busy) return;
      await this.session.noticeShown(message.custom.notice.id);
      this.withdrawReplies();
      this.take([message]).forEach((each) => this.chat.addMessage(each));
      this.chat.scrollToBottom();
      this.noticed();
    }
  }

  setLanguage(language) {
    this.language = language;
    this.greeting = undefined;
    this.build();
    this.greet();
  }

  shown() {
    this.chat.scrollToBottom?.();
  }

  focus() {
    this.chat.focusInput?.();
  }
}

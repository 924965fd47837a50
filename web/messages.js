// What the bot said, as elements: cards for reasons, receipts, tickets and notices; lists; quick replies.
// Every text goes in as text, never as markup, so that nothing in it can run or lead anywhere.
import { make } from "./launcher.js";

const FIGURE =
  /(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:\s?\d{2}:\d{2})?|¥[\d,]+(?:\.\d+)?|-?\d[\d,]*(?:\.\d+)?\s?(?:元|%|分|天|个月|days?|points?)/gu;
const NUMBERED = /^\d+[.、]\s*/u;
const BULLET = /^[-•·]\s*/u;
const CARDS = { utter_receipt: "receipt", utter_ticket: "ticket", utter_notice_due: "notice" };
const ZONE = "Asia/Shanghai";

export function languageOf(text) {
  return /\p{Script=Han}/u.test(text || "") ? "zh" : "en";
}

// Gives one bubble as markup, from elements built here. `findings` are those of the last diagnosis.
export function bubble(message, findings, texts, { withReplies = false } = {}) {
  const language = languageOf(message.text);
  const t = texts[language];
  const box = make("div", { class: "said", lang: language === "zh" ? "zh-CN" : "en" });
  const finding = findingOf(message, findings);
  const kind = finding ? "reason" : CARDS[message.response];
  if (kind) {
    box.append(card(kind, message, finding, findings, t, language));
  } else {
    box.append(...paragraphs(message.text));
  }
  if (withReplies && message.buttons?.length) box.append(replies(message.buttons, t));
  return box.outerHTML;
}

// What a screen reader says for a message.
export function spoken(message, texts) {
  const t = texts[languageOf(message.text)];
  const offered = (message.buttons || []).map((button) => button.title).join(", ");
  return [message.text, offered && `${t.replies}: ${offered}`].filter(Boolean).join("\n");
}

export function failure(text, texts, language) {
  const t = texts[language];
  const box = make("div", { class: "said failure", lang: language === "zh" ? "zh-CN" : "en" });
  const again = make("button", { type: "button", class: "retry" });
  again.textContent = t.retry;
  box.append(...paragraphs(text), again);
  return box.outerHTML;
}

function findingOf(message, findings) {
  const cause = /^utter_cause_(.+)$/.exec(message.response || "")?.[1];
  return cause && findings.find((finding) => finding.cause === cause);
}

function card(kind, message, finding, findings, t, language) {
  const element = make("div", { class: `card ${kind}` });
  const head = make("div", { class: "head" });
  const label = make("span", { class: "label" });
  const place = finding && findings.length > 1 ? ` ${findings.indexOf(finding) + 1}/${findings.length}` : "";
  label.textContent = t[kind] + place;
  head.append(label);
  if (finding) {
    const name = make("strong", { class: "name" });
    name.textContent = sentenceCase(t[`cause_${finding.cause}`]);
    head.append(name);
  }
  const body = make("div", { class: "body" });
  body.append(...paragraphs(message.text));
  element.append(head, body);
  if (finding) element.append(facts(finding, t, language));
  return element;
}

function facts(finding, t, language) {
  const list = make("dl");
  const rows = [[t.next_step, t[`remedy_${finding.remedy}`]]];
  if (finding.retry) rows.push([t.try_from, moment(finding.retry, language)]);
  for (const [term, value] of rows) {
    const row = make("div");
    const name = make("dt");
    const what = make("dd");
    name.textContent = term;
    what.textContent = value;
    row.append(name, what);
    list.append(row);
  }
  return list;
}

function moment(iso, language) {
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) {
    return new Date(`${iso}T12:00:00Z`).toLocaleDateString(locale, { timeZone: "UTC", month: "long", day: "numeric", year: "numeric" });
  }
  const shape = { timeZone: ZONE, month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false };
  return new Date(iso).toLocaleString(locale, shape);
}

function paragraphs(text) {
  const blocks = [];
  let list = null;
  for (const line of (text || "").split("\n").filter((each) => each.trim())) {
    const ordered = NUMBERED.test(line);
    if (!ordered && !BULLET.test(line)) {
      list = null;
      blocks.push(filled(make("p"), line));
      continue;
    }
    const name = ordered ? "ol" : "ul";
    if (list?.localName !== name) blocks.push((list = make(name)));
    list.append(filled(make("li"), line.replace(ordered ? NUMBERED : BULLET, "")));
  }
  return blocks;
}

function filled(element, line) {
  let from = 0;
  for (const found of line.matchAll(FIGURE)) {
    const figure = make("strong");
    figure.textContent = found[0];
    element.append(line.slice(from, found.index), figure);
    from = found.index + found[0].length;
  }
  element.append(line.slice(from));
  return element;
}

function replies(buttons, t) {
  const group = make("div", { class: "replies", role: "group", "aria-label": t.replies });
  for (const { title, payload } of buttons) {
    const button = make("button", { type: "button", class: "reply", "data-payload": payload });
    button.textContent = title;
    group.append(button);
  }
  return group;
}

function sentenceCase(text) {
  return text ? text[0].toUpperCase() + text.slice(1) : "";
}

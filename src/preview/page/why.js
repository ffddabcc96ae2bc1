// Beside the chat: why the bot said what it said, for one message.

import { $, el } from "./dom.js";
import * as log from "./log.js";
import { ask } from "./net.js";
import { knows, t } from "./words.js";

const panel = $("why");
const body = $("why-body");
/** Where the panel covers the chat instead of standing beside it. */
const covering = matchMedia("(max-width: 1099px)");

/** What is shown: `{chat, message}`. */
let shown = null;
let before = null;
let waiting = 0;

export const isOpen = () => !panel.hidden;

export function toggle(open, focus = true) {
  panel.hidden = !open;
  document.body.classList.toggle("with-why", open);
  $("why-toggle").setAttribute("aria-expanded", String(open));
  const covers = open && covering.matches;
  for (const id of ["side", "chat"]) $(id).inert = covers;
  if (open && covers && focus) {
    before = document.activeElement;
    $("why-close").focus();
  } else if (!open && before) {
    before.focus();
    before = null;
  }
  if (!open) log.choose(null);
}

/** Shows nothing in particular. */
export function clear() {
  clearTimeout(waiting);
  shown = null;
  body.replaceChildren(el("p", { class: "faint pick" }, t("pick")));
}

/** Shows why a message is as it is. */
export async function show(chat, message) {
  clearTimeout(waiting);
  shown = { chat, message };
  log.choose(message);
  try {
    const why = await ask("why", { chat, message });
    if (shown.chat === chat && shown.message === message) render(why);
  } catch {
    clear();
  }
}

/** Shows it once nothing newer has come for a moment. */
export function follow(chat, message) {
  clearTimeout(waiting);
  waiting = setTimeout(() => isOpen() && show(chat, message), 40);
}

/** The same once more, from what is known now. */
export function again() {
  if (shown && isOpen()) show(shown.chat, shown.message);
}

function render(why) {
  const places = new Map(why.entries.map((entry) => [entry.id, entry]));
  const parts = [el("div", { class: "kind" }, el("span", { class: `tag ${why.kind}` }, t(`k_${why.kind}`)))];
  if (why.kind === "question") {
    parts.push(...why.reckoning.questions.map((question) => reckoned(question, places)));
    if (why.reckoning.questions.length === 0) parts.push(el("blockquote", { class: "asked" }, why.text), el("p", {}, t("r_nothing_asked")));
  } else {
    const text = why.kind === "empty" ? t(`s_${why.text}`) : t(`s_${why.kind}`, why.text);
    parts.push(el("p", { class: "told" }, text));
    if (why.kind === "courtesy") parts.push(el("blockquote", { class: "asked" }, why.text));
    parts.push(...why.entries.map((entry) => written(entry)));
  }
  body.replaceChildren(...parts);
  body.scrollTop = 0;
}

const share = (thousandths) => (thousandths / 1000).toFixed(2);

/** In the page's language where it has words for the code, else as the engine says it. */
const reason = (start, { code, text, about, fact }) => (knows(start + code) ? t(start + code, fact ? reason("f_", fact) : asked(about)) : text);

/** `?when` and its like in words. */
const asked = (text) => (text.startsWith("?") && knows(`a_${text.slice(1)}`) ? t(`a_${text.slice(1)}`) : text);

function reckoned(question, places) {
  const used = question.candidates.find((candidate) => candidate.shown) ?? question.candidates[0];
  const place = el("div", {});
  const choose = (id) => place.replaceChildren(written(places.get(id) ?? { id }));
  if (used) choose(used.id);
  const best = question.candidates[0];
  return el(
    "section", { class: "reckoned" },
    el("blockquote", { class: "asked" }, question.text),
    el(
      "div", { class: `verdict ${question.outcome}` },
      el("strong", {}, t(`o_${question.outcome}`)), best && el("span", { class: "figure" }, share(best.score)),
      el("p", {}, reason("r_", question.rule)),
    ),
    question.repairs.length > 0 && el("p", { class: "read" }, `${t("read_as")}: `, question.repairs.map(([from, to]) => el("span", {}, el("s", {}, from), " → ", el("b", {}, to), " "))),
    question.facts.length > 0 && el("p", { class: "read" }, `${t("turns")}: `, question.facts.map((fact) => el("span", { class: "fact" }, reason("f_", fact)))),
    question.words.length > 0 && [el("h3", {}, t("words_h")), el("p", { class: "atoms" }, question.words.map(word)), el("p", { class: "faint" }, t("words_n"))],
    el("h3", {}, t("ranks_h")),
    question.candidates.length > 0 ? table(question.candidates, choose) : el("p", { class: "faint" }, t("no_rank")),
    place,
  );
}

function word({ text, kind, weight, cover }) {
  const label = t(`c_${cover}`);
  const node = el("span", { class: `atom ${cover} ${kind}`, title: `${label} · ${share(weight)}` }, text === "§" ? t("subject") : asked(text.replace(/^=/, "")), el("span", { class: "hidden" }, ` (${label})`));
  node.style.setProperty("--weight", Math.min(1, 0.12 + weight / 1000).toFixed(2));
  return node;
}

function table(candidates, choose) {
  const row = (candidate) => {
    const bar = el("span", { class: "measure" }, el("span", {}));
    bar.firstChild.style.width = `${candidate.score / 10}%`;
    return el(
      "tr", { class: candidate.shown ? "shown" : "" },
      el(
        "th", { scope: "row" },
        el("button", { type: "button", class: "link", "aria-label": t("show", candidate.id), onclick: () => choose(candidate.id) }, candidate.id),
        candidate.shown && el("span", { class: "used" }, t("chosen")),
        el("span", { class: "phrasing" }, candidate.phrasing),
        candidate.block && el("span", { class: "block" }, reason("b_", candidate.block)),
      ),
      el("td", {}, share(candidate.score), bar),
      el("td", {}, share(candidate.question)), el("td", {}, share(candidate.of_phrasing)),
    );
  };
  const head = ["entry", "score", "covers", "covers_back"].map((key) => el("th", { scope: "col" }, t(key)));
  return el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": t("ranks_h") }, el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, candidates.map(row))));
}

/** An entry as it is written, with its file and line. */
function written({ id, excerpt }) {
  if (!excerpt) return el("p", { class: "faint" }, `${id}: ${t("no_place")}`);
  let last = 0;
  const lines = excerpt.lines.flatMap(({ number, text, marked }) => {
    const gap = last && number > last + 1 ? [el("div", { class: "gap" }, "⋮")] : [];
    last = number;
    return [...gap, el("div", { class: marked ? "line marked" : "line" }, el("span", { class: "number" }, String(number)), el("code", {}, text))];
  });
  return el(
    "section", { class: "written" },
    el("h3", {}, t("where_h")),
    el("p", { class: "path" }, `${excerpt.file}:${excerpt.line}`),
    el("div", { class: "yaml", tabindex: "0", role: "region", "aria-label": `${excerpt.file}, ${t("line", excerpt.line)}` }, lines),
  );
}

export function begin() {
  $("why-close").addEventListener("click", () => toggle(false));
  panel.addEventListener("keydown", (event) => event.key === "Escape" && toggle(false));
  covering.addEventListener("change", () => toggle(isOpen(), false));
}

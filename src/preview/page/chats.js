// The list of chats, and below it what the bot answers from.

import { $, clock, el, face, icon } from "./dom.js";
import { brief } from "./message.js";
import { t } from "./words.js";

export const title = (state, chat) => (chat.kind === "private" ? state.bot.name : chat.title);

/** A chat's picture. */
export const picture = (state, chat) => (chat.kind === "private" ? face("", 0, true) : face(chat.title ?? "", chat.id));

/** Shows the chats; `open` opens one. */
export function list(state, open) {
  const item = (chat) => {
    const message = chat.last;
    const said = message ? (message.new_chat_members ? t("added", message.from.first_name, state.bot.name) : brief(message)) : "";
    const who = chat.kind !== "private" && message && !message.new_chat_members ? `${message.from.first_name}: ` : "";
    return el(
      "li", {},
      el(
        "button", { type: "button", class: "chat", "aria-current": chat.id === state.current && "true", data: { kind: chat.kind }, onclick: () => open(chat.id) },
        picture(state, chat),
        el("span", { class: "chat-name" }, title(state, chat)),
        message && el("time", {}, clock(message.edit_date ?? message.date)),
        el("span", { class: "chat-last" }, who + said),
        chat.unread > 0 && el("span", { class: "badge", "aria-label": t("unread", chat.unread) }, String(chat.unread)),
      ),
    );
  };
  const focused = [...$("chats").children].findIndex((node) => node.contains(document.activeElement));
  $("chats").replaceChildren(...[...state.chats.values()].map(item));
  $("chats").children[focused]?.firstChild.focus();
}

/** Shows what is answered from, and above the chat what is wrong with the files, if anything is. */
export function knowledge({ path, entries, phrasings, trouble }) {
  $("knowledge").classList.toggle("faulty", Boolean(trouble));
  $("knowledge").replaceChildren(
    el("h2", {}, icon(trouble ? "warn" : "book"), t("knowledge")),
    el("p", { class: "path" }, path),
    el("p", {}, t("entries", entries, phrasings.toLocaleString("en"))),
    el("p", { class: "faint" }, trouble ? t("fault_keeps") : t("live")),
  );
  const shown = document.querySelector("#notices .trouble");
  if (!trouble) {
    shown?.remove();
    return;
  }
  const fault = (f) =>
    el(
      "li", {},
      el("span", { class: "place" }, f.place), el("code", { class: "code" }, f.code), el("p", {}, f.message),
      f.line.trim() && el("pre", {}, f.line.trim()), f.help && el("p", { class: "faint" }, `→ ${f.help}`),
    );
  const more = trouble.count - trouble.faults.length;
  const box = el(
    "details", { class: "trouble", role: "alert", open: shown?.open ?? true },
    el("summary", {}, icon("warn"), el("strong", {}, t("fault_count", trouble.count)), el("span", {}, t("fault_keeps"))),
    trouble.message && el("p", {}, trouble.message),
    el("ul", {}, trouble.faults.map(fault)),
    more > 0 && trouble.faults.length > 0 && el("p", { class: "faint" }, t("fault_more", more)),
  );
  if (shown) shown.replaceWith(box);
  else $("notices").append(box);
}

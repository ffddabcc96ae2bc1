// Shows one message: who, the quote it replies to, the text, the buttons under it, and what can be done with it.

import { clock, el, face, icon } from "./dom.js";
import { link, nodes } from "./text.js";
import { t } from "./words.js";

export const isBots = (message) => Boolean(message.from?.is_bot);

/** A message's text in one line. */
export const brief = (message) => (message.text ?? "").replace(/\s+/g, " ").slice(0, 120);

/** The element of a message. `room` knows the chat and does what is clicked. */
export function show(message, room) {
  if (message.new_chat_members) return service(message, room);
  const mine = message.from?.id === room.you;
  const name = message.from?.first_name ?? "";
  const bubble = el(
    "div", { class: "bubble" },
    room.isGroup && !mine && el("div", { class: "name", data: { hue: "" } }, name),
    message.via_bot && el("div", { class: "via" }, `${t("via")} @${message.via_bot.username}`),
    message.reply_to_message && quoted(message.reply_to_message, room),
    el("div", { class: "text" }, nodes(message.text ?? "", message.entities, room.on)),
    el(
      "div", { class: "meta" },
      (isBots(message) || message.via_bot) && el("button", { type: "button", class: "because", onclick: () => room.why(message), "aria-label": t("why_of") }, t("why")),
      message.edit_date && el("span", {}, t("edited")),
      el("time", { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date)),
    ),
  );
  const node = el(
    "article",
    { class: `message ${mine ? "mine" : "theirs"}${isBots(message) ? " bot" : ""}`, id: `m${message.message_id}`, tabindex: "-1", "aria-label": t("by_at", name, clock(message.date)), data: { id: message.message_id, from: message.from?.id } },
    room.isGroup && !mine && face(name, message.from?.id ?? 0, isBots(message)),
    el("div", { class: "column" }, bubble, keyboard(message, room), deeds(message, room)),
  );
  return node;
}

function service(message, room) {
  const who = message.new_chat_members.map((user) => user.first_name).join(", ");
  return el("article", { class: "service", id: `m${message.message_id}`, tabindex: "-1", data: { id: message.message_id } }, el("span", {}, t("added", message.from?.first_name ?? "", who)));
}

function quoted(replied, room) {
  return el(
    "button", { type: "button", class: "replied", data: { of: replied.message_id }, onclick: () => room.jump(replied.message_id) },
    el("strong", {}, replied.from?.first_name ?? ""), el("span", {}, brief(replied) || "…"),
  );
}

function keyboard(message, room) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  const button = (key) => {
    if (key.callback_data !== undefined) {
      const node = el("button", { type: "button", class: "key" }, key.text);
      node.addEventListener("click", () => room.press(message, key, node));
      return node;
    }
    if (key.url !== undefined) {
      const node = link(key.url, key.text, room.on);
      node.classList.add("key");
      return node;
    }
    return el("button", { type: "button", class: "key", disabled: true }, key.text);
  };
  return el("div", { class: "keys", role: "group", "aria-label": t("buttons") }, rows.map((row) => el("div", { class: "keyrow" }, row.map(button))));
}

function deeds(message, room) {
  const deed = (name, label, run) => el("button", { type: "button", class: "deed", "aria-label": label, title: label, onclick: run }, icon(name));
  const own = !isBots(message) && !message.via_bot;
  return el(
    "div", { class: "deeds" },
    deed("reply", t("reply"), () => room.reply(message)),
    own && deed("edit", t("edit"), () => room.edit(message)),
    !isBots(message) && deed("trash", t("remove"), () => room.remove(message)),
    own && deed("why", t("why_of"), () => room.why(message)),
  );
}

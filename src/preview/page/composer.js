// Where people write: as whom, in reply to what, a new message or an edit; commands and inline mode while they type.

import { $, el, face, icon } from "./dom.js";
import * as inline from "./inline.js";
import * as log from "./log.js";
import * as menu from "./menu.js";
import { brief } from "./message.js";
import { act } from "./net.js";
import { t } from "./words.js";

const words = $("words");

/** The chat, who speaks, the commands, and what to call; set by `enter`. */
let room = null;
/** What is written is: `{reply}` to a message, an `{edit}` of one, or new. */
let context = {};
/** What was begun in the other chats. */
const drafts = new Map();

function grow() {
  words.style.height = "auto";
  words.style.height = `${Math.min(words.scrollHeight, 160)}px`;
  $("send").disabled = words.value.trim() === "";
}

export function write(text, focus = true) {
  words.value = text;
  grow();
  if (focus) words.focus();
  typed();
}

function setContext(next) {
  context = next;
  const message = next.reply ?? next.edit;
  const bar = $("context");
  bar.hidden = !message;
  bar.replaceChildren();
  if (message) {
    const label = next.edit ? t("editing") : t("replying", message.from?.first_name ?? "");
    const cancel = el("button", { type: "button", class: "round", "aria-label": t("cancel"), title: t("cancel"), onclick: leave }, icon("close"));
    bar.append(icon(next.edit ? "edit" : "reply"), el("div", {}, el("strong", {}, label), el("span", {}, brief(message))), cancel);
  }
  const label = t(next.edit ? "save" : "send");
  $("send").replaceChildren(icon(next.edit ? "check" : "send"));
  $("send").setAttribute("aria-label", label);
  $("send").title = label;
}

/** Leaves the reply or edit. */
function leave() {
  if (context.edit) write("", false);
  setContext({});
  words.focus();
}

export function reply(message) {
  setContext({ reply: message });
  words.focus();
}

export function edit(message) {
  setContext({ edit: message });
  write(message.text ?? "");
  words.setSelectionRange(words.value.length, words.value.length);
}

/** Leaves what is written of a message that is gone. */
export function forget(id) {
  if ((context.reply ?? context.edit)?.message_id === id) setContext({});
}

/** Says something at once, whatever is being written. */
export async function say(text, more = {}) {
  await act({ do: "say", chat: room.chat.id, person: room.speaker(), text, ...more });
}

async function submit() {
  const text = words.value.trim();
  if (!text) return;
  const was = context;
  menu.close();
  inline.stop();
  words.value = "";
  setContext({});
  grow();
  try {
    if (was.edit) {
      if (text !== was.edit.text) await act({ do: "edit", chat: room.chat.id, person: was.edit.from.id, message: was.edit.message_id, text });
    } else {
      await say(text, was.reply ? { reply_to: was.reply.message_id } : {});
    }
  } catch (refused) {
    setContext(was);
    write(text);
    room.failed(refused);
  }
}

/** What is typed may open a list. */
function typed() {
  const text = words.value;
  const asked = context.edit ? null : inline.query(text, room.username);
  if (asked !== null) {
    inline.type({ chat: room.chat.id, person: room.speaker() }, asked, { chosen, enter: (start) => room.start(start), failed: room.failed });
    return;
  }
  inline.stop();
  if (inline.isName(text, room.username)) {
    const option = { title: `@${room.username}`, note: t("inline_hint"), value: `@${room.username} ` };
    menu.open("name", t("results"), [option], (value) => write(value), { first: 0 });
  } else if (/^\/\w*$/.test(text)) {
    commands(text.slice(1).toLowerCase());
  } else if (menu.opened()) {
    menu.close();
  }
}

async function chosen({ query, result }, text) {
  menu.close();
  write("");
  await act({ do: "choose", chat: room.chat.id, person: room.speaker(), query, result, text }).catch(room.failed);
}

/** Lists the commands that begin so. Enter sends one, as a click does; Tab writes it out. */
function commands(start) {
  const fitting = room.commands().filter(({ command }) => command.startsWith(start));
  if (fitting.length === 0) {
    menu.close();
    return;
  }
  const items = fitting.map(({ command, description }) => ({ title: `/${command}`, note: description, value: `/${command}` }));
  const run = (command, write_out) => {
    // `/ask` wants a question, unless it is in reply to one.
    if (write_out || (command === "/ask" && !context.reply)) {
      menu.close();
      write(`${command} `);
      return;
    }
    write("");
    const more = context.reply ? { reply_to: context.reply.message_id } : {};
    setContext({});
    say(command, more).catch(room.failed);
  };
  menu.open("commands", t("commands"), items, run, { first: start && !fitting.some(({ command }) => command === start) ? 0 : -1 });
  $("menu").setAttribute("aria-expanded", "true");
}

/** The people one can speak as, in a group. */
function speakers() {
  const box = $("speakers");
  box.hidden = room.people.length < 2;
  const person = (who) =>
    el(
      "label", { class: "speaker" },
      el("input", { type: "radio", name: "speaker", value: who.id, checked: who.id === room.speaker(), onchange: () => room.speakAs(who.id) }),
      face(who.name, who.id), el("span", {}, who.id === room.you ? t("you", who.name) : who.name),
    );
  const focused = box.contains(document.activeElement);
  box.replaceChildren(el("legend", { class: "hidden" }, t("speakers")), ...room.people.map(person));
  if (focused) box.querySelector(":checked")?.focus();
}

/** Things to try, by a click. */
function tries() {
  const chip = (label, run) => el("button", { type: "button", class: "chip", onclick: run }, label);
  const name = `@${room.username}`;
  const question = room.examples[0] ?? "";
  const group = () => [
    chip(t("try_chat"), () => write(t("text_chat"))),
    chip(t("try_mention"), () => write(`${name}, ${question}`)),
    chip(t("try_ask"), () => write(`/ask ${question}`)),
    chip(t("try_reply"), () => {
      const other = log.lastOf(room.people.find((who) => who.id !== room.speaker())?.id) ?? log.lastOf(room.speaker());
      if (other) reply(other);
      else room.tell(t("pick_question"));
      write("/ask");
    }),
    chip(t("try_inline"), () => write(`${name} `)),
  ];
  $("tries").replaceChildren(...(room.isGroup ? group() : room.examples.map((example) => chip(example, () => say(example).catch(room.failed)))));
}

/** Takes up a chat. */
export function enter(next) {
  const other = room?.chat.id !== next.chat.id;
  if (room && other) drafts.set(room.chat.id, words.value);
  room = next;
  if (other) {
    setContext({});
    menu.close();
    inline.stop();
    words.value = drafts.get(room.chat.id) ?? "";
  } else {
    setContext(context);
  }
  const who = room.people.find((person) => person.id === room.speaker());
  words.placeholder = room.isGroup ? t("say_as", who?.name ?? "") : t("say");
  speakers();
  tries();
  grow();
}

/** Sets up the keys. */
export function begin() {
  $("menu").replaceChildren(icon("slash"));
  $("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  $("menu").addEventListener("click", () => {
    if (menu.opened() === "commands") menu.close();
    else commands("");
    words.focus();
  });
  words.addEventListener("input", () => {
    grow();
    typed();
  });
  words.addEventListener("keydown", (event) => {
    // While a word is being composed, as in Chinese, the keys belong to the input method.
    if (event.isComposing || event.keyCode === 229) return;
    if (menu.key(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && (context.reply || context.edit)) {
      leave();
    } else if (event.key === "ArrowUp" && words.value === "") {
      const last = log.lastOf(room.speaker());
      if (last) {
        event.preventDefault();
        edit(last);
      }
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (menu.opened() && !event.target.closest("#composer")) menu.close();
  });
}

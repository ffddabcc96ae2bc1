// Holds what the page knows, takes in what happens, and ties the parts together.

import * as chats from "./chats.js";
import * as composer from "./composer.js";
import { $, el, icon } from "./dom.js";
import * as focus from "./focus.js";
import * as log from "./log.js";
import { isBots } from "./message.js";
import { act, ask, listen } from "./net.js";
import { lang, speak, t } from "./words.js";
import * as why from "./why.js";

/** How long “typing…” is believed without being repeated, in milliseconds; Telegram's apps wait five seconds. */
const TYPING = 5000;
/** So many messages of a chat that is not open are kept. */
const KEPT = 200;

const state = { bot: { name: "", username: "" }, you: 0, people: [], chats: new Map(), current: 0, speakers: new Map(), knowledge: null, menus: new Map() };
const wide = matchMedia("(min-width: 1100px)");
const narrow = matchMedia("(max-width: 719px)");
let hangUp = null;
let typing = 0;

const current = () => state.chats.get(state.current);
const speaker = () => state.speakers.get(state.current) ?? state.you;

/** Tells something in passing. */
function tell(text) {
  const toast = el("div", { class: "toast" }, text);
  $("toasts").append(toast);
  setTimeout(() => toast.remove(), 4000);
}

const failed = (refused) => tell(`${t("refused")}: ${refused.message}`);

function room(chat) {
  const isGroup = chat.kind !== "private";
  return {
    chat, isGroup, speaker, failed, tell, you: state.you, username: state.bot.username,
    people: isGroup ? state.people : state.people.slice(0, 1),
    examples: state.knowledge?.examples[lang()] ?? [],
    commands: () => state.menus.get(chat.id)?.commands ?? [],
    speakAs: (id) => {
      state.speakers.set(chat.id, id);
      loadMenu(chat).then(() => composer.enter(room(chat)));
    },
    start,
    on: {
      command: (text) => composer.say(text).catch(failed),
      mention: (text) => composer.write(`${text} `),
      deepLink: (url) => (url.hostname === "t.me" && url.pathname.slice(1).toLowerCase() === state.bot.username.toLowerCase() ? () => start(url.searchParams.get("start") ?? "") : null),
    },
    reply: composer.reply,
    edit: composer.edit,
    remove: (message) => act({ do: "delete", chat: chat.id, person: message.from.id, message: message.message_id }).catch(failed),
    press: (message, key, node) => press(chat, message, key, node),
    jump: async (id) => (await log.jump(id)) || tell(t("gone")),
    why: (message) => {
      why.toggle(true);
      why.show(chat.id, message.message_id);
    },
  };
}

/** Goes into the private chat by a link that carries something. */
async function start(given) {
  const parameter = /^[\w-]{1,64}$/.test(given) ? given : "";
  const home = [...state.chats.values()].find((chat) => chat.kind === "private");
  open(home.id);
  await composer.say(`/start ${parameter}`.trim()).catch(failed);
}

async function press(chat, message, key, node) {
  node.classList.add("waiting");
  try {
    const person = state.speakers.get(chat.id) ?? state.you;
    const notice = await act({ do: "press", chat: chat.id, person, message: message.message_id, data: key.callback_data });
    if (notice.alert && notice.text) {
      $("alert-text").textContent = notice.text;
      $("alert").showModal();
    } else if (notice.text) {
      tell(notice.text);
    }
  } catch (refused) {
    failed(refused);
  }
  node.classList.remove("waiting");
}

async function loadMenu(chat) {
  const person = state.speakers.get(chat.id) ?? state.you;
  state.menus.set(chat.id, await ask("menu", { chat: chat.id, person }).catch(() => ({ commands: [], description: "" })));
}

/** What a chat shows before anything was said. */
function showEmpty() {
  const chat = current();
  const box = $("empty");
  box.hidden = chat.kind !== "private" || chat.messages.size > 0;
  if (box.hidden) return;
  box.replaceChildren(
    el("img", { src: "/icon.svg", alt: "", width: "84", height: "84" }),
    el("h2", {}, state.bot.name),
    el("p", { class: "faint" }, t("hello")),
    el("p", { class: "about" }, state.menus.get(chat.id)?.description ?? ""),
    el("button", { type: "button", class: "pill strong", onclick: () => composer.say("/start").catch(failed) }, t("start")),
  );
}

function header() {
  const chat = current();
  const name = chats.title(state, chat);
  $("face").replaceChildren(chats.picture(state, chat));
  $("title").textContent = name;
  $("subtitle").textContent = typing ? t("typing") : chat.kind === "private" ? `@${state.bot.username} · ${t("bot")}` : t("members", state.people.length + 1);
  $("subtitle").classList.toggle("typing", Boolean(typing));
  document.title = `${name} · wenda preview`;
}

/** Opens a chat. */
function open(id, front = true) {
  state.current = id;
  const chat = current();
  chat.unread = 0;
  setTyping(false);
  document.body.classList.toggle("in-chat", front);
  log.open(chat, room(chat));
  composer.enter(room(chat));
  header();
  showEmpty();
  listChats();
  why.clear();
  follow();
}

let listing = false;

/** Lists the chats, once for all that comes within a frame. */
function listChats() {
  if (listing) return;
  listing = true;
  requestAnimationFrame(() => {
    listing = false;
    chats.list(state, openByHand);
  });
}

function openByHand(id) {
  open(id);
  if (!narrow.matches || matchMedia("(pointer: fine)").matches) $("words").focus();
}

/** Beside the chat, the panel follows what the bot says. */
function follow() {
  const last = log.lastOfBot();
  if (why.isOpen() && last) why.show(state.current, last.message_id);
}

function setTyping(on) {
  clearTimeout(typing);
  typing = on ? setTimeout(() => setTyping(false), TYPING) : 0;
  if (current()) header();
}

async function all(told) {
  const chats_ = told.chats.map((chat) => ({ ...chat, unread: 0, older: chat.messages.length >= chat.page, newer: false, last: chat.messages.at(-1), messages: new Map(chat.messages.map((message) => [message.message_id, message])) }));
  Object.assign(state, { bot: told.bot, you: told.you, people: told.people, knowledge: told.knowledge, chats: new Map(chats_.map((chat) => [chat.id, chat])) });
  const people = new Set(state.people.map((who) => who.id));
  for (const [chat, who] of state.speakers) if (!people.has(who)) state.speakers.delete(chat);
  if (!state.chats.has(state.current)) state.current = chats_[0].id;
  await Promise.all(chats_.map(loadMenu));
  chats.knowledge(state.knowledge);
  open(state.current, document.body.classList.contains("in-chat"));
  document.body.classList.add("ready");
}

function posted({ chat: id, message }) {
  const chat = state.chats.get(id);
  if (!chat) return;
  // What came before the stream was looked at is told twice.
  if (message.message_id <= (chat.last?.message_id ?? 0)) return edited({ chat: id, message });
  chat.last = message;
  if (id === state.current) {
    $("empty").hidden = true;
    if (isBots(message)) setTyping(false);
    log.add(message);
    if (why.isOpen() && wide.matches && (isBots(message) || message.via_bot)) why.follow(id, message.message_id);
  } else {
    chat.unread += 1;
    if (!chat.newer) chat.messages.set(message.message_id, message);
    if (chat.messages.size > KEPT) {
      chat.messages.delete(chat.messages.keys().next().value);
      chat.older = true;
    }
  }
  listChats();
}

function edited({ chat: id, message }) {
  const chat = state.chats.get(id);
  if (chat?.last?.message_id === message.message_id) chat.last = message;
  if (!chat?.messages.has(message.message_id)) return;
  chat.messages.set(message.message_id, message);
  if (id === state.current) {
    log.change(message);
    why.again();
  }
  listChats();
}

function deleted({ chat: id, message }) {
  const chat = state.chats.get(id);
  chat?.messages.delete(message);
  if (chat?.last?.message_id === message) chat.last = [...chat.messages.values()].at(-1);
  if (id === state.current) {
    log.remove(message);
    composer.forget(message);
  }
  listChats();
}

async function menus() {
  await Promise.all([...state.chats.values()].map(loadMenu));
  if (current()) showEmpty();
}

function knowledge({ knowledge: now }) {
  const mended = state.knowledge?.trouble && !now.trouble;
  state.knowledge = now;
  chats.knowledge(now);
  if (mended) tell(t("fault_gone"));
  if (current()) composer.enter(room(current()));
  why.again();
}

const TAKES = { all, posted, edited, deleted, knowledge, menu: menus, acting: ({ chat }) => chat === state.current && setTyping(true) };

// One after the other: what begins everything anew waits for the menus, and what comes meanwhile waits for it.
let queue = Promise.resolve();

function connect() {
  hangUp?.();
  hangUp = listen(
    lang(),
    (told) => {
      if (told.t === "all") queue = queue.then(() => all(told)).catch(failed);
      else queue = queue.then(() => TAKES[told.t]?.(told)).catch(failed);
    },
    (up) => {
      const shown = document.querySelector("#notices .lost");
      if (up && shown) {
        shown.remove();
        tell(t("lost_end"));
      } else if (!up && !shown) {
        $("notices").append(el("div", { class: "lost", role: "status" }, t("lost")));
      }
    },
  );
}

function begin() {
  for (const [id, name] of [["back", "back"], ["down", "down"], ["send", "send"], ["why-close", "close"]]) $(id).replaceChildren(icon(name));
  $("why-toggle").prepend(icon("why"));
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.addEventListener("click", () => {
      speak(button.dataset.lang);
      connect();
    });
  }
  $("back").addEventListener("click", () => {
    document.body.classList.remove("in-chat");
    document.querySelector('#chats [aria-current="true"]')?.focus();
  });
  $("why-toggle").addEventListener("click", () => {
    why.toggle(!why.isOpen());
    follow();
  });
  $("alert-ok").addEventListener("click", () => $("alert").close());
  log.begin();
  focus.begin();
  composer.begin();
  why.begin();
  speak();
  why.clear();
  document.body.classList.add("in-chat");
  if (wide.matches) why.toggle(true, false);
  connect();
}

begin();

// The messages of the chat that is open: they come below, older ones are fetched when somebody scrolls up to them.
//
// Only what is near is in the document: below, the oldest are taken out again as new ones come; above, what is out of
// sight is not laid out (`content-visibility`). So a chat of any length scrolls as a short one does.

import { $ } from "./dom.js";
import { isBots, show } from "./message.js";
import { ask } from "./net.js";

/** So many messages may stand in the document while its end is in sight, and so many are left when it gets too long. */
const MOST = 400;
const KEPT = 250;
/** How many older ones are fetched at once. */
const PAGE = 100;
/** How near its end counts as the end, in pixels. */
const NEAR = 80;
/** What moves within so many milliseconds of a sign of the reader's hand is moved by it. */
const BY_HAND = 500;
/** Messages of one person within so many seconds stand together. */
const TOGETHER = 300;

const log = $("log");
const scroll = $("scroll");

let chat = null;
let room = null;
let fetching = false;
let missed = 0;
/** Whether the end is to stay in sight. */
let pinned = true;

const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;

function toEnd() {
  pinned = true;
  scroll.scrollTop = scroll.scrollHeight;
  missed = 0;
  showDown();
}

function showDown() {
  const button = $("down");
  button.hidden = atEnd();
  if (missed > 0) button.dataset.count = missed;
  else delete button.dataset.count;
}

/** Marks a message that goes on where the same person has just spoken. */
function join(node, before, message) {
  const previous = before && chat.messages.get(Number(before.dataset.id));
  const joined = previous && !previous.new_chat_members && !message.new_chat_members && previous.from?.id === message.from?.id && message.date - previous.date < TOGETHER;
  node.classList.toggle("joined", Boolean(joined));
}

/** The message whose controls the tab key reaches; arrows lead to the others. */
function activate(node) {
  for (const other of log.querySelectorAll(".active")) reach(other, false);
  if (node) reach(node, true);
}

function reach(node, active) {
  node.classList.toggle("active", active);
  node.tabIndex = active ? 0 : -1;
  for (const control of node.querySelectorAll("button, a")) control.tabIndex = active ? 0 : -1;
}

function place(message) {
  const node = show(message, room);
  reach(node, false);
  return node;
}

/** Opens a chat: shows what is known of it. */
export function open(which, inRoom) {
  [chat, room, missed] = [which, inRoom, 0];
  // A whole chat is no news to be read out.
  log.setAttribute("aria-live", "off");
  log.replaceChildren();
  let before = null;
  for (const message of chat.messages.values()) {
    const node = place(message);
    join(node, before, message);
    log.append(node);
    before = node;
  }
  activate(log.lastElementChild);
  requestAnimationFrame(() => {
    toEnd();
    log.setAttribute("aria-live", "polite");
  });
}

/** Adds a message that has just come. */
export function add(message) {
  const follow = pinned || message.from?.id === room.you;
  const node = place(message);
  join(node, log.lastElementChild, message);
  log.append(node);
  if (!log.contains(document.activeElement)) activate(node);
  if (follow) {
    trim();
    toEnd();
  } else {
    missed += 1;
    showDown();
  }
}

function trim() {
  if (log.childElementCount <= MOST) return;
  while (log.childElementCount > KEPT) {
    const first = log.firstElementChild;
    if (first.contains(document.activeElement)) break;
    chat.messages.delete(Number(first.dataset.id));
    first.remove();
  }
  chat.more = true;
}

/** Shows a message as it is now. */
export function change(message) {
  const old = $(`m${message.message_id}`);
  if (!old) return;
  const node = place(message);
  const unfolded = [...old.querySelectorAll(".folding")].map((quote) => quote.classList.contains("open"));
  [...node.querySelectorAll(".folding")].forEach((quote, at) => unfolded[at] && quote.unfold());
  for (const name of ["joined", "chosen"]) node.classList.toggle(name, old.classList.contains(name));
  node.classList.add("changed");
  node.style.containIntrinsicSize = `auto ${old.offsetHeight}px`;
  const focused = old.contains(document.activeElement);
  const active = old.classList.contains("active");
  old.replaceWith(node);
  if (active) reach(node, true);
  if (focused) node.focus();
  for (const quote of log.querySelectorAll(`.replied[data-of="${message.message_id}"] span`)) quote.textContent = (message.text ?? "").slice(0, 120);
  if (pinned) toEnd();
}

/** Takes a message away. */
export function remove(id) {
  const node = $(`m${id}`);
  if (!node) return;
  if (node.classList.contains("active")) activate(node.nextElementSibling ?? node.previousElementSibling);
  node.remove();
}

/** Shows which message is spoken of beside the chat. */
export function choose(id) {
  for (const node of log.querySelectorAll(".chosen")) node.classList.remove("chosen");
  if (id) $(`m${id}`)?.classList.add("chosen");
}

/** Leads to a message. */
export function jump(id) {
  const node = $(`m${id}`);
  if (!node) return false;
  pinned = false;
  node.scrollIntoView({ block: "center" });
  activate(node);
  node.focus();
  node.classList.add("flash");
  setTimeout(() => node.classList.remove("flash"), 1200);
  return true;
}

async function older() {
  if (fetching || !chat?.more || chat.messages.size === 0) return;
  fetching = true;
  const wanted = chat;
  try {
    const before = wanted.messages.keys().next().value;
    const found = await ask("history", { chat: wanted.id, before, limit: PAGE });
    wanted.more = found.length === PAGE;
    wanted.messages = new Map([...found.map((message) => [message.message_id, message]), ...wanted.messages]);
    if (chat !== wanted) return;
    const height = scroll.scrollHeight;
    const first = log.firstElementChild;
    let last = null;
    const nodes = found.map((message) => {
      const node = place(message);
      join(node, last, message);
      last = node;
      return node;
    });
    log.setAttribute("aria-live", "off");
    log.prepend(...nodes);
    if (first) join(first, last, wanted.messages.get(Number(first.dataset.id)));
    scroll.scrollTop += scroll.scrollHeight - height;
    requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
  } finally {
    fetching = false;
  }
}

/** Sets up scrolling and the keys that lead through the messages. */
export function begin() {
  new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && older(), { root: scroll, rootMargin: "800px 0px 0px 0px" }).observe($("top"));
  scroll.addEventListener("scroll", () => {
    // What moves by itself as messages grow or shrink is nobody's wish to leave the end.
    if (atEnd()) pinned = true;
    else if (performance.now() - byHand < BY_HAND) pinned = false;
    if (pinned) missed = 0;
    showDown();
    if (scroll.scrollTop < 800) older();
  }, { passive: true });
  let byHand = -BY_HAND;
  for (const sign of ["wheel", "touchmove", "pointerdown", "keydown"]) scroll.addEventListener(sign, () => (byHand = performance.now()), { passive: true });
  $("down").addEventListener("click", toEnd);
  log.addEventListener("keydown", (event) => {
    const node = event.target.closest("#log > *");
    if (!node || event.target !== node) return;
    const to = { ArrowUp: node.previousElementSibling, ArrowDown: node.nextElementSibling, Home: log.firstElementChild, End: log.lastElementChild }[event.key];
    if (!to) return;
    event.preventDefault();
    activate(to);
    to.focus();
    to.scrollIntoView({ block: "nearest" });
  });
  log.addEventListener("focusin", (event) => {
    const node = event.target.closest("#log > *");
    if (node && !node.classList.contains("active")) activate(node);
  });
  // A finger has no pointer to hover with: a tap on a message shows what can be done with it.
  log.addEventListener("click", (event) => {
    if (event.target.closest("button, a")) return;
    const node = event.target.closest(".message");
    for (const other of log.querySelectorAll(".tapped")) if (other !== node) other.classList.remove("tapped");
    node?.classList.toggle("tapped");
  });
  // The keyboard of a phone makes the place smaller; whoever was at the end stays there.
  // So does whoever watches while what comes into sight turns out taller than was reckoned.
  const sizes = new ResizeObserver(() => pinned && toEnd());
  sizes.observe(scroll);
  sizes.observe(log);
}

/** The last message of the bot that is shown. */
export function lastOfBot() {
  return [...chat.messages.values()].reverse().find((message) => isBots(message) || message.via_bot);
}

/** The person's last message that can be edited. */
export function lastOf(person) {
  return [...chat.messages.values()].reverse().find((message) => message.from?.id === person && !message.via_bot && message.text);
}

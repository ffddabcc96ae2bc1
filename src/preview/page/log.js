// The messages of the chat that is open: new ones come below, others are fetched when somebody scrolls to them.
//
// Only those near what is in sight are in the document, whatever the length of the chat: as messages come at one end,
// those at the other are taken out, and are fetched again when wanted. So a chat of any length scrolls as a short one
// does. The `messages` of a chat are those in the document, or would be; `older` and `newer` say whether there are more.

import { $ } from "./dom.js";
import { isBots, show } from "./message.js";
import { ask } from "./net.js";

/** So many messages are in the document at most, and so many are left when it gets too long. */
const MOST = 500;
const KEPT = 300;
/** How many are fetched at once. */
const PAGE = 100;
/** How near the edge of what is in the document may come before more is fetched, in pixels. */
const AHEAD = 2500;
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
/** What is being fetched, if anything is. */
let fetching = null;
let missed = 0;
let active = null;
/** Whether the end is to stay in sight. */
let pinned = true;

const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;

function toEnd() {
  pinned = true;
  if (chat.newer) {
    latest();
    return;
  }
  scroll.scrollTop = scroll.scrollHeight;
  missed = 0;
  showDown();
}

function showDown() {
  const button = $("down");
  button.hidden = atEnd() && !chat.newer;
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
  if (active) reach(active, false);
  active = node;
  if (node) reach(node, true);
}

function reach(node, reached) {
  node.classList.toggle("active", reached);
  node.tabIndex = reached ? 0 : -1;
  for (const control of node.querySelectorAll("button, a")) control.tabIndex = reached ? 0 : -1;
}

function place(message) {
  const node = show(message, room);
  reach(node, false);
  return node;
}

/** Shows the messages of the chat anew. */
function fill() {
  // What was there already is no news to be read out.
  quietly(() => log.replaceChildren(...row([...chat.messages.values()], null)));
  activate(log.lastElementChild);
}

/** The elements of messages that stand together, after the element `before`. */
function row(messages, before) {
  return messages.map((message) => {
    const node = place(message);
    join(node, before, message);
    before = node;
    return node;
  });
}

let quiet = 0;

/** Changes the document without a word to those who have it read out. */
function quietly(change) {
  log.setAttribute("aria-live", "off");
  change();
  clearTimeout(quiet);
  quiet = setTimeout(() => log.setAttribute("aria-live", "polite"), 100);
}

/** Opens a chat: shows what is known of it. */
export function open(which, inRoom) {
  [chat, room, missed, active] = [which, inRoom, 0, null];
  fill();
  toEnd();
}

/** Adds a message that has just come; where the end is not in the document, it is only counted. */
export function add(message) {
  if (message.from?.id === room.you) pinned = true;
  if (chat.newer) {
    missed += 1;
  } else {
    chat.messages.set(message.message_id, message);
    const [node] = row([message], log.lastElementChild);
    log.append(node);
    if (!log.contains(document.activeElement)) activate(node);
    if (!pinned) missed += 1;
  }
  settle();
}

let settling = false;

/** Goes to the end, or shows that there is more, once for all that comes within a frame. */
function settle() {
  if (settling) return;
  settling = true;
  requestAnimationFrame(() => {
    settling = false;
    if (pinned) {
      trim();
      toEnd();
    } else {
      showDown();
    }
  });
}

/** Takes out what is too much, from the beginning or from the end; leaves what is in sight where it is. */
function trim(fromEnd = false) {
  if (log.childElementCount <= MOST) return;
  const height = scroll.scrollHeight;
  while (log.childElementCount > KEPT) {
    const node = fromEnd ? log.lastElementChild : log.firstElementChild;
    if (node.contains(document.activeElement)) break;
    if (node === active) activate(null);
    chat.messages.delete(Number(node.dataset.id));
    node.remove();
  }
  if (fromEnd) {
    chat.newer = true;
  } else {
    chat.older = true;
    scroll.scrollTop += scroll.scrollHeight - height;
  }
  if (!active) activate(fromEnd ? log.lastElementChild : log.firstElementChild);
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
  const focused = old.contains(document.activeElement);
  old.replaceWith(node);
  if (active === old) activate(node);
  if (focused) node.focus();
  for (const quote of log.querySelectorAll(`.replied[data-of="${message.message_id}"] span`)) quote.textContent = (message.text ?? "").slice(0, 120);
  if (pinned) toEnd();
}

/** Takes a message away. */
export function remove(id) {
  const node = $(`m${id}`);
  if (!node) return;
  if (node === active) activate(node.nextElementSibling ?? node.previousElementSibling);
  node.remove();
}

/** Shows which message is spoken of beside the chat. */
export function choose(id) {
  for (const node of log.querySelectorAll(".chosen")) node.classList.remove("chosen");
  if (id) $(`m${id}`)?.classList.add("chosen");
}

/** Leads to a message, which is fetched where it is not in the document; says whether it is there at all. */
export async function jump(id) {
  if (!$(`m${id}`)) await renew({ before: id + 1 }, id);
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

const pair = (message) => [message.message_id, message];

/** Fetches messages of the chat; nothing where that is under way, or the chat has been left meanwhile. */
async function fetched(which) {
  if (fetching) return null;
  const wanted = chat;
  fetching = ask("history", { chat: wanted.id, limit: PAGE, ...which });
  try {
    const found = await fetching;
    return chat === wanted ? found : null;
  } finally {
    fetching = null;
  }
}

/** Whether there are messages after those in the document. What comes while others are fetched is among them. */
const isBehind = (found) => found.length > 0 && found.at(-1).message_id < (chat.last?.message_id ?? 0);

/** Shows another part of the chat, if it ends with the message that is wanted. */
async function renew(which, wanted = null) {
  // What is under way was wanted less.
  await fetching?.catch(() => {});
  const found = await fetched(which);
  if (!found || (wanted && found.at(-1)?.message_id !== wanted)) return;
  chat.messages = new Map(found.map(pair));
  [chat.older, chat.newer] = [found.length === PAGE, isBehind(found)];
  fill();
}

/** Goes to the end, which is not in the document. */
async function latest() {
  await renew({});
  if (chat.newer) await newer();
  if (pinned && !chat.newer) toEnd();
}

async function older() {
  if (!chat?.older || chat.messages.size === 0) return;
  const found = await fetched({ before: chat.messages.keys().next().value });
  if (!found) return;
  chat.older = found.length === PAGE;
  chat.messages = new Map([...found.map(pair), ...chat.messages]);
  const height = scroll.scrollHeight;
  const first = log.firstElementChild;
  quietly(() => log.prepend(...row(found, null)));
  if (first) join(first, first.previousElementSibling, chat.messages.get(Number(first.dataset.id)));
  scroll.scrollTop += scroll.scrollHeight - height;
  trim(true);
}

async function newer() {
  if (!chat?.newer || chat.messages.size === 0) return;
  const found = await fetched({ after: [...chat.messages.keys()].at(-1) });
  if (!found) return;
  chat.newer = isBehind(found);
  for (const message of found) chat.messages.set(message.message_id, message);
  quietly(() => log.append(...row(found, log.lastElementChild)));
  trim();
}

/** Sets up scrolling and the keys that lead through the messages. */
export function begin() {
  let byHand = -BY_HAND;
  for (const sign of ["wheel", "touchmove", "pointerdown", "keydown"]) scroll.addEventListener(sign, () => (byHand = performance.now()), { passive: true });
  scroll.addEventListener("scroll", () => {
    if (!chat) return;
    // What moves by itself as messages grow or shrink is nobody's wish to leave the end.
    if (atEnd() && !chat.newer) pinned = true;
    else if (performance.now() - byHand < BY_HAND) pinned = false;
    if (pinned) missed = 0;
    showDown();
    if (scroll.scrollTop < AHEAD) older();
    if (scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < AHEAD) newer();
  }, { passive: true });
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
    if (node && node !== active) activate(node);
  });
  // A finger has no pointer to hover with: a tap on a message shows what can be done with it.
  log.addEventListener("click", (event) => {
    if (event.target.closest("button, a")) return;
    const node = event.target.closest(".message");
    for (const other of log.querySelectorAll(".tapped")) if (other !== node) other.classList.remove("tapped");
    node?.classList.toggle("tapped");
  });
  // The keyboard of a phone makes the place smaller; whoever was at the end stays there.
  // So does whoever watches while a message grows.
  const sizes = new ResizeObserver(() => pinned && chat && !chat.newer && toEnd());
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

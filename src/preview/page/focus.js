// Leads through the messages by the keys: the tab key reaches the controls of one of them, the arrows lead to the others.

import { $ } from "./dom.js";

const log = $("log");

let active = null;

/** Whether the message is the one that the tab key reaches. */
export const isOn = (node) => node === active;

function reach(node, reached) {
  node.classList.toggle("active", reached);
  node.tabIndex = reached ? 0 : -1;
  for (const control of node.querySelectorAll("button, a")) control.tabIndex = reached ? 0 : -1;
}

/** Takes a message's controls out of the order of the tab key. */
export const leave = (node) => reach(node, false);

/** Makes it the message that the tab key reaches. */
export function go(node) {
  if (active) leave(active);
  active = node;
  if (node) reach(node, true);
}

/** Sets up keys, focus and taps. */
export function begin() {
  log.addEventListener("keydown", (event) => {
    const node = event.target.closest("#log > *");
    if (!node || event.target !== node) return;
    const to = { ArrowUp: node.previousElementSibling, ArrowDown: node.nextElementSibling, Home: log.firstElementChild, End: log.lastElementChild }[event.key];
    if (!to) return;
    event.preventDefault();
    go(to);
    to.focus();
    to.scrollIntoView({ block: "nearest" });
  });
  log.addEventListener("focusin", (event) => {
    const node = event.target.closest("#log > *");
    if (node && node !== active) go(node);
  });
  // A finger has no pointer to hover with: a tap on a message shows what can be done with it.
  log.addEventListener("click", (event) => {
    if (event.target.closest("button, a")) return;
    const node = event.target.closest(".message");
    for (const other of log.querySelectorAll(".tapped")) if (other !== node) other.classList.remove("tapped");
    node?.classList.toggle("tapped");
  });
}

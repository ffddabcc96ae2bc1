// A list that opens above the message box and is led by the keys while the words stay in focus: commands, inline results.

import { $, el } from "./dom.js";
import { t } from "./words.js";

const box = $("popup");
const words = $("words");

let options = [];
let at = -1;
let run = null;
let owner = null;

/** Who opened the list, if it is open. */
export const opened = () => (box.hidden ? null : owner);

export function close() {
  box.hidden = true;
  $("hint").textContent = "";
  [options, at, run, owner] = [[], -1, null, null];
  box.replaceChildren();
  words.removeAttribute("aria-activedescendant");
  $("menu").setAttribute("aria-expanded", "false");
}

/**
 * Opens the list. `items` have a `title`, a `note` and a `value`; `choose` hears of a value. `head` and `foot` stand
 * around the list; `end` is called when its end comes into sight.
 */
export function open(who, label, items, choose, { head, foot, end, first = -1 } = {}) {
  owner = who;
  run = choose;
  const list = el("ul", { role: "listbox", id: "options", "aria-label": label });
  box.replaceChildren(...[head, list, foot].filter(Boolean));
  options = [];
  at = -1;
  extend(items);
  if (options.length === 0 && !foot) list.append(el("li", { class: "faint", role: "option", "aria-disabled": "true" }, t("none_found")));
  box.hidden = false;
  $("hint").textContent = t("options", options.length);
  if (first >= 0) lead(first);
  list.addEventListener("scroll", () => {
    if (list.scrollTop + list.clientHeight > list.scrollHeight - 120) end?.();
  }, { passive: true });
}

/** Adds to the open list. */
export function extend(items) {
  const list = box.querySelector("ul");
  for (const item of items) {
    const place = options.length;
    const node = el(
      "li", { role: "option", id: `option${place}`, "aria-selected": "false", onclick: () => run?.(item.value, false), onpointerdown: (event) => event.preventDefault() },
      el("span", { class: "option-title" }, item.title), item.note && el("span", { class: "option-note" }, item.note),
    );
    options.push({ node, value: item.value });
    list.append(node);
  }
}

function lead(to) {
  options[at]?.node.setAttribute("aria-selected", "false");
  at = to;
  const node = options[at]?.node;
  if (!node) {
    words.removeAttribute("aria-activedescendant");
    return;
  }
  node.setAttribute("aria-selected", "true");
  node.scrollIntoView({ block: "nearest" });
  words.setAttribute("aria-activedescendant", node.id);
}

/** Takes a key that is meant for the list; says whether it was. */
export function key(event) {
  if (box.hidden) return false;
  const count = options.length;
  switch (event.key) {
    case "ArrowDown":
      if (count > 0) lead((at + 1) % count);
      return true;
    case "ArrowUp":
      if (count > 0) lead((at - 1 + count) % count);
      return true;
    case "Escape":
      close();
      return true;
    case "Enter":
    case "Tab":
      if (at < 0 || event.shiftKey) return false;
      run?.(options[at].value, event.key === "Tab");
      return true;
    default:
      return false;
  }
}

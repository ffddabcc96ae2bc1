// Turns a message's text with its entities into elements. Offsets count UTF-16 units, as JavaScript's own strings do.

import { el } from "./dom.js";
import { t } from "./words.js";

const STYLES = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", spoiler: "span",
  hashtag: "span", cashtag: "span", phone_number: "span", email: "span", text_mention: "span",
};

/** The nodes of a text. `on` is told of commands, mentions and links that are clicked. */
export function nodes(text, entities = [], on = {}) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return walk(text, 0, text.length, sorted, on);
}

function walk(text, start, end, list, on) {
  const out = [];
  let at = start;
  const plain = (to) => {
    let piece = text.slice(at, to);
    // A quote stands on lines of its own: the line breaks around it are not seen.
    if (isBlock(out.at(-1))) piece = piece.replace(/^\n/, "");
    if (piece) out.push(piece);
  };
  while (list.length > 0) {
    const [entity, ...rest] = list;
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) {
      list = rest;
      continue;
    }
    plain(from);
    const inside = rest.filter((other) => other.offset < to);
    const part = text.slice(from, to);
    const node = wrap(entity, part, walk(text, from, to, inside, on), on);
    if (isBlock(node) && typeof out.at(-1) === "string") out.push(out.pop().replace(/\n$/, ""));
    out.push(node);
    at = to;
    list = rest.filter((other) => other.offset + other.length > to);
  }
  plain(end);
  return out;
}

const isBlock = (node) => node instanceof Element && (node.tagName === "BLOCKQUOTE" || node.tagName === "PRE");

function wrap(entity, part, inner, on) {
  switch (entity.type) {
    case "blockquote":
      return el("blockquote", {}, inner);
    case "expandable_blockquote":
      return quote(inner);
    case "bot_command":
      return el("button", { type: "button", class: "link", onclick: () => on.command?.(part) }, inner);
    case "mention":
      return el("button", { type: "button", class: "link", onclick: () => on.mention?.(part) }, inner);
    case "url":
      return link(part.includes("://") ? part : `https://${part}`, inner, on);
    case "text_link":
      return link(entity.url, inner, on);
    default:
      return el(STYLES[entity.type] ?? "span", { class: entity.type }, inner);
  }
}

/** A link that leads out of the page, or, where it names the bot, into its private chat. */
export function link(url, inner, on) {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (!address || !["http:", "https:"].includes(address.protocol)) return el("span", {}, inner);
  const own = on.deepLink?.(address);
  if (own) return el("button", { type: "button", class: "link", onclick: own }, inner);
  return el("a", { href: address.href, target: "_blank", rel: "noopener noreferrer" }, inner);
}

/** A quote that shows its first lines until somebody wants all of it. */
function quote(inner) {
  const text = el("div", { class: "quoted" }, inner);
  const toggle = el("button", { type: "button", class: "unfold", "aria-expanded": "false", hidden: true }, t("show_more"));
  const node = el("blockquote", { class: "folding" }, text, toggle);
  const fold = (open) => {
    node.classList.toggle("open", open);
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = t(open ? "show_less" : "show_more");
  };
  toggle.addEventListener("click", () => fold(!node.classList.contains("open")));
  node.unfold = () => fold(true);
  new ResizeObserver(() => {
    if (!node.classList.contains("open")) toggle.hidden = text.scrollHeight <= text.clientHeight + 2;
  }).observe(text);
  return node;
}

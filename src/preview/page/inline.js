// Inline mode: results for what is typed after the bot's name, as it is typed, page by page.

import { el } from "./dom.js";
import * as menu from "./menu.js";
import { act } from "./net.js";
import { t } from "./words.js";

/** How long typing must pause before the bot is asked, in milliseconds: apps wait about as long. */
const PAUSE = 120;

let timer = 0;
/** Counts what was asked, so that a late answer to an earlier text is not shown. */
let turn = 0;

/** The words after the bot's name; none where the text does not begin with it. */
export function query(text, username) {
  const name = `@${username}`;
  if (!text.toLowerCase().startsWith(name.toLowerCase())) return null;
  const rest = text.slice(name.length);
  return /^\s/.test(rest) ? rest.trim() : null;
}

/** Whether the text is a beginning of the bot's name. */
export const isName = (text, username) => text.startsWith("@") && text.length <= username.length + 1 && `@${username}`.toLowerCase().startsWith(text.toLowerCase());

export function stop() {
  clearTimeout(timer);
  turn += 1;
  if (menu.opened() === "inline") menu.close();
}

/** Asks for results; `chosen` hears of the query and the result, `enter` of the way into the private chat. */
export function type(where, text, { chosen, enter, failed }) {
  clearTimeout(timer);
  turn += 1;
  const mine = turn;
  timer = setTimeout(async () => {
    try {
      const found = await act({ do: "inline", ...where, text, offset: "" });
      if (mine !== turn) return;
      show(found, where, text, mine, { chosen, enter });
    } catch (refused) {
      failed(refused);
    }
  }, PAUSE);
}

const item = (query) => (result) => ({ title: result.title, note: result.description, value: { query, result: result.id } });

function show(found, where, text, mine, { chosen, enter }) {
  const offer = found.offer ?? { results: [] };
  let next = offer.next_offset;
  let busy = false;
  const end = async () => {
    if (!next || busy || mine !== turn) return;
    busy = true;
    const more = await act({ do: "inline", ...where, text, offset: next }).catch(() => null);
    if (mine !== turn || !more?.offer) return;
    next = more.offer.next_offset;
    menu.extend(more.offer.results.map(item(more.query)));
    busy = false;
  };
  const button = offer.button;
  const foot = button?.start_parameter && el("button", { type: "button", class: "enter", onclick: () => enter(button.start_parameter) }, button.text);
  menu.open("inline", t("results"), offer.results.map(item(found.query)), (value) => chosen(value, text), { foot, end });
}

// Builds elements. Text goes in as text nodes alone, so that nothing anybody typed can become markup.

export const $ = (id) => document.getElementById(id);

/** An element: `class`, `data`, listeners as `onclick`, anything else as an attribute; children are nodes or text. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") node.className = value;
    else if (key === "data") Object.assign(node.dataset, value);
    else if (typeof value === "function") node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const PATHS = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  down: "M12 5v14M6 13l6 6 6-6",
  send: "M4 12l16-8-5 16-3-7-8-1z",
  check: "M5 12l5 5 9-10",
  slash: "M15 5L9 19",
  reply: "M10 6L4 12l6 6M4 12h10a6 6 0 0 1 6 6",
  edit: "M4 20l1-5L16 4l4 4L9 19l-5 1z",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  why: "M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 17.5v.5",
  book: "M5 5h5a3 3 0 0 1 2 1 3 3 0 0 1 2-1h5v13h-5a3 3 0 0 0-2 1 3 3 0 0 0-2-1H5z",
  warn: "M12 4l9 16H3zM12 10v4M12 17v.5",
};

/** A drawn sign; what it means is said by the label of whatever holds it. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

const HUES = [162, 24, 214, 288, 340, 48];

/** The round picture of a person or chat: its first letter on a color of its own. */
export function face(name, id, bot = false) {
  if (bot) return el("img", { class: "face", src: "/icon.svg", alt: "" });
  const node = el("span", { class: "face", "aria-hidden": "true" }, [...name][0] ?? "?");
  node.style.setProperty("--hue", HUES[Math.abs(id) % HUES.length]);
  return node;
}

/** The time of day, from Unix seconds. */
export function clock(seconds) {
  const time = new Date(seconds * 1000);
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}

// Questions that run inside a page. Each gives a list of faults; none may use anything from
// outside its own body.

// basics: what everybody needs who does not see the page, or does not use a mouse.
export function basics() {
  const faults = [];
  const show = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  const each = (selector, wrong, why) => document.querySelectorAll(selector).forEach((e) => { if (wrong(e)) faults.push(`${why}: ${show(e)}`); });
  const name = (e) => (e.getAttribute("aria-label") || e.textContent.trim() || e.title || "").trim();
  const one = (selector) => { const n = document.querySelectorAll(selector).length; if (n !== 1) faults.push(`${n} of ${selector}, want 1`); };
  ["h1", "main", "header.site", "footer.site", "head > title", 'link[rel="alternate"][hreflang]', "[role=search]"].forEach(one);
  if (!document.title.trim()) faults.push("the title is empty");
  each("input:not([type=hidden]), select, textarea", (e) => !e.labels?.length && !e.getAttribute("aria-label"), "no label");
  each("th", (e) => !["row", "col", "rowgroup", "colgroup"].includes(e.scope), "a header without a scope");
  each("table", (e) => !e.caption, "a table without a caption");
  each("table", (e) => !e.querySelector("th"), "a table without headers");
  each("a[href], button, summary", (e) => !name(e), "no name");
  each("a:not([href])", () => true, "a link that leads nowhere");
  each("img", (e) => !e.hasAttribute("alt"), "a picture without words");
  each("svg", (e) => e.getAttribute("aria-hidden") !== "true" && !e.closest("[role=img][aria-label], [role=group][aria-label]"), "a drawing without words");
  each("iframe", (e) => !e.title || e.getAttribute("sandbox") !== "", "a frame without a title or a sandbox");
  each("nav", (e) => !e.getAttribute("aria-label"), "a navigation without a name");
  each('a[href^="#"]', (e) => !document.getElementById(decodeURIComponent(e.hash.slice(1))), "leads to nothing on this page");
  each("[aria-labelledby]", (e) => !document.getElementById(e.getAttribute("aria-labelledby")), "named by nothing");
  each("[tabindex]", (e) => e.tabIndex > 0, "an order of its own");
  each("[target=_blank]", (e) => !e.relList.contains("noopener"), "a new window that can reach back");
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  new Set(ids.filter((id, i) => ids.indexOf(id) !== i)).forEach((id) => faults.push(`the id ${id} is there twice`));
  const first = document.querySelector("a[href], button, input, select, summary, [tabindex]");
  if (!first?.matches(".skip[href='#main']")) faults.push("the skip link does not come first");
  let level = 0;
  for (const h of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const now = Number(h.tagName[1]);
    if (now > level + 1) faults.push(`a heading leaves a level out: ${show(h)}`);
    level = now;
  }
  return faults;
}

// tokens: the colours of text on the colours of ground, by the style's own variables.
export function tokens() {
  const style = getComputedStyle(document.documentElement);
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (name) => {
    probe.fillStyle = style.getPropertyValue(name).trim();
    probe.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...probe.getImageData(0, 0, 1, 1).data].slice(0, 3).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faults = [];
  const pairs = [];
  for (const text of ["--ink", "--muted", "--accent", "--alert", "--warning"]) for (const ground of ["--paper", "--raised"]) pairs.push([text, ground]);
  for (const ground of ["--mark", "--line", "--level-1", "--level-2", "--level-3", "--level-4"]) pairs.push(["--ink", ground]);
  pairs.push(["--paper", "--accent"], ["--paper", "--ink"]);
  for (const [text, ground] of pairs) {
    if (!style.getPropertyValue(text) || !style.getPropertyValue(ground)) { faults.push(`no colour ${text} or ${ground}`); continue; }
    const [a, b] = [light(text), light(ground)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) faults.push(`${text} on ${ground}: contrast ${ratio.toFixed(2)}, want 4.5`);
  }
  return faults;
}

// contrasts: every text as it is drawn, on the ground that is behind it, see-through layers mixed.
export function contrasts() {
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const colour = (css) => {
    if (!known.has(css)) {
      probe.clearRect(0, 0, 1, 1);
      probe.fillStyle = css;
      probe.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = probe.getImageData(0, 0, 1, 1).data;
      known.set(css, [r, g, b, a / 255]);
    }
    return known.get(css);
  };
  const mix = (top, under, alpha) => under.map((u, i) => (i < 3 ? top[i] * alpha + u * (1 - alpha) : 1));
  const light = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const grounds = new Map();
  const ground = (e) => {
    if (!e) return [255, 255, 255, 1];
    if (!grounds.has(e)) {
      const own = colour(getComputedStyle(e).backgroundColor);
      grounds.set(e, own[3] === 1 ? own : mix(own, ground(e.parentElement), own[3]));
    }
    return grounds.get(e);
  };
  const opacity = (e) => (e ? Number(getComputedStyle(e).opacity) * opacity(e.parentElement) : 1);
  const faults = new Set();
  const hold = (e, css, text) => {
    const under = ground(e);
    const ink = colour(css);
    const drawn = mix(ink, under, ink[3] * opacity(e));
    const [a, b] = [light(drawn), light(under)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const style = getComputedStyle(e);
    const size = parseFloat(style.fontSize);
    const want = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 600) ? 3 : 4.5;
    if (ratio < want - 0.005) faults.add(`contrast ${ratio.toFixed(2)}, want ${want}: “${text.trim().slice(0, 30)}” in <${e.tagName.toLowerCase()} class="${e.className}">, ${css}`);
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || e.closest("svg, .hidden, option") || !e.checkVisibility()) continue;
    hold(e, getComputedStyle(e).color, walk.currentNode.data);
  }
  for (const e of document.querySelectorAll("input[placeholder]")) hold(e, getComputedStyle(e, "::placeholder").color, e.placeholder);
  return [...faults];
}

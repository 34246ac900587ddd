/* The card of an entry beside a reference that a reader points at or moves to.  The cards of a page are in a file of
   their own, which is loaded when the first of them is needed; one more names the pages that have such a file.
   Nothing is asked of any other server. */
(() => {
  "use strict";
  const home = document.currentScript.src;
  const [site, folder] = [new URL("..", home), new URL("policyrefs-cards", home).href];
  const references = "a.reference.internal, .policy-svg a, .policy-facts a:not([class]), .policy-view a:not([class])";
  const loaded = new Map();
  const box = document.createElement("div");
  box.className = "policy-preview";
  box.id = "policy-preview";
  box.setAttribute("role", "tooltip");
  let shown = null, wanted = null, dismissed = null, later;

  /* Return the page of an entry and the name of its card; null for what is no place of this site. */
  function place(link) {
    const url = new URL(link.getAttribute("href"), location.href);
    if (!url.hash || !url.href.startsWith(site.href)) return null;
    let page = url.pathname.slice(site.pathname.length);
    if (!page || page.endsWith("/")) page += "index";
    return {page: page.replace(/\.x?html?$/i, ""), name: url.hash.slice(1), url};
  }

  function load(file) {
    if (!loaded.has(file)) {
      loaded.set(file, new Promise(resolve => {
        const script = document.createElement("script");
        script.onload = script.onerror = () => resolve(script.policyCards || []);
        script.src = file;
        document.head.append(script);
      }));
    }
    return loaded.get(file);
  }

  /* Return whether the entry itself can be seen, so that its card would say nothing new. */
  function visible({url, name}) {
    if (url.pathname !== location.pathname) return false;
    const entry = document.getElementById(name)?.getBoundingClientRect();
    return !!entry && entry.bottom > 0 && entry.top < innerHeight;
  }

  function part(name, text) {
    const element = document.createElement(name === "policy-mark" ? "span" : "div");
    element.className = name;
    element.textContent = text;
    element.dir = "auto";
    return element;
  }

  function fill([title, kind, dates, marks, text, sources = []]) {
    box.replaceChildren(part("policy-preview-title", title), part("policy-preview-about", [kind, ...dates].join(" · ")));
    for (const [name, word] of marks) {
      const mark = part("policy-mark", word);
      mark.classList.add(`policy-${name}`);
      box.firstChild.append(" ", mark);
    }
    if (text) box.append(part("policy-preview-text", text));
    for (const source of sources) box.append(part("policy-preview-source", source));
  }

  /* Put the card below the reference, or above where there is more room, in the colours of the place. */
  function put(link) {
    const rects = [...link.getClientRects()];
    const at = rects[0] || link.getBoundingClientRect();
    const style = getComputedStyle(link.closest("svg") || link.parentElement);
    let behind = link, back = "";
    for (; behind && !back; behind = behind.parentElement) {
      const colour = getComputedStyle(behind).backgroundColor;
      if (!/^rgba\(.*, 0(\.\d+)?\)$|^transparent$|\/ 0?\.?\d+\)$/.test(colour)) back = colour;
    }
    box.style.color = style.color;
    box.style.backgroundColor = back || "Canvas";
    box.style.left = box.style.top = "0";
    document.body.append(box);
    const size = box.getBoundingClientRect();
    const last = rects.at(-1) || at;
    const below = last.bottom + size.height + 6 <= innerHeight || last.bottom + at.top < innerHeight;
    const start = style.direction === "rtl" ? at.right - size.width : at.left;
    const room = document.documentElement.clientWidth - size.width - 8;
    box.style.left = `${Math.max(8, Math.min(start, room)) - size.left}px`;
    box.style.top = `${(below ? last.bottom + 6 : at.top - size.height - 6) - size.top}px`;
  }

  async function show(link) {
    const to = place(link);
    if (!to || visible(to)) return;
    if (!(await load(`${folder}.js`)).includes(decodeURIComponent(to.page))) return;
    const found = (await load(`${folder}/${to.page}.js`))[to.name];
    if (!found || wanted !== link || !link.isConnected) return;
    hide();
    fill(found);
    put(link);
    shown = link;
    link.setAttribute("aria-describedby", box.id);
  }

  function hide() {
    shown?.removeAttribute("aria-describedby");
    shown = null;
    box.remove();
  }

  /* Wait a moment before anything changes, so that a pointer may cross other things on its way. */
  function plan(link, delay) {
    if (link === wanted || (link && link === dismissed)) return;
    wanted = link;
    clearTimeout(later);
    if (link !== shown) later = setTimeout(() => (link ? show(link) : hide()), delay);
  }

  document.addEventListener("pointerover", event => {
    if (event.pointerType === "touch") return;
    const over = event.target instanceof Element ? event.target : null;
    if (over && box.contains(over)) return plan(shown, 0);
    const link = over?.closest(references);
    if (link !== dismissed) dismissed = null;
    plan(link || null, link ? 300 : 250);
  });
  document.addEventListener("pointerleave", () => plan(null, 250));
  document.addEventListener("focusin", event => {
    const link = event.target.closest?.(references);
    plan(link?.matches(":focus-visible") ? link : null, link ? 150 : 0);
  });
  document.addEventListener("focusout", () => plan(null, 0));
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !wanted) return;
    dismissed = wanted;
    plan(null, 0);
    hide();
  });
})();

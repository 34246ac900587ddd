/* Search and filter for the rows of a view, kept in the address.  The page is complete without it. */
document.querySelectorAll(".policy-view > .policy-filter").forEach((place, number) => {
  "use strict";
  // in the language of the documents, when the file is put beside the pages
  const words = {/* words */};

  // Rows that are shown or moved at once: more than a screen has; and how many of the others at a time.
  // Between two such batches the browser has the time to paint, and to take what the reader types.
  const FIRST = 60, BATCH = 250, PAUSE = 20;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
  const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // Names with a hyphen are attributes, the others properties.
  function make(tag, properties, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.includes("-")) element.setAttribute(name, value);
      else element[name] = value;
    }
    element.append(...content);
    return element;
  }
  const button = (properties, act, ...content) =>
    make("button", {type: "button", onclick: act, ...properties}, ...content);

  const view = place.parentNode;
  const prefix = number ? `policy${number + 1}-` : "policy-";

  // The rows as they stand on the page, in segments of a heading and what is below it
  const segments = [{head: null, parts: [], rows: []}];
  const of = new Map();
  for (const part of view.children) {
    if (part === place || part.matches(".policy-as-of")) continue;
    if (part.matches(".policy-heading")) segments.push({head: part, parts: [], rows: []});
    else {
      segments.at(-1).parts.push(part);
      of.set(part, segments.at(-1));
    }
  }
  const found = [...view.querySelectorAll(":scope tbody > tr, :scope > ul > li, :scope > p:not([class])")];
  const rows = found.map(element => {
    let part = element;
    while (part.parentNode !== view) part = part.parentNode;
    const row = {element, year: null, choices: [], failed: 0, at: 0};
    of.get(part).rows.push(row);
    return row;
  });

  // What the page says of them
  const data = JSON.parse(place.dataset.policy || '{"facets": [], "newest": false}');
  const facets = data.facets.map(([name, label, choices, usual]) => ({
    name, label, usual, choices: choices.map(choice => [choice].flat()), chosen: new Set(), boxes: [], counts: [],
  }));
  const timed = "years" in data;
  if (timed) {
    const lines = data.rows.split(";");
    if (lines.length !== rows.length) return; // something else has changed the page
    const all = data.years.split(" ").flatMap(run => {
      const [year, length] = run.split("*");
      return Array(+length).fill(year === "?" ? null : +year);
    });
    rows.forEach((row, n) => {
      const columns = lines[n].split(",");
      row.year = all[n];
      row.choices = facets.map(({usual}, f) =>
        columns[f] ? columns[f].split(".").map(Number) : usual < 0 ? [] : [usual]);
    });
  }

  const state = {text: "", span: null, newest: data.newest};
  let turned = false;
  // Rows without a known date stay behind all others, so a segment that has no other does not move.
  const known = segments.filter(segment => segment.rows.some(row => row.year !== null));
  const start = document.createComment("");
  const isFlat = segment => segment.rows[0].element.parentNode === view; // its rows are its parts
  if (known.length) (known[0].head || (isFlat(known[0]) ? known[0].rows[0].element : known[0].parts[0])).before(start);

  // Names
  let linked;
  function nameOf(facet, choice) {
    if (!choice[1]) { // the first link to the entry bears it
      if (!linked) {
        linked = new Map();
        for (const link of view.querySelectorAll("a[href*='#']")) {
          const anchor = link.getAttribute("href").split("#")[1];
          if (!linked.has(anchor)) linked.set(anchor, link.textContent);
        }
      }
      choice[1] = linked.get(`${facet.name}-${choice[0]}`) || choice[0];
    }
    return choice[1];
  }

  // Controls
  const search = make("input", {type: "search", className: "policy-search", placeholder: words.search,
    "aria-label": words.search, autocomplete: "off", spellcheck: false, oninput() {
      state.text = search.value;
      changed();
    }});
  const status = make("span", {role: "status"});
  const reset = button({className: "policy-button"}, () => {
    state.text = search.value = "";
    state.span = null;
    facets.forEach(facet => facet.chosen.clear());
    refocus();
  }, words.reset);
  const chips = make("span", {className: "policy-chips"});
  const printed = make("p", {className: "policy-filtered", hidden: true});
  const bar = make("div", {className: "policy-bar"}, search);
  const rail = make("div", {className: "policy-years", role: "toolbar", "aria-label": words.years});
  const order = make("select", {className: "policy-button policy-order", "aria-label": words.order, onchange() {
    state.newest = order.value === "newest";
    changed();
  }}, ...["oldest", "newest"].map(value => make("option", {value, textContent: words[value]})));
  function refocus() {
    changed();
    search.focus({preventScroll: true});
  }

  function groundOf(element) {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/^transparent$|, 0\)$|\/ 0\)$/.test(colour)) return colour;
    }
    return "Canvas";
  }

  function menuOf(facet) {
    const summary = make("summary", {className: "policy-button"}, facet.label);
    const list = make("div", {className: "policy-choices", role: "group", "aria-label": facet.label});
    const menu = make("details", {className: "policy-menu"}, summary, list);
    Object.assign(facet, {menu, summary});
    menu.ontoggle = () => {
      if (!facet.boxes.length) {
        facet.choices.forEach((choice, n) => {
          const count = make("span", {className: "policy-number"});
          const box = make("input", {type: "checkbox", onchange() {
            facet.chosen[box.checked ? "add" : "delete"](n);
            changed();
          }});
          list.append(make("label", {}, box, make("span", {textContent: nameOf(facet, choice), dir: "auto"}), count));
          facet.boxes.push(box);
          facet.counts.push(count);
        });
      }
      showCounts();
      // Its ground is that of the place, unless the site has another one: a theme may be dark where the system is light.
      if (!getComputedStyle(list).getPropertyValue("--policy-surface")) list.style.backgroundColor = groundOf(place);
      // It begins below its button, and is moved as far as the view's edge asks for.
      list.style.translate = "";
      const {left, right} = list.getBoundingClientRect(), edge = view.getBoundingClientRect();
      list.style.translate = `${Math.max(edge.left - left, 0) + Math.min(edge.right - right, 0)}px`;
    };
    menu.onkeydown = event => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        summary.focus();
        event.stopPropagation();
      }
    };
    menu.addEventListener("focusout", event => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
    return menu;
  }
  bar.append(...facets.map(menuOf));
  document.addEventListener("pointerdown", event => {
    for (const {menu} of facets) if (!menu.contains(event.target)) menu.open = false;
  });

  const years = [...new Set(rows.map(row => row.year).filter(year => year !== null))].sort((a, b) => a - b);
  const marks = years.length < 2 ? [] : years.map((year, n) => button({
    tabIndex: n ? -1 : 0,
    onfocus: event => marks.forEach(mark => { mark.tabIndex = mark === event.currentTarget ? 0 : -1; }),
  }, () => {
    const span = state.span;
    if (!span || span[0] !== span[1]) state.span = [year, year];
    else state.span = span[0] === year ? null : [Math.min(year, span[0]), Math.max(year, span[0])];
    changed();
  }, make("span", {className: "policy-share"}), make("span", {textContent: year})));
  rail.append(...marks);
  rail.onkeydown = event => {
    const at = marks.indexOf(document.activeElement);
    const back = getComputedStyle(rail).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
    const to = {ArrowLeft: 1, ArrowRight: 1, Home: 0, End: marks.length - 1}[event.key];
    if (to === undefined || at < 0) return;
    const next = event.key.startsWith("Arrow") ? at + (event.key === back ? -1 : 1) : to;
    marks[next]?.focus();
    event.preventDefault();
  };

  // What is chosen
  const spanText = dash => [...new Set(state.span)].join(dash);
  const passes = (row, at) => !row.failed || (row.failed === 1 && row.at === at);
  function choices() {
    const all = facets.flatMap(facet => [...facet.chosen].sort((a, b) => a - b).map(n => {
      const text = nameOf(facet, facet.choices[n]);
      return {text, name: `${facet.label}: ${text}`, drop: () => facet.chosen.delete(n)};
    }));
    if (state.span) all.push({text: spanText("–"), name: spanText("–"), drop: () => { state.span = null; }});
    return all;
  }

  function showCounts() {
    facets.forEach((facet, f) => {
      if (!facet.menu.open) return;
      const counts = new Int32Array(facet.choices.length);
      for (const row of rows) if (passes(row, f)) for (const n of row.choices[f]) counts[n] += 1;
      facet.counts.forEach((count, n) => {
        count.textContent = counts[n];
        count.parentNode.classList.toggle("policy-none", !counts[n]);
        facet.boxes[n].checked = facet.chosen.has(n);
      });
    });
  }

  function showYears() {
    const counts = new Map(years.map(year => [year, 0]));
    for (const row of rows) {
      if (passes(row, -1)) counts.set(row.year, (counts.get(row.year) || 0) + 1);
    }
    const most = Math.max(1, ...years.map(year => counts.get(year)));
    marks.forEach((mark, n) => {
      const year = years[n];
      mark.firstChild.style.setProperty("--policy-share", counts.get(year) / most);
      mark.setAttribute("aria-pressed", !!state.span && state.span[0] <= year && year <= state.span[1]);
      mark.title = `${year}: ${counts.get(year)}`;
      mark.classList.toggle("policy-none", !counts.get(year));
    });
  }

  function showChosen(shown) {
    const all = choices();
    chips.replaceChildren(...all.map(({text, name, drop}) => button({
      className: "policy-chip", title: name, "aria-label": fill(words.drop, {choice: name}),
    }, () => {
      drop();
      refocus();
    }, make("bdi", {textContent: text}), " ×")));
    const names = all.map(({name}) => name);
    if (state.text.trim()) names.unshift(`“${state.text.trim()}”`);
    reset.hidden = printed.hidden = !names.length;
    status.textContent = fill(words.shown, {shown, all: rows.length});
    printed.textContent = `${fill(words.filtered, {choices: names.join("; ")})} ${status.textContent}`;
    facets.forEach(({summary, label, chosen}) => {
      summary.textContent = chosen.size ? `${label} (${chosen.size})` : label;
      summary.classList.toggle("policy-chosen", chosen.size > 0);
    });
  }

  // Put rows in order, and segments that are spans of time; it yields how many rows it has put where they belong.
  // It goes from the top down, and finds its way from any order, that of a turn left half done too.
  function* arranged() {
    let last = start;
    for (const segment of turned && data.spans ? [...known].reverse() : known) {
      const {head, parts, rows: some} = segment, flat = isFlat(segment);
      const all = some.map(row => row.element);
      const timely = turned ? some.findLastIndex(row => row.year !== null) + 1 : 0;
      all.splice(0, timely, ...all.slice(0, timely).reverse());
      if (data.spans) {
        for (const part of [head, ...(flat ? [] : parts)]) {
          if (!part) continue;
          if (last.nextElementSibling !== part) last.after(part);
          last = part;
        }
      }
      let before = flat ? (data.spans ? last : head || start) : null;
      for (let n = 0; n < all.length;) {
        const placed = all.slice(n, n += n ? BATCH : FIRST);
        if (before) before.after(...placed);
        else all[0].parentNode.prepend(...placed);
        before = placed.at(-1);
        yield placed.length;
      }
      if (flat) last = before;
    }
  }

  // Show the rows that pass, and hide the others and what has no row left, from the top down; it yields how much that
  // was: while a screen is filled, which rows it now holds, and later what has changed.
  function* sifted() {
    let shown = 0;
    const put = (element, hidden) => {
      if (!element || element.hidden === hidden) return 0;
      element.hidden = hidden;
      return 1;
    };
    for (const {head, parts, rows: some} of turned && data.spans ? [...segments].reverse() : segments) {
      const empty = some.length > 0 && some.every(row => row.failed);
      put(head, empty);
      for (const part of parts) if (!part.matches("p") && put(part, empty) && shown >= FIRST) yield some.length;
      for (const {element, failed} of turned ? [...some].reverse() : some) {
        const changed = put(element, failed > 0);
        shown += !failed;
        yield shown > FIRST ? changed : +!failed;
      }
    }
  }

  // At once as many rows as fill a screen, the rest of a long view bit by bit.
  let moves = null, sieve = null, next, frame;
  function show() {
    clearTimeout(next);
    cancelAnimationFrame(frame);
    sieve = sifted();
    more(FIRST);
  }

  // Go on with what remains until so many rows are done; return it, null when nothing is left.
  function goOn(work, count) {
    for (let done = 0; work && done < count;) {
      const step = work.next();
      if (step.done) return null;
      done += step.value;
    }
    return work;
  }

  function more(count = BATCH) {
    sieve = goOn(sieve, count);
    moves = goOn(moves, count);
    // Just before the browser paints, so that no key or click waits for what is not laid out yet.
    if (sieve || moves) next = setTimeout(() => { frame = requestAnimationFrame(() => more()); }, PAUSE);
  }
  addEventListener("beforeprint", () => more(Infinity));

  function apply() {
    const wanted = fold(state.text).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.failed = 0;
      if (wanted.length) {
        row.text ??= fold(row.element.textContent);
        if (!wanted.every(word => row.text.includes(word))) row.failed = 2;
      }
      if (state.span && (row.year === null || row.year < state.span[0] || row.year > state.span[1])) {
        row.failed += 1;
        row.at = -1;
      }
      facets.forEach(({chosen}, f) => {
        if (chosen.size && !row.choices[f].some(n => chosen.has(n))) {
          row.failed += 1;
          row.at = f;
        }
      });
      shown += !row.failed;
    }
    if (turned !== (state.newest !== data.newest)) {
      turned = !turned;
      moves = arranged();
    }
    show();
    order.value = state.newest ? "newest" : "oldest";
    showYears();
    showCounts();
    showChosen(shown);
  }

  // The address
  let later;
  function changed() {
    apply();
    clearTimeout(later);
    later = setTimeout(save, 200);
  }

  function save() {
    const url = new URL(location.href);
    for (const key of new Set(url.searchParams.keys())) if (key.startsWith(prefix)) url.searchParams.delete(key);
    const set = (key, value) => url.searchParams.append(prefix + key, value);
    if (state.text.trim()) set("text", state.text.trim());
    for (const {name, chosen, choices: all} of facets) for (const n of chosen) set(name, all[n][0]);
    if (state.span) set("year", spanText("-"));
    if (state.newest !== data.newest) set("order", state.newest ? "newest" : "oldest");
    try {
      history.replaceState(history.state, "", url);
    } catch { /* some browsers refuse it for files: the filter works all the same */ }
  }

  function load() {
    const given = new URLSearchParams(location.search);
    state.text = search.value = given.get(`${prefix}text`) || "";
    for (const {name, choices: all, chosen} of facets) {
      for (const id of given.getAll(prefix + name)) {
        const n = all.findIndex(choice => choice[0] === id);
        if (n >= 0) chosen.add(n);
      }
    }
    const span = /^(-?\d+)(?:-(-?\d+))?$/.exec(given.get(`${prefix}year`) || "");
    if (span && marks.length) state.span = [+span[1], +(span[2] ?? span[1])];
    const asked = given.get(`${prefix}order`);
    if (timed && (asked === "newest" || asked === "oldest")) state.newest = asked === "newest";
    return [...given.keys()].some(key => key.startsWith(prefix));
  }

  const given = load();
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", words.filter);
  place.append(bar, ...(marks.length ? [rail] : []),
    make("div", {className: "policy-state"}, status, chips, reset, ...(timed ? [order] : [])));
  place.after(printed);
  apply();
  if (given && location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
});

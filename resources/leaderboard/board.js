"use strict";
(() => {
  const root = document.documentElement, $ = id => document.getElementById(id);
  const all = (where, what) => [...where.querySelectorAll(what)];
  root.classList.add("script");
  const sections = all(document, "main>section[data-table]"), tip = $("tip");
  const rows = new Map(all(sections[0], "tbody tr").map(tr => [tr.dataset.r, tr.dataset]));
  let visible = new Set(rows.keys());

  // Theme: the system's until the switch is used.
  const darkSystem = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : darkSystem.matches;
  const tellTheme = () => {
    $("theme").textContent = dark() ? "Light" : "Dark";
    $("theme").setAttribute("aria-label", dark() ? "Show the light page" : "Show the dark page");
    $("theme").setAttribute("aria-pressed", String(dark()));
  };
  $("theme").addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; tellTheme(); });
  darkSystem.addEventListener("change", tellTheme);
  tellTheme();

  // One table at a time; "All" shows them below each other.
  const open = () => {
    const wanted = decodeURIComponent(location.hash.slice(1)) || sections[0].id;
    const known = wanted === "all" || sections.some(one => one.id === wanted);
    for (const one of sections) one.hidden = known && wanted !== "all" ? one.id !== wanted : one !== sections[0] && !known;
    for (const link of all(document, "nav a")) {
      const here = link.getAttribute("href") === "#" + (known ? wanted : sections[0].id);
      if (here) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
    plots();
  };
  addEventListener("hashchange", open);

  // Which rows are shown.
  const chosen = () => ({
    words: $("search").value.toLowerCase().split(/\s+/).filter(Boolean),
    protocol: document.querySelector("input[name=protocol]:checked").value,
    model: $("model").value, source: $("source").value, quantization: $("quantization").value,
  });
  const filter = () => {
    const want = chosen();
    visible = new Set();
    for (const [id, row] of rows) {
      const text = [row.model, row.source, row.quantization, row.protocol].join(" ").toLowerCase();
      if (want.words.every(word => text.includes(word))
        && (!want.protocol || row.protocol === want.protocol || row.protocol === "published")
        && (!want.model || row.model === want.model)
        && (!want.source || row.source === want.source)
        && (!want.quantization || row.quantization === want.quantization)) visible.add(id);
    }
    for (const body of all(document, "tbody")) {
      for (const tr of body.rows) tr.hidden = !visible.has(tr.dataset.r);
      body.hidden = [...body.rows].every(tr => tr.hidden);
    }
    for (const one of sections) {
      const some = all(one, "tbody:not([hidden])").length > 0;
      one.querySelector(".empty").hidden = some;
      one.querySelector("details").hidden = !some;
      best(one.querySelector("table"));
      const inside = one.querySelector("table"), first = inside.querySelector("tbody:not([hidden]) tr:not([hidden]) th");
      for (const cell of all(inside, "tbody [tabindex='0']")) cell.tabIndex = -1;
      if (first) first.tabIndex = 0;
    }
    $("count").textContent = visible.size === rows.size ? `${rows.size} rows` : `${visible.size} of ${rows.size} rows`;
    plots();
  };
  for (const id of ["search", "model", "source", "quantization"]) $(id).addEventListener("input", filter);
  for (const one of all(document, "input[name=protocol]")) one.addEventListener("change", filter);
  document.querySelector(".tools").addEventListener("submit", event => event.preventDefault());
  $("clear").addEventListener("click", () => { document.querySelector(".tools").reset(); filter(); $("search").focus(); });

  // Numbers of a cell: "46.82 48.38", "-" where there is none.
  const numbers = cell => (cell.dataset.v || "").split(" ").map(text => text === "" || text === "-" ? null : Number(text));

  // The best number of each column among the rows shown; those in doubt do not count.
  const best = table => {
    const shown = all(table, "tbody tr:not([hidden])"), width = table.tHead.rows[0].cells.length;
    for (const cell of all(table, "td.best")) cell.classList.remove("best");
    if (shown.length < 2) return;
    for (let place = 0; place < width; place++) {
      let top = null, holders = [];
      for (const tr of shown) {
        const cell = tr.cells[place], value = cell.dataset.v === undefined || cell.classList.contains("doubt") ? null : numbers(cell)[0];
        if (value === null) continue;
        if (top === null || value > top) { top = value; holders = [cell]; } else if (value === top) holders.push(cell);
      }
      for (const cell of holders) cell.classList.add("best");
    }
  };

  // Sorting: a run's protocols stay together; rows without a number stand last, whatever the direction.
  const original = new Map(all(document, "table").map(table => [table, [...table.tBodies]]));
  const keyOf = (body, place, part) => {
    for (const tr of body.rows) {
      if (tr.hidden) continue;
      const cell = tr.cells[place];
      if (cell.dataset.v === undefined) return cell.dataset.s ?? cell.textContent;
      const value = numbers(cell)[part] ?? null;
      if (value !== null) return value;
    }
    return null;
  };
  const sort = (table, button) => {
    const head = button.closest("th"), place = head.cellIndex, part = Number(button.dataset.part || 0);
    const other = (button.dataset.part === undefined && head.classList.contains("text")) ? "descending" : "ascending";
    const first = other === "ascending" ? "descending" : "ascending";
    const direction = button.dataset.direction === first ? other : button.dataset.direction === other ? "" : first;
    for (const one of all(table, "thead button")) delete one.dataset.direction;
    for (const one of all(table, "thead th")) one.removeAttribute("aria-sort");
    let bodies = [...original.get(table)];
    if (direction) {
      button.dataset.direction = direction;
      head.setAttribute("aria-sort", direction);
      const sign = direction === "ascending" ? 1 : -1, keys = new Map(bodies.map(body => [body, keyOf(body, place, part)]));
      bodies.sort((a, b) => {
        const x = keys.get(a), y = keys.get(b);
        if (x === null || y === null) return (x === null) - (y === null);
        return sign * (typeof x === "number" ? x - y : x.localeCompare(y, undefined, {numeric: true}));
      });
    }
    table.append(...bodies);
  };
  for (const table of all(document, "table"))
    for (const button of all(table, "thead button")) button.addEventListener("click", () => sort(table, button));

  // What is behind a number: on hover and on focus.
  const line = (text, kind, tag = "span") => { const one = document.createElement(tag); one.textContent = text; if (kind) one.className = kind; return one; };
  const partner = cell => {
    const tr = cell.closest("tr"), other = [...tr.parentElement.rows].find(one => one !== tr);
    return other && cell.dataset.v !== undefined ? `Under ${other.dataset.p}: ${other.cells[cell.cellIndex].dataset.x ?? other.cells[cell.cellIndex].textContent}` : "";
  };
  const tell = cell => {
    const tr = cell.closest("tr"), row = rows.get(tr.dataset.r), head = cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
    const lines = [line([row.model, row.quantization].filter(Boolean).join(" · "), "", "b"), line(`${row.protocol} · ${row.source}`)];
    if (cell.dataset.v !== undefined) {
      lines.push(line(`${head.dataset.title}: ${cell.dataset.x ?? cell.textContent}`, "", "b"));
      const said = (cell.dataset.t || "").split("\n").filter(Boolean);
      for (const text of said) if (!text.startsWith("In doubt")) lines.push(line(text));
      if (row.protocol === "published") lines.push(line("n and interval are not stated"));
      const other = partner(cell);
      if (other) lines.push(line(other));
      for (const text of said) if (text.startsWith("In doubt")) lines.push(line(text, "doubt"));
    } else if (row.sha256) lines.push(line(`SHA-256 ${row.sha256.slice(0, 16)}…`));
    tip.replaceChildren(...lines);
    tip.hidden = false;
    cell.setAttribute("aria-describedby", "tip");
    const at = cell.getBoundingClientRect(), size = tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.right - size.width, innerWidth - size.width - 8));
    const below = at.bottom + 6;
    tip.style.left = left + "px";
    tip.style.top = (below + size.height > innerHeight - 8 ? Math.max(8, at.top - size.height - 6) : below) + "px";
  };
  const hush = () => { tip.hidden = true; for (const one of all(document, "[aria-describedby=tip]")) one.removeAttribute("aria-describedby"); };
  const cellOf = event => event.target instanceof Element ? event.target.closest("tbody td, tbody th") : null;
  document.addEventListener("mouseover", event => { const cell = cellOf(event); if (cell) { hush(); tell(cell); } else hush(); });
  document.addEventListener("focusin", event => { const cell = cellOf(event); if (cell) { hush(); tell(cell); } else hush(); });
  document.addEventListener("focusout", hush);
  document.addEventListener("scroll", hush, true);

  // One stop of the Tab key for a table; arrows go from cell to cell.
  const move = (cell, rowStep, columnStep, end) => {
    const shown = all(cell.closest("table"), "tbody tr:not([hidden])"), at = shown.indexOf(cell.closest("tr"));
    const tr = shown[Math.max(0, Math.min(shown.length - 1, at + rowStep))];
    const place = end === undefined ? cell.cellIndex + columnStep : end ? tr.cells.length - 1 : 0;
    const next = tr.cells[Math.max(0, Math.min(tr.cells.length - 1, place))];
    cell.tabIndex = -1; next.tabIndex = 0; next.focus(); next.scrollIntoView({block: "nearest", inline: "nearest"}); tell(next);
  };
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") hush();
    const cell = cellOf(event);
    if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, 0, false], End: [0, 0, true]}[event.key];
    if (step) { event.preventDefault(); move(cell, ...step); }
  });

  // Dots with their intervals, drawn from the rows shown when they are looked at.
  const draw = (tag, attributes, text) => {
    const one = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
    if (text !== undefined) one.textContent = text;
    return one;
  };
  const short = (text, length) => text.length > length ? text.slice(0, length - 1).trimEnd() + "…" : text;
  const LEFT = 250, WIDTH = 560, STEP = 17, TOP = 16;
  const plot = (head, part, metric, shown) => {
    const points = [];
    for (const tr of shown) {
      const cell = tr.cells[head.cellIndex], value = numbers(cell)[part];
      if (value === null || value === undefined) continue;
      const range = ((cell.dataset.i || "").split(";")[part] || "").split(" ").filter(Boolean).map(Number);
      const row = rows.get(tr.dataset.r), published = row.protocol === "published";
      // A number that several sources repeat is one dot.
      const same = published && points.find(one => one.published && one.row.model === row.model && one.value === value);
      if (same) { same.sources.push(row.source); continue; }
      points.push({value, range, row, published, sources: [row.source], doubt: cell.classList.contains("doubt"), chance: cell.dataset.c});
    }
    if (!points.length) return null;
    points.sort((a, b) => b.value - a.value);
    const height = TOP + points.length * STEP + 4, x = value => LEFT + value / 100 * (WIDTH - LEFT - 12);
    const svg = draw("svg", {viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": `${head.dataset.title}, ${metric}: ${points.length} rows, from ${points[0].value.toFixed(2)} down to ${points.at(-1).value.toFixed(2)}`});
    for (const tick of [0, 25, 50, 75, 100]) {
      svg.append(draw("line", {class: "grid", x1: x(tick), x2: x(tick), y1: TOP - 2, y2: height - 4}));
      svg.append(draw("text", {class: "tick", x: x(tick), y: 10, "text-anchor": "middle"}, tick));
    }
    const chance = points.find(point => point.chance);
    if (chance) svg.append(draw("line", {class: "chance", x1: x(Number(chance.chance)), x2: x(Number(chance.chance)), y1: TOP - 2, y2: height - 4}));
    points.forEach((point, at) => {
      const y = TOP + at * STEP + STEP / 2, group = draw("g", {class: point.row.protocol});
      const name = [point.row.model, point.row.quantization].filter(Boolean).join(" ");
      const several = points.filter(one => one.published && one.row.model === point.row.model).length > 1;
      const behind = point.published ? (several ? short(point.sources[0], 20) : "") : point.row.protocol;
      const label = draw("text", {x: LEFT - 10, y: y + 4, "text-anchor": "end"}, short(name, 26));
      if (behind) label.append(draw("tspan", {class: "tick"}, ` ${behind}`));
      if (point.doubt) label.append(draw("tspan", {class: "doubted"}, " ?"));
      if (point.range.length === 2) group.append(draw("line", {class: "range", x1: x(point.range[0]), x2: x(point.range[1]), y1: y, y2: y}));
      group.append(label, draw("circle", {class: "dot", cx: x(point.value), cy: y, r: 4}));
      group.append(draw("title", {}, `${name}, ${point.row.protocol}, ${point.sources.join(", ")}: ${point.value.toFixed(2)}${point.range.length === 2 ? ` (95 % ${point.range[0].toFixed(2)} to ${point.range[1].toFixed(2)})` : ""}`));
      svg.append(group);
    });
    const figure = document.createElement("figure"), caption = document.createElement("figcaption");
    caption.append(head.dataset.name, " ", line(metric + (chance ? " · dashed: blind guessing" : "")));
    figure.append(caption, svg);
    return figure;
  };
  const plots = () => {
    for (const one of sections) {
      const details = one.querySelector("details");
      if (!details.open || one.hidden) continue;
      const table = one.querySelector("table"), shown = all(table, "tbody tr:not([hidden])"), figures = [];
      for (const head of table.tHead.rows[0].cells)
        (head.dataset.metrics || "").split("/").filter(Boolean).forEach((metric, part) => figures.push(plot(head, part, metric, shown)));
      details.querySelector(".plots").replaceChildren(...figures.filter(Boolean));
    }
  };
  for (const details of all(document, "details")) details.addEventListener("toggle", plots);

  open();
  filter();
})();

function (asked) {
  // Marks that take part keep their look, all others lose it; what the page does by itself stops.
  const style = document.createElement("style");
  const others = asked.noted.concat([asked.chosen]).map(id => `:not([id="${CSS.escape(id)}"])`).join("");
  style.textContent = `.gongkai-mark${others}{background:transparent!important;color:inherit!important;outline:none!important}
    *{animation:none!important;transition:none!important}
    html,body{background:#fff!important;overflow:visible!important}`;
  document.documentElement.appendChild(style);
  const mark = document.getElementById(asked.chosen);
  if (!mark) return { Found: false, Pieces: [] };
  mark.classList.add("gongkai-mark-selected");
  const box = e => {
    const r = e.getBoundingClientRect();
    return { left: r.left + scrollX, top: r.top + scrollY, right: r.right + scrollX, bottom: r.bottom + scrollY };
  };
  const most = { width: 1500, head: 220, body: 430 };
  const piece = (left, top, right, bottom) => ({ x: Math.max(0, Math.floor(left)), y: Math.max(0, Math.floor(top)), width: Math.ceil(right - left), height: Math.ceil(bottom - top) });
  const at = box(mark), table = mark.closest("table");
  if (!table) {
    const around = box(mark.closest("p,li,dd,section,blockquote,td,div") || mark);
    const top = Math.max(around.top, at.top - 150) - 6, bottom = Math.min(around.bottom, at.bottom + 150) + 6;
    const left = Math.max(around.left, at.left - most.width / 2) - 6;
    return { Found: true, Pieces: [piece(left, top, Math.min(around.right, left + most.width) + 6, bottom)] };
  }
  const whole = box(table);
  let left = whole.left - 6, right = whole.right + 6;
  if (right - left > most.width) {
    left = Math.max(left, (at.left + at.right - most.width) / 2);
    right = left + most.width;
  }
  // The head ends where the first figure's row begins.
  const inside = e => e.closest("table") === table;
  const figures = [...table.querySelectorAll(".gongkai-mark")].filter(inside).map(box);
  const headEnd = Math.min(...figures.map(f => f.top));
  const rows = [...table.rows].map(box).filter(r => r.bottom > r.top);
  // All cells that take part where they fit, else the rows beside the chosen one.
  const parts = asked.noted.map(id => document.getElementById(id)).filter(e => e && inside(e)).map(box).concat([at]);
  let top = Math.min(...parts.map(p => p.top)), bottom = Math.max(...parts.map(p => p.bottom));
  if (bottom - top > most.body) {
    top = at.top - 75;
    bottom = at.bottom + 75;
  }
  const edge = (y, up) => rows.reduce((best, r) => (r.top < y - 1 && y + 1 < r.bottom ? (up ? Math.min(best, r.top) : Math.max(best, r.bottom)) : best), y);
  top = Math.max(whole.top, edge(Math.max(whole.top, top - 2), true));
  bottom = Math.min(whole.bottom, edge(Math.min(whole.bottom, bottom + 2), false));
  if (!(headEnd > whole.top) || headEnd - whole.top > most.head) return { Found: true, Pieces: [piece(left, top - 4, right, bottom + 4)] };
  if (top - headEnd < 60) return { Found: true, Pieces: [piece(left, whole.top - 4, right, bottom + 4)] };
  return { Found: true, Pieces: [piece(left, whole.top - 4, right, headEnd + 1), piece(left, top - 1, right, bottom + 4)] };
}

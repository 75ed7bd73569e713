// Arrow keys in the gap map: one tab stop for the whole table, Enter follows the cell's link.
// Without this file every cell is a link of its own and nothing is lost.
const STEPS = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
};

function linkAt(rows, row, column) {
  return rows[row]?.cells[column]?.querySelector("a");
}

function position(rows, link) {
  const cell = link.closest("td, th");
  return [rows.indexOf(cell.parentElement), cell.cellIndex];
}

function next(rows, link, [down, right]) {
  let [row, column] = position(rows, link);
  const width = Math.max(...rows.map((each) => each.cells.length));
  while (true) {
    row += down;
    column += right;
    if (row < 0 || row >= rows.length || column < 0 || column >= width) return null;
    const found = linkAt(rows, row, column);
    if (found) return found;
  }
}

function outermost(rows, link, end) {
  const [row] = position(rows, link);
  const links = [...rows[row].cells].map((cell) => cell.querySelector("a")).filter(Boolean);
  return end ? links.at(-1) : links[0];
}

function target(rows, link, key) {
  if (key in STEPS) return next(rows, link, STEPS[key]);
  if (key === "Home" || key === "End") return outermost(rows, link, key === "End");
  return undefined;
}

function rove(table) {
  const rows = [...table.rows];
  const links = [...table.querySelectorAll("a")];
  const first = table.querySelector("a[aria-current]") ?? table.querySelector("tbody td a");
  for (const link of links) link.tabIndex = link === first ? 0 : -1;
  table.addEventListener("keydown", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const found = target(rows, link, event.key);
    if (found === undefined) return;
    event.preventDefault();
    found?.focus();
  });
  table.addEventListener("focusin", (event) => {
    for (const link of links) link.tabIndex = link === event.target ? 0 : -1;
  });
  table.dataset.ready = "yes";
}

for (const table of document.querySelectorAll("table.map")) rove(table);

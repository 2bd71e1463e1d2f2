// Sorts the rows of a table that are shown by the heading that is pressed; the server's order comes back with the third press.
function key(row, column) {
  const cell = row.cells[column];
  const text = cell.dataset.sort ?? cell.textContent.trim();
  const number = Number(text.replaceAll(",", ""));
  return text !== "" && !Number.isNaN(number) ? number : text.toLocaleLowerCase();
}

function compare(one, other) {
  if (typeof one === typeof other) return one < other ? -1 : one > other ? 1 : 0;
  return typeof one === "number" ? -1 : 1;
}

function prepare(table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const order = { ascending: "descending", descending: "none" }[heading.getAttribute("aria-sort")] ?? "ascending";
      for (const each of heading.parentElement.cells) each.removeAttribute("aria-sort");
      if (order !== "none") heading.setAttribute("aria-sort", order);
      const sign = order === "descending" ? -1 : 1;
      const sorted = order === "none" ? rows : [...rows].sort((one, other) => sign * compare(key(one, column), key(other, column)));
      body.append(...sorted);
    });
  });
  table.dataset.sortable = "ready";
}

function prepareAll() {
  for (const table of document.querySelectorAll('[data-sortable=""]')) prepare(table);
}

prepareAll();
document.addEventListener("sitrep:fresh", prepareAll);

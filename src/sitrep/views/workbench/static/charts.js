// Brushing: drawing over the weeks of a chart chooses them, and their events are listed below it.

const { told } = window.sitrep;
const figure = document.querySelector("[data-chart]");
const form = document.querySelector("[data-brush]");
const listed = document.querySelector("[data-brushed]");

function bars() {
  const found = new Map();
  for (const link of figure.querySelectorAll("a[href]")) {
    const query = new URL(link.getAttribute("href"), location.href).searchParams;
    const box = link.querySelector("path").getBoundingClientRect();
    if (query.get("since")) found.set(query.get("since"), { left: box.left, right: box.right });
  }
  const options = [...form.elements.since.options];
  const step = weekStep([...found.entries()], options);
  const [since, box] = found.entries().next().value ?? [];
  if (!since) return [];
  const place = indexOf(since, options);
  return options.map((_, index) => ({ left: box.left + (index - place) * step, right: box.right + (index - place) * step }));
}

// A bar's link begins with its Monday, or later where the page's own filters do.
function indexOf(since, options) {
  return options.findLastIndex((option) => option.value <= since);
}

function weekStep(found, options) {
  if (found.length < 2) return found.length ? found[0][1].right - found[0][1].left : 0;
  const [[one, first], [other, last]] = [found[0], found.at(-1)];
  const apart = indexOf(other, options) - indexOf(one, options);
  return apart ? (last.left - first.left) / apart : first.right - first.left;
}

function start() {
  const holder = document.createElement("div");
  holder.className = "brushable";
  holder.append(...figure.childNodes);
  figure.append(holder);
  const band = Object.assign(document.createElement("div"), { className: "brush-band", hidden: true });
  holder.append(band);
  document.querySelector("[data-hint]").hidden = false;
  document.querySelector("[data-plain]").hidden = true;
  let from = null, moved = false, weeks = [];

  const nearest = (x) => weeks.reduce((best, week, index) => (distance(week, x) < distance(weeks[best], x) ? index : best), 0);
  const distance = (week, x) => Math.abs((week.left + week.right) / 2 - x);
  const show = (first, last) => {
    const left = holder.getBoundingClientRect().left;
    band.hidden = false;
    band.style.left = `${weeks[first].left - left - 3}px`;
    band.style.width = `${weeks[last].right - weeks[first].left + 6}px`;
    form.elements.since.selectedIndex = first;
    form.elements.until.selectedIndex = last;
  };

  holder.addEventListener("dragstart", (event) => event.preventDefault());
  holder.addEventListener("pointerdown", (event) => {
    weeks = bars();
    if (event.button !== 0 || !weeks.length) return;
    [from, moved] = [event.clientX, false];
  });
  addEventListener("pointermove", (event) => {
    if (from === null || (!moved && Math.abs(event.clientX - from) < 5)) return;
    if (!moved) holder.setPointerCapture(event.pointerId);
    moved = true;
    const [one, other] = [nearest(from), nearest(event.clientX)];
    show(Math.min(one, other), Math.max(one, other));
  });
  addEventListener("pointerup", () => {
    if (from !== null && moved) list();
    from = null;
  });
  holder.addEventListener("click", (event) => {
    if (moved) event.preventDefault();
    moved = false;
  }, true);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    weeks = bars();
    if (form.elements.since.selectedIndex > form.elements.until.selectedIndex) form.elements.until.selectedIndex = form.elements.since.selectedIndex;
    if (weeks.length) show(form.elements.since.selectedIndex, form.elements.until.selectedIndex);
    list();
  });
  addEventListener("resize", () => { band.hidden = true; });
}

async function list() {
  const address = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
  const [first, last] = ["since", "until"].map((name) => form.elements[name].selectedOptions[0].text);
  const heading = Object.assign(document.createElement("h2"), { textContent: first === last ? told("Events of {week}", { week: first }) : told("Events of {first} to {last}", { first, last }) });
  const all = Object.assign(document.createElement("a"), { href: address, textContent: told("Open this list") });
  const line = document.createElement("p");
  line.append(all);
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-live]");
    found.querySelectorAll(".pager").forEach((each) => each.remove());
    listed.replaceChildren(heading, line, ...found.childNodes);
  } catch (error) {
    line.prepend(`${told("The list could not be fetched ({reason}).", { reason: error.message })} `);
    listed.replaceChildren(heading, line);
  }
  listed.hidden = false;
}

if (figure && form) start();

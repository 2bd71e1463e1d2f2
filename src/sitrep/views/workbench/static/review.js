// Review by keys: the next claim shows before the save answers; what fails comes back. The forms work without this, too.
const { told, term } = window.sitrep;
const list = document.querySelector("[data-queue]");
const items = [...list.children];
const status = document.querySelector("[data-status]");
const done = document.querySelector("[data-count]");
const bar = document.querySelector("#progress");
const decisions = []; // of this page, the last one last: the item and the promise of its judgement
const pending = new Set();
const corrections = new WeakMap(); // the forms of items, as promises
let current = -1;

document.documentElement.classList.add("scripted");

function say(words) {
  status.textContent = words;
}

function step(number) {
  done.textContent = Number(done.textContent) + number;
  bar.value += number;
}

function show(index) {
  if (!items.length) return;
  current = Math.max(0, Math.min(items.length - 1, index));
  items.forEach((item, at) => item.classList.toggle("current", at === current));
  items[current].focus({ preventScroll: true });
  items[current].scrollIntoView({ block: "nearest" });
  correction(items[current]);
}

function next() {
  const later = items.findIndex((item, at) => at > current && !item.dataset.done);
  const any = later >= 0 ? later : items.findIndex((item) => !item.dataset.done);
  if (any >= 0) show(any);
  else more();
}

async function more() {
  say(told("All of these are judged; the next ones are fetched."));
  await Promise.allSettled(pending);
  if (items.every((item) => item.dataset.done)) location.reload();
}

function mark(item, words, kind) {
  item.dataset.done = kind === "failed" ? "" : words;
  item.classList.toggle("judged", kind === "judged");
  item.classList.toggle("failed", kind === "failed");
  item.querySelector("[data-state]").textContent = words;
}

async function send(form) {
  const headers = { Accept: "application/json", "X-CSRF-Token": form.elements.token.value };
  const answer = await fetch(form.action, { method: "POST", headers, body: new URLSearchParams(new FormData(form)) });
  const told = await answer.json().catch(() => ({ error: told("the server answered {status}", { status: answer.status }) }));
  if (!answer.ok) throw new Error(told.error);
  return told;
}

function judge(form) {
  const item = form.closest("[data-claim]");
  const words = { accept: told("accepted"), reject: told("rejected"), correct: told("corrected"), merge: told("merged"), undo: told("taken back") }[form.dataset.judge];
  mark(item, words, "judged");
  step(1);
  const saved = send(form).then((told) => told.judgement);
  decisions.push({ item, saved, form });
  pending.add(saved);
  saved.catch((error) => {
    step(-1);
    decisions.splice(decisions.findIndex((each) => each.saved === saved), 1);
    mark(item, told("not saved: {reason}", { reason: error.message }), "failed");
    say(told("Not saved: {reason}", { reason: error.message }));
  }).finally(() => pending.delete(saved));
  say(`${words}: ${item.getAttribute("aria-label")}`);
  next();
}

async function undo() {
  const last = decisions.pop();
  if (!last) {
    document.querySelector("[data-last]")?.requestSubmit();
    return;
  }
  const index = items.indexOf(last.item);
  mark(last.item, "", "open");
  last.item.dataset.done = "";
  step(-1);
  show(index);
  const taken = last.saved.then((judgement) => {
    const body = new URLSearchParams({ ids: judgement, token: last.form.elements.token.value });
    return fetch("/judge/undo", { method: "POST", headers: { Accept: "application/json" }, body });
  });
  pending.add(taken);
  const answer = await taken.catch((error) => ({ ok: false, statusText: error.message }));
  pending.delete(taken);
  say(answer.ok ? told("Taken back.") : told("Not taken back: {reason}", { reason: answer.statusText }));
}

function correction(item) { // fetched once, when the claim is looked at, so that it is there when it is wanted
  const link = item.querySelector("a[data-correct]");
  if (link && !corrections.has(item)) corrections.set(item, fetched(link));
  return corrections.get(item);
}

async function fetched(link) {
  const answer = await fetch(link.href).catch(() => undefined);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : undefined;
  const form = page?.querySelector("details.correct");
  if (!form) return;
  form.open = false;
  link.parentElement.replaceWith(document.adoptNode(form));
}

async function unfold(name) {
  const item = items[current];
  if (name === "correct" && item) await correction(item);
  const details = item?.querySelector(`details.${name}`);
  if (!details) return;
  details.open = true;
  details.querySelector("select, input:not([type=hidden])").focus();
}

async function suggest(input) {
  if (input.dataset.asked) return;
  input.dataset.asked = "yes";
  const answer = await fetch(input.dataset.near);
  if (!answer.ok) return;
  for (const event of (await answer.json()).events) {
    if (event.id === input.dataset.own) continue;
    const option = document.createElement("option");
    option.value = event.id;
    option.label = `${event.type} ${term(event.mode ?? "")}, ${event.when.start ?? told("no date")}, ${event.places.map((place) => place.name).join(", ")}`;
    input.list.append(option);
  }
}

const KEYS = {
  j: () => show(current + 1),
  k: () => show(current - 1),
  a: () => items[current]?.querySelector("[data-judge=accept]")?.requestSubmit(),
  r: () => items[current]?.querySelector("[data-judge=reject]")?.requestSubmit(),
  e: () => unfold("correct"),
  m: () => unfold("merge"),
  u: undo,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") show(current);
    return;
  }
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
list.addEventListener("submit", (event) => {
  event.preventDefault();
  const item = event.target.closest("[data-claim]");
  if (!item.dataset.done) judge(event.target);
});
list.addEventListener("focusin", (event) => {
  if (event.target.dataset.near) suggest(event.target);
  const at = items.indexOf(event.target.closest("[data-claim]"));
  if (at >= 0 && at !== current) show(at);
});
list.addEventListener("click", (event) => {
  if (event.target.matches("a[data-correct]")) {
    event.preventDefault();
    show(items.indexOf(event.target.closest("[data-claim]")));
    unfold("correct");
    return;
  }
  const at = items.indexOf(event.target.closest("[data-claim]"));
  if (at >= 0 && at !== current) show(at);
});
show(0);

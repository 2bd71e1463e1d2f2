// Keeps what a page shows as fresh as the record: asks what has changed, and puts the new part in place of the old one.
const EVERY = 15000;
let since = null;

async function look() {
  const live = document.querySelector("[data-live]");
  if (!live || document.hidden || live.contains(document.activeElement)) return;
  const answer = await fetch(`/api/changes?since=${encodeURIComponent(since ?? "now")}`).catch(() => null);
  if (!answer?.ok) return;
  const told = await answer.json();
  const isFirst = since === null;
  since = told.next;
  const isStale = Boolean(document.querySelector("[data-stale]")?.childElementCount);
  if ((told.changes.length || isStale) && !isFirst) await refresh(live);
}

async function refresh(live) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [fresh, stale] = [page.querySelector("[data-live]"), page.querySelector("[data-stale]")];
  if (stale) document.querySelector("[data-stale]").replaceChildren(...stale.childNodes);
  if (!fresh || fresh.innerHTML === live.innerHTML) return;
  live.replaceChildren(...fresh.childNodes);
  document.dispatchEvent(new CustomEvent("sitrep:fresh"));
}

if (document.querySelector("[data-live]")) {
  look();
  setInterval(look, EVERY);
}

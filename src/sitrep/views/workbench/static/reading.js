// Links the words of a report with the cards of its claims: what is hovered or focused on one side is shown on both.
const cards = new Map([...document.querySelectorAll("[data-claim]")].map((card) => [card.dataset.claim, card]));
const marks = [...document.querySelectorAll("[data-claims]")].map((mark) => [mark, mark.dataset.claims.split(" ")]);

function show(ids) {
  for (const [id, card] of cards) card.classList.toggle("shown", ids.includes(id));
  for (const [mark, own] of marks) mark.classList.toggle("shown", own.some((id) => ids.includes(id)));
}

for (const [mark, ids] of marks) {
  for (const name of ["pointerenter", "focus"]) mark.addEventListener(name, () => show(ids));
  for (const name of ["pointerleave", "blur"]) mark.addEventListener(name, () => show([]));
}
for (const [id, card] of cards) {
  for (const name of ["pointerenter", "focusin"]) card.addEventListener(name, () => show([id]));
  for (const name of ["pointerleave", "focusout"]) card.addEventListener(name, () => show([]));
}

// An overlapped claim has no mark of its own to jump to: the first of its words is sought here.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-to]");
  const found = link && marks.find(([, ids]) => ids.includes(link.dataset.to));
  if (!found) return;
  event.preventDefault();
  found[0].scrollIntoView({ block: "center" });
  found[0].focus({ preventScroll: true });
});

const wanted = cards.get(decodeURIComponent(location.hash.slice(1)));
if (wanted) {
  show([wanted.dataset.claim]);
  marks.find(([, ids]) => ids.includes(wanted.dataset.claim))?.[0].scrollIntoView({ block: "center" });
  wanted.scrollIntoView({ block: "nearest" });
}

// What scripts say, in the language of the page, which brings the words along.
const known = JSON.parse(document.querySelector("[data-words]").dataset.words);
const language = document.documentElement.lang;
const plural = new Intl.PluralRules(language);
const FORMS = { one: 0, few: 1 };

function told(text, values = {}) {
  return (known[text] ?? text).replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

function written(number) {
  return number.toLocaleString(language);
}

function counted(number, noun) {
  const forms = known[noun];
  return `${written(number)} ${Array.isArray(forms) ? forms[FORMS[plural.select(number)] ?? 2] : number === 1 ? noun : `${noun}s`}`;
}

function term(value) {
  return known[value] ?? value.replaceAll("-", " ");
}

window.sitrep = { told, counted, written, term };

// The query editor: YASGUI's editor in place of the text field, and its results in place of the answer
// that came with the page. Without this file the form asks the server and nothing is lost.
const { Yasqe, Yasr } = globalThis.Yasgui;
const { endpoint, page, things, prefixes, terms, words, language } = JSON.parse(
  document.getElementById("settings").textContent);
const TAKEN = "application/sparql-results+json, application/n-triples";
const LONGEST = 8000; // characters of an address that every server on the way takes
const PAGE = 50;
const form = document.getElementById("write");
const field = document.getElementById("query");
const plain = document.getElementById("plain");
const share = document.getElementById("share");
const answer = document.getElementById("answer");
const state = document.getElementById("state");
const alert = document.getElementById("problem");

const made = (name, content = "", more = {}) =>
  Object.assign(document.createElement(name), { textContent: content, ...more });
const sorting = (name, act) => {
  const button = made("button", name, { type: "button", className: "sort", title: words.sort });
  button.dataset.name = name;
  button.addEventListener("click", act);
  return button;
};
const counted = (number) => number === 1 ? words["rows.one"]
  : words["rows.other"].replace("{n}", number.toLocaleString(language));

// Suggestions: our prefixes and terms, in place of lists and services of others.
const completers = Yasqe.Autocompleters;
const own = (name, found, more = {}) => Yasqe.registerAutocompleter(
  { ...completers[name], persistenceId: null, bulk: true, autoShow: true, get: () => found, ...more });
const afterPrefix = (name) => {
  const { isValidCompletionPosition: valid } = completers[name];
  own(name, terms, {
    isValidCompletionPosition: (editor) =>
      editor.getCompleteToken().string.includes(":") && valid(editor),
  });
};
own("prefixes", Object.entries(prefixes).map(([name, start]) => `${name}: <${start}>`));
afterPrefix("property");
afterPrefix("class");
Yasqe.defaults.autocompleters = ["prefixes", "property", "class", "variables"];

function cell(found) {
  const td = document.createElement("td");
  if (!found) return td;
  if (found.type === "uri") {
    const mine = found.value.startsWith(things[0]);
    const href = mine ? things[1] + found.value.slice(things[0].length) : "";
    td.append(href ? made("a", found.value, { href }) : found.value);
    return td;
  }
  const type = found["xml:lang"] ? `@${found["xml:lang"]}` : found.datatype;
  td.append(made("span", found.value, { lang: found["xml:lang"] ?? "" }));
  const start = Object.entries(prefixes).find(([, iri]) => type?.startsWith(iri));
  if (type) td.append(" ", made("small", start ? type.replace(start[1], `${start[0]}:`) : type));
  return td;
}

const compared = new Intl.Collator(language, { numeric: true }).compare;

class Table {
  priority = 10;
  hideFromSelection = true;
  constructor(yasr) { this.yasr = yasr; }
  canHandleResults() { return Boolean(this.yasr.results?.getVariables()?.length); }
  getIcon() {}
  draw() {
    this.names = this.yasr.results.getVariables();
    this.rows = this.yasr.results.getBindings() ?? [];
    this.sorted = ["", 1];
    this.number = 0;
    if (this.names.includes(wanted)) this.sort(wanted);
    else this.show();
    wanted = "";
  }
  sort(name) {
    const [before, way] = this.sorted;
    this.sorted = [name, name === before ? -way : 1];
    const sign = this.sorted[1];
    this.rows = [...this.rows].sort((a, b) =>
      sign * compared(a[name]?.value ?? "", b[name]?.value ?? ""));
    this.number = 0;
    this.show(`[data-name="${CSS.escape(name)}"]`);
  }
  show(focused) {
    const table = made("table", "", { className: "rows" });
    table.append(made("caption", words.caption, { className: "unseen" }));
    const head = table.createTHead().insertRow();
    for (const name of this.names) {
      const th = made("th", "", { scope: "col" });
      const button = sorting(name, () => this.sort(name));
      if (name === this.sorted[0]) th.ariaSort = this.sorted[1] > 0 ? "ascending" : "descending";
      th.append(button);
      head.append(th);
    }
    const body = table.createTBody();
    for (const row of this.rows.slice(this.number * PAGE, (this.number + 1) * PAGE))
      body.insertRow().append(...this.names.map((name) => cell(row[name])));
    const scroll = made("div", "", { className: "scroll", tabIndex: 0, role: "region" });
    scroll.ariaLabel = words.caption;
    scroll.append(table);
    this.yasr.resultsEl.replaceChildren(scroll, this.paging());
    if (focused) this.yasr.resultsEl.querySelector(focused)?.focus();
  }
  paging() {
    const pages = Math.ceil(this.rows.length / PAGE);
    const nav = made("nav", "", { className: "pages", hidden: pages < 2 });
    nav.ariaLabel = words.pages;
    const step = (name, by) => {
      const disabled = this.number + by < 0 || this.number + by >= pages;
      const button = made("button", words[name], { type: "button", disabled, className: name });
      button.addEventListener("click", () => {
        this.number += by;
        this.show(`.${name}:enabled, .pages button:enabled`);
      });
      return button;
    };
    const told = words.page.replace("{page}", this.number + 1).replace("{pages}", pages);
    nav.append(step("before", -1), made("span", told), step("after", 1));
    return nav;
  }
}

class Truth extends Table {
  canHandleResults() { return typeof this.yasr.results?.getBoolean() === "boolean"; }
  draw() {
    const said = this.yasr.results.getBoolean() ? words.yes : words.no;
    this.yasr.resultsEl.replaceChildren(made("p", said, { className: "figure" }));
  }
}

Yasr.plugins = {};
Yasr.defaults.plugins = {};
Yasr.registerPlugin("table", Table);
Yasr.registerPlugin("boolean", Truth);

const place = made("div");
field.before(place);
const editor = new Yasqe(place, {
  value: field.value,
  persistenceId: null,
  consumeShareLink: null,
  createShareableLink: null,
  showQueryButton: false,
  resizeable: false,
  editorHeight: "auto", // as high as the text: nothing in it has to be scrolled to, on paper neither
  viewportMargin: Infinity,
  screenReaderLabel: words.field,
  requestConfig: {
    endpoint: `${endpoint}?lang=${language}`, method: "POST",
    acceptHeaderSelect: TAKEN, acceptHeaderGraph: TAKEN,
  },
  extraKeys: { Tab: false, "Shift-Tab": false, Esc: false }, // Tab leaves the field, Esc does not
});
// Our prefixes need no declaration; they are written out for other services.
const mode = editor.getMode();
const { startState } = mode;
mode.startState = (...given) => {
  const begun = startState(...given);
  begun.prefixes = Object.assign(Object.create(prefixes), begun.prefixes);
  return begun;
};
const declared = editor.getPrefixesFromQuery.bind(editor);
editor.getPrefixesFromQuery = () => ({ ...declared() });
let results;
let wanted = ""; // the column to sort by at once

function chosen() {
  field.hidden = !plain.checked;
  place.hidden = plain.checked;
  if (plain.checked) field.value = editor.getValue();
  else { editor.setValue(field.value); editor.refresh(); }
}
plain.closest(".tick").hidden = false;
plain.addEventListener("change", chosen);
chosen();
document.querySelector("label[for=query]").addEventListener("click", () => editor.focus());

function shared() {
  const address = new URL(page, location.href);
  address.searchParams.set("query", editor.getValue());
  share.hidden = address.href.length > LONGEST;
  for (const link of share.querySelectorAll("a"))
    link.href = new URL(page, location.href).pathname + (link.dataset.suffix ?? "") + address.search;
  const graph = ["CONSTRUCT", "DESCRIBE"].includes(editor.getQueryType()) ? "yes" : "no";
  const truth = editor.getQueryType() === "ASK";
  for (const item of share.querySelectorAll("[data-graph]"))
    item.hidden = item.dataset.graph !== graph || (truth && "table" in item.dataset);
  if (!share.hidden) history.replaceState(null, "", address);
}

function told(response) {
  const number = results.results.getBindings()?.length;
  const cut = response.headers.get("Querschnitt-Cut") ? ` ${words.cut}` : "";
  state.textContent = (number === undefined ? words.done : counted(number)) + cut;
}

function problem(error) {
  let detail = words.failed;
  try { detail = JSON.parse(error.message).detail; } catch { /* no answer of ours */ }
  alert.textContent = detail;
  alert.hidden = false;
  share.hidden = true;
  wanted = "";
  state.textContent = "";
}

editor.on("query", () => {
  state.textContent = words.running;
  alert.hidden = true;
  answer.replaceChildren();
  results = undefined;
  shared();
});
editor.on("queryResponse", (_, response, duration) => {
  if (response instanceof Error) return problem(response);
  results = new Yasr(answer, { persistenceId: null, prefixes, defaultPlugin: "table" });
  results.headerEl.remove(); // English words, and a link to another house
  results.setResponse(response, duration);
  told(response);
});
form.addEventListener("submit", (event) => {
  if (plain.checked) return;
  event.preventDefault();
  editor.query().catch(() => {}); // it is told above
});
editor.on("autocompletionShown", (_, { hints }) => { hints.ariaLabel = words.suggestions; });
// YASGUI's own hint at a wrong line is English and brings a style of its own, which the page refuses.
for (const kind of ["mouseover", "mouseout"]) place.addEventListener(kind, (event) => {
  const icon = event.target.closest(".parseErrorIcon");
  if (!icon) return;
  event.stopPropagation();
  icon.title = words.invalid;
}, true);
// The answer that came with the page is a part: who sorts it asks for all.
for (const th of answer.querySelectorAll("thead th")) {
  const name = th.textContent;
  th.replaceChildren(sorting(name, () => {
    wanted = name;
    editor.query().catch(() => {});
  }));
}

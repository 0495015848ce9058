/** Style of the report: system fonts, light and dark, one column on a phone. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --line: #d1d9e0; --paper: #fff; --tint: #f6f8fa;
  --red: #b42318; --amber: #8a5a00; --green: #176639; --red-tint: #fef3f2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4af; --line: #343b43; --paper: #0f1419;
  --tint: #182028; --red: #ff8f85; --amber: #e3b341; --green: #6fdc8c; --red-tint: #231718; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 4.5rem; }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
header, header.danger, header.error { color: var(--ink); }
header { border: 1px solid var(--line); border-left: .4rem solid var(--soft); border-radius: .4rem; padding: 1rem 1.25rem; }
header.danger, header.error { border-left-color: var(--red); } header.changes { border-left-color: var(--amber); }
header.safe { border-left-color: var(--green); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .1rem 0 .35rem; }
header.danger h1, header.error h1 { color: var(--red); } header.changes h1 { color: var(--amber); }
header.safe h1 { color: var(--green); }
h2 { font-size: 1.2rem; margin: 0 0 .6rem; }
h3 { font-size: 1rem; margin: 1rem 0 .4rem; }
p { margin: .25rem 0; }
section { margin: 2rem 0; }
.soft, .kind, .reads, .source { color: var(--soft); }
.kind { font-size: .9rem; overflow-wrap: anywhere; }
.totals { font-weight: 600; } .totals .soft { font-weight: 400; }
.danger, .error { color: var(--red); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; min-width: 60%; }
th, td { border-bottom: 1px solid var(--line); padding: .45rem .9rem .45rem 0; text-align: left; vertical-align: top; white-space: nowrap; }
th { font-weight: 600; }
td { font-variant-numeric: tabular-nums; }
td a { color: inherit; } td a.danger { color: var(--red); font-weight: 600; }
.reads { display: block; font-size: .8rem; font-weight: 400; white-space: normal; max-width: 22rem; }
.legend { font-size: .85rem; } .legend span { white-space: nowrap; margin-right: .8rem; }
code { font: .875em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
.dangers { list-style: none; padding: 0; }
.dangers > li { background: var(--red-tint); border-left: .2rem solid var(--red); border-radius: .25rem; margin: .5rem 0; padding: .5rem .9rem; }
.where { font-size: .9rem; } .places { font-weight: 600; }
.source { font-size: .8rem; margin-left: .5rem; overflow-wrap: anywhere; }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; padding: 0 .75rem; background: var(--paper); }
details[open] { padding-bottom: .5rem; }
summary { cursor: pointer; padding: .5rem 0; font-weight: 600; overflow-wrap: anywhere; }
li > details { border: 0; background: none; margin: 0; padding: 0; } li > details > summary { font-weight: 400; padding: .1rem 0; }
summary:focus-visible, a:focus-visible, button:focus-visible, input:focus-visible { outline: 2px solid var(--amber); outline-offset: 2px; }
.filters { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; position: sticky; top: 0; z-index: 1; margin: 1rem -1rem; padding: .6rem 1rem;
  background: var(--paper); border-bottom: 1px solid var(--line); }
.filters input { flex: 1 1 12rem; min-width: 0; }
.filters input, .filters button { font: inherit; color: inherit; background: var(--tint); border: 1px solid var(--line);
  border-radius: .4rem; padding: .35rem .7rem; }
.filters button { cursor: pointer; }
.filters button[aria-pressed="true"] { background: var(--ink); border-color: var(--ink); color: var(--paper); }
.keys { font-size: .8rem; } kbd { border: 1px solid var(--line); border-radius: .25rem; padding: 0 .3rem; font: inherit; }
.change { margin: .4rem 0; padding-top: .4rem; border-top: 1px solid var(--line); }
.line { border-left: .2rem solid currentColor; padding-left: .6rem; }
.sign { display: inline-block; width: 1.4em; font-weight: 700; }
.create { color: var(--green); } .update { color: var(--amber); } .replace, .delete { color: var(--red); }
[hidden] { display: none !important; }
@media (max-width: 40rem) { .keys { display: none; } th, td { padding-right: .7rem; } header { padding: .8rem 1rem; }
  body { padding-top: .8rem; } h1 { font-size: 1.3rem; } .filters { position: static; } }
@media print { .filters { display: none; } details > :not(summary) { display: block; } }
`;

/** Filters by text and by environment, keys; without scripts the report shows everything. */
export const script = `
const search = document.querySelector("#search");
const buttons = [...document.querySelectorAll("[data-filter]")];
const items = [...document.querySelectorAll("[data-environment]")];
const texts = new Map([...items, ...document.querySelectorAll(".change")].map((item) => [item, item.textContent.toLowerCase()]));
document.querySelector(".filters").hidden = false;
function apply() {
  const text = search.value.toLowerCase();
  const pressed = buttons.filter((button) => button.getAttribute("aria-pressed") === "true").map((button) => button.dataset.filter);
  for (const item of items) {
    const names = item.dataset.environment.split(" ");
    const shown = pressed.length === 0 || names.includes("all") || names.some((name) => pressed.includes(name));
    item.hidden = !shown || (item.classList.contains("item") && !texts.get(item).includes(text));
  }
  for (const change of document.querySelectorAll(".change")) {
    const title = change.parentElement.querySelector("summary").textContent.toLowerCase();
    change.hidden = !texts.get(change).includes(text) && !title.includes(text);
  }
  const sections = [...document.querySelectorAll("details.item")];
  document.querySelector(".empty").hidden = sections.length === 0 || sections.some((one) => !one.hidden);
}
const expand = document.querySelector("#expand");
function openAll() {
  const sections = [...document.querySelectorAll("details.item")];
  const open = sections.some((one) => !one.open);
  for (const one of sections) one.open = open;
  expand.textContent = open ? "Close all" : "Open all";
}
function clear() {
  search.value = "";
  for (const button of buttons) button.setAttribute("aria-pressed", "false");
  search.blur();
  apply();
}
function step(by) {
  const stops = [...document.querySelectorAll(".dangers > li, details.item > summary")].filter((one) => one.offsetParent !== null);
  const at = stops.indexOf(document.activeElement);
  const next = stops[Math.max(0, Math.min(stops.length - 1, at + by))];
  if (!next) return;
  if (next.tabIndex < 0) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}
function show() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const section = target && target.closest("details");
  if (!section) return;
  section.open = true;
  section.scrollIntoView();
}
search.addEventListener("input", apply);
expand.addEventListener("click", openAll);
for (const button of buttons) button.addEventListener("click", () => {
  button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  apply();
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") return clear();
  if (document.activeElement === search || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = { "/": () => search.focus(), j: () => step(1), k: () => step(-1), e: openAll }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
addEventListener("hashchange", show);
show();
`;

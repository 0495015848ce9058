/** Style of the report: system fonts, light and dark, one column on a phone. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --line: #d1d9e0; --paper: #fff; --tint: #f6f8fa;
  --red: #b42318; --amber: #8a5a00; --green: #176639; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4af; --line: #343b43; --paper: #0f1419;
  --tint: #182028; --red: #ff8f85; --amber: #e3b341; --green: #6fdc8c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: .25rem 0; }
.soft { color: var(--soft); }
.danger { color: var(--red); } .error { color: var(--red); } .changes { color: var(--amber); } .safe { color: var(--green); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .35rem .7rem; text-align: left; white-space: nowrap; }
th { background: var(--tint); font-weight: 600; }
td a { color: inherit; }
code { font: .875em/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; padding: 0 .75rem; }
details[open] { padding-bottom: .5rem; }
summary { cursor: pointer; padding: .5rem 0; font-weight: 600; }
summary:focus-visible, a:focus-visible, button:focus-visible, input:focus-visible { outline: 2px solid var(--amber); outline-offset: 2px; }
.filters { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0; }
.filters input { flex: 1 1 14rem; }
.filters input, .filters button { font: inherit; color: inherit; background: var(--tint); border: 1px solid var(--line);
  border-radius: .4rem; padding: .4rem .7rem; }
.filters button[aria-pressed="true"] { border-color: var(--ink); }
.change { margin: .6rem 0; }
.sign { display: inline-block; width: 1.2em; font-weight: 700; }
.create { color: var(--green); } .update { color: var(--amber); } .replace, .delete { color: var(--red); }
[hidden] { display: none; }
`;

/** Filters by text and by environment; without scripts the report shows everything. "/" goes to the text. */
export const script = `
const search = document.querySelector("#search");
const buttons = [...document.querySelectorAll("[data-filter]")];
document.querySelector(".filters").hidden = false;
function apply() {
  const text = search.value.toLowerCase();
  const pressed = buttons.filter((button) => button.getAttribute("aria-pressed") === "true").map((button) => button.dataset.filter);
  for (const item of document.querySelectorAll("[data-environment]")) {
    const { environment } = item.dataset;
    const shown = pressed.length === 0 || pressed.includes(environment) || environment === "all";
    item.hidden = !shown || !item.textContent.toLowerCase().includes(text);
  }
  for (const item of document.querySelectorAll(".change")) item.hidden = !item.textContent.toLowerCase().includes(text);
}
search.addEventListener("input", apply);
for (const button of buttons) button.addEventListener("click", () => {
  button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  apply();
});
addEventListener("keydown", (event) => {
  if (event.key !== "/" || document.activeElement === search) return;
  event.preventDefault();
  search.focus();
});
addEventListener("hashchange", () => document.querySelector(location.hash)?.setAttribute("open", ""));
`;

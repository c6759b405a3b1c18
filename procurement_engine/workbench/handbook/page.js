// Search and filters over the text that is already on the page: nothing is ever written into it but counts.
const byId = (id) => document.getElementById(id);
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’'`]/g, " ").toLowerCase();
const rules = [...document.querySelectorAll(".rule")];
const entries = new Map([...document.querySelectorAll(".index li")].map((entry) => [entry.dataset.id, entry]));
const texts = new Map(rules.map((rule) => [rule, plain(rule.textContent)]));
const filters = ["family", "layer", "confidence", "signature"];

function fits(rule, wanted) {
  const chosen = filters.every((key) => {
    const value = byId(key).value;
    return !value || rule.dataset[key].split(" ").includes(value);
  });
  return chosen && wanted.every((word) => texts.get(rule).includes(word));
}

function apply() {
  const wanted = plain(byId("query").value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const rule of rules) {
    const fit = fits(rule, wanted);
    rule.hidden = !fit;
    const entry = entries.get(rule.id);
    if (entry) entry.hidden = !fit;
    shown += fit ? 1 : 0;
  }
  const count = byId("count");
  count.textContent = shown ? count.dataset.words.replace("{n}", String(shown)).replace("{all}", String(rules.length)) : count.dataset.none;
}

// A link to a requirement that the filters hide takes the filters away.
function reveal() {
  let id = "";
  try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
  const target = id && byId(id);
  const rule = target && target.closest(".rule");
  if (rule && rule.hidden) { clear(); }
  if (target) target.scrollIntoView();
}

function clear() {
  byId("query").value = "";
  for (const key of filters) byId(key).value = "";
  apply();
}

byId("tools").hidden = false;
byId("tools").addEventListener("submit", (event) => event.preventDefault());
byId("query").addEventListener("input", apply);
for (const key of filters) byId(key).addEventListener("change", apply);
byId("reset").addEventListener("click", clear);
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => { for (const part of document.querySelectorAll("details")) part.open = true; });
apply();
reveal();

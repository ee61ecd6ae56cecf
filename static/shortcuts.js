// Single keys, for those who switched them on in My account. They only do what a link or a box of the page does too.
const PLACES = { t: "/today", q: "/queues", c: "/cases", r: "/refer", n: "/notices" };

function typing(at) {
  return at instanceof Element && at.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog[open]");
}

function rows() {
  return [...document.querySelectorAll("main tr.task")];
}

function step(by) {
  const all = rows();
  const now = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by];
  next?.querySelector("a")?.focus();
  return Boolean(next);
}

function tick() {
  const box = document.activeElement?.closest("tr.task")?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

function search() {
  const box = document.getElementById("bar-search");
  box?.focus();
  return Boolean(box);
}

function go(key) {
  const link = document.querySelector(`.masthead a[href="${PLACES[key]}"]`);
  link?.click();
  return Boolean(link);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing(event.target)) return;
  if (document.body.classList.contains("covered")) return;
  const key = event.key.toLowerCase();
  const done = key === "j" ? step(1) : key === "k" ? step(-1) : key === "x" ? tick() : key === "/" ? search() : PLACES[key] && go(key);
  if (done) event.preventDefault();
});

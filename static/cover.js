// Covers a page that nobody has touched for a while, so that passers-by read nothing. What was typed stays beneath it.
// Safety does not rest on this: the server ends the session by itself, and without a session nothing more is shown.
const after = Number(document.body.dataset.coverAfter) * 1000;
const cover = document.getElementById("cover");
let touched = Date.now();

function covered() {
  return document.body.classList.contains("covered");
}

function look() {
  if (covered() || Date.now() - touched < after) return;
  document.body.classList.add("covered");
  cover.querySelector("[data-cover-ended]").hidden = true;
  cover.showModal();
}

async function uncover() {
  const asked = await fetch(cover.dataset.ask, { redirect: "manual", cache: "no-store" }).catch(() => null);
  if (!asked?.ok) {
    const ended = cover.querySelector("[data-cover-ended]");
    ended.textContent = asked ? ended.dataset.coverEnded : ended.dataset.coverAway;
    ended.hidden = false;
    cover.querySelector("[data-cover-sign-in]").hidden = !asked;
    return;
  }
  touched = Date.now();
  document.body.classList.remove("covered");
  cover.querySelector("[data-cover-sign-in]").hidden = true;
  cover.close();
}

if (cover && after > 0) {
  for (const kind of ["pointerdown", "keydown", "wheel", "touchstart", "input"]) {
    document.addEventListener(kind, () => { if (!covered()) touched = Date.now(); }, { passive: true, capture: true });
  }
  // By the clock and not by one long timer: a machine that slept covers the page as soon as it wakes.
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);
  cover.addEventListener("cancel", (event) => event.preventDefault());
  cover.addEventListener("close", () => { if (covered()) cover.showModal(); });
  cover.querySelector("[data-cover-go-on]").addEventListener("click", uncover);
}

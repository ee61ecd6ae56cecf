// Covers a page that nobody has touched for a while, so that passers-by read nothing, and one that is come back to after
// its worker has signed out or a colleague has signed in. What was typed stays beneath it.
// Safety does not rest on this: the server ends the session by itself, and without a session nothing more is shown.
const after = Number(document.body.dataset.coverAfter) * 1000;
const cover = document.getElementById("cover");
const part = (name) => cover.querySelector(`[data-cover-${name}]`);
let touched = Date.now();

function covered() {
  return document.body.classList.contains("covered");
}

function put() {
  document.body.classList.add("covered");
  part("ended").hidden = true;
  cover.showModal();
}

function look() {
  if (covered() || Date.now() - touched < after) return;
  part("idle").hidden = false;
  put();
}

// Asked with the name of whoever this page was made for: the session that lives may be a colleague's.
function ask(address) {
  return fetch(`${address}?of=${cover.dataset.of}`, { redirect: "manual", cache: "no-store" }).catch(() => null);
}

function tell(asked) {
  const ended = part("ended");
  if (!asked) ended.textContent = ended.dataset.coverAway;
  else ended.textContent = asked.status === 403 ? ended.dataset.coverOther : ended.dataset.coverEnded;
  ended.hidden = false;
  part("sign-in").hidden = !asked;
}

async function uncover() {
  const asked = await ask("/session");
  if (!asked?.ok) {
    tell(asked);
    return;
  }
  touched = Date.now();
  document.body.classList.remove("covered");
  part("sign-in").hidden = true;
  cover.close();
}

async function comeBackTo() {
  look();
  if (document.hidden || covered()) return;
  const asked = await ask("/session/still");
  // A redirect leads to signing in. Anything else, such as no connection, says nothing about whose page this is.
  if (covered() || !(asked?.type === "opaqueredirect" || asked?.status === 403)) return;
  part("idle").hidden = true;
  put();
  tell(asked);
}

if (cover && after > 0) {
  for (const kind of ["pointerdown", "keydown", "wheel", "touchstart", "input"]) {
    document.addEventListener(kind, () => { if (!covered()) touched = Date.now(); }, { passive: true, capture: true });
  }
  // By the clock and not by one long timer: a machine that slept covers the page as soon as it wakes.
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", comeBackTo);
  cover.addEventListener("cancel", (event) => event.preventDefault());
  cover.addEventListener("close", () => { if (covered()) cover.showModal(); });
  part("go-on").addEventListener("click", uncover);
}

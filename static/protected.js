// Hides what somebody opened with a reason: when its time is over, when the page is left, and when its worker may no
// longer read it, because they signed out in another tab, were suspended or shut out. A page that stays open on a desk
// must not go on telling where somebody fled to. Without a script the page leaves by itself when the time is over.
const shown = document.getElementById("protected");
const ends = shown && Date.now() + Number(shown.dataset.shownFor) * 1000;

// What is hidden is taken out of the page, so that a page which the browser kept alive holds it no more.
function hide() {
  if (!shown.isConnected) return;
  const held = shown.contains(document.activeElement);
  shown.remove();
  const place = document.getElementById("protected-hidden");
  place.append(document.getElementById("protected-hidden-words").content.cloneNode(true));
  if (held) place.querySelector("a").focus();
}

// By the clock and not by one long timer: a machine that slept hides it as soon as it wakes.
function look() {
  if (Date.now() >= ends) hide();
}

async function ask() {
  look();
  if (!shown.isConnected) return;
  try {
    const answer = await fetch(shown.dataset.still, { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) hide();
  } catch {
    // No connection says nothing about who may read it: the clock goes on.
  }
}

if (shown) {
  setInterval(look, 1000);
  setInterval(ask, 10000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  window.addEventListener("pagehide", hide);
}

// Shows everybody at the table how the meeting stands: it hears that something has changed, and where it cannot hear it
// asks every few seconds. Without it the page is loaded again by hand.
const told = document.getElementById("moved-on");
const EVERY = 4000;
// a signal may be lost, so it also asks now and then while it hears
const SELDOM = 30000;
const LONGEST_WAIT = 60000;
let written = false;
// something was pressed: loading the page again now would take the place of what follows the press
let leaving = false;
let source = null;
let wait = 1000;
let later;

document.querySelector("main")?.addEventListener("input", () => { written = true; });
document.addEventListener("submit", (event) => { leaving = !event.defaultPrevented; });
window.addEventListener("pageshow", () => { leaving = false; });

// What something on the page does, whatever else is drawn anew around it.
function doing(one) {
  const about = one.form?.elements.namedItem("item")?.value;
  return [one.tagName, one.id || one.getAttribute("href") || one.name || one.textContent, one.value, about].join(" ");
}

// Whoever works by keyboard, or hears the page read, goes on where they were. The place is kept with this very page alone.
function drawAnew() {
  const here = document.activeElement;
  if (here?.closest("main")) history.replaceState({ at: doing(here) }, "");
  location.reload();
}

function goOn() {
  const at = history.state?.at;
  if (!at) return;
  history.replaceState(null, "");
  const here = [...document.querySelectorAll("main :is(a, button, input, select, textarea, summary)")].find((one) => doing(one) === at);
  for (let around = here?.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  here?.focus({ preventScroll: true });
}

async function ask() {
  try {
    const answer = await fetch(told.dataset.ask, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { mark } = await answer.json();
    if (leaving || mark === told.dataset.mark) return;
    // What somebody is writing is never thrown away: they are told, and look when they are ready.
    if (!written) drawAnew();
    else told.querySelector("p").hidden = false;
  } catch {
    // The line is bad. The next question may get through.
  }
}

function stop() {
  clearTimeout(later);
  source?.close();
  source = null;
}

function listen() {
  if (source || document.hidden) return;
  source = new EventSource(told.dataset.stream);
  source.addEventListener("open", () => { wait = 1000; });
  source.addEventListener("meeting", ask);
  source.addEventListener("ended", () => { stop(); drawAnew(); });
  source.addEventListener("error", () => {
    if (source?.readyState !== EventSource.CLOSED) return; // the browser itself comes back
    stop();
    later = setTimeout(listen, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  });
}

if (told) {
  goOn();
  let asked = Date.now();
  setInterval(() => {
    const hears = source?.readyState === 1;
    if (document.hidden || (hears && Date.now() - asked < SELDOM)) return;
    asked = Date.now();
    ask();
  }, EVERY);
  if ("EventSource" in window) {
    document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
    window.addEventListener("pagehide", stop);
    listen();
  }
}

const timer = document.querySelector("[data-seconds]");
if (timer) {
  const since = Date.now() - Number(timer.dataset.seconds) * 1000;
  const show = () => {
    const minutes = Math.floor((Date.now() - since) / 60000);
    timer.textContent = `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  };
  setInterval(show, 10000);
}

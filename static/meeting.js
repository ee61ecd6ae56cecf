// Shows everybody at the table how the meeting stands. Without it the page is loaded again by hand.
const told = document.getElementById("moved-on");
const EVERY = 4000;
let written = false;

document.querySelector("main")?.addEventListener("input", () => { written = true; });

async function ask() {
  try {
    const answer = await fetch(told.dataset.ask, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { mark } = await answer.json();
    if (mark === told.dataset.mark) return;
    // What somebody is writing is never thrown away: they are told, and look when they are ready.
    if (!written) location.reload();
    else told.querySelector("p").hidden = false;
  } catch {
    // The line is bad. The next question may get through.
  }
}

if (told) setInterval(() => { if (!document.hidden) ask(); }, EVERY);

const timer = document.querySelector("[data-seconds]");
if (timer) {
  const since = Date.now() - Number(timer.dataset.seconds) * 1000;
  const show = () => {
    const minutes = Math.floor((Date.now() - since) / 60000);
    timer.textContent = `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  };
  setInterval(show, 10000);
}

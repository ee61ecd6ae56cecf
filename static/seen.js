// Says how far its reader has seen what came while the page was open: once for all that came into view within a moment,
// and of nothing that was not in view on a page that is shown. Without this it is seen when the page is loaded again.
const form = document.getElementById("seen-so-far");
const PAUSE = 1500;
const unseen = new Set();
let seen = 0;
let told = 0;
let soon;

async function tell(last = false) {
  clearTimeout(soon);
  soon = undefined;
  if (seen <= told) return;
  const upTo = seen;
  const sent = new FormData(form);
  sent.set("up_to", String(upTo));
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent, keepalive: last, redirect: "error" });
    if (!answer.ok) return;
    told = Math.max(told, upTo);
    document.dispatchEvent(new Event("read-further"));
  } catch {
    // It is said with the next that is seen, or when the page is loaded again.
  }
}

// In view is more than half of it, or as much of a long one as half the window holds.
function inView({ isIntersecting, intersectionRatio, intersectionRect }) {
  return isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height >= window.innerHeight / 2);
}

if (form && "IntersectionObserver" in window) {
  const watching = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (document.hidden || !inView(entry)) continue;
      watching.unobserve(entry.target);
      unseen.delete(entry.target);
      seen = Math.max(seen, Number(entry.target.dataset.seq));
    }
    if (seen > told) soon ??= setTimeout(tell, PAUSE);
  }, { threshold: [0, 0.25, 0.5, 1] });
  const watch = (entry) => {
    unseen.add(entry);
    watching.observe(entry);
  };
  document.addEventListener("arrived", ({ detail }) => detail.forEach(watch));
  // What stood in view while the page was hidden is looked at again once it is shown.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      tell(true);
      return;
    }
    watching.disconnect();
    unseen.forEach((entry) => watching.observe(entry));
  });
  window.addEventListener("pagehide", () => tell(true));
}

// Keeps a message on the server while it is written, and holds it back when there is no connection. All of it works without this.
const part = document.getElementById("composer");
const form = part?.querySelector("form");
const status = document.getElementById("conversation-status");
const body = form?.elements.namedItem("body");
const PAUSE = 1500;
let timer;

async function keep() {
  const sent = new FormData(form);
  try {
    await fetch(part.dataset.keep, { method: "POST", body: sent, keepalive: true });
  } catch {
    status.textContent = "No connection. What you write stays on this page; send it when you are back.";
  }
}

if (form && body) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (navigator.onLine) return;
    event.preventDefault();
    status.textContent = "Not sent: no connection. Your message is still in the box. Press “Send” again when you are back.";
    body.focus();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && body.value.trim()) keep();
  });
}

// Makes the conversation smoother: sends a reply and puts the next question in its place, at the same addresses. Without it every reply is a page.
const TOO_EARLY = 150;
const told = document.getElementById("told");
const fine = window.matchMedia("(pointer: fine)").matches;
let busy = false;

const chat = () => document.getElementById("chat");

// Said once, after the focus has moved: a screen reader would break off whatever it says before.
function say(text) {
  told.textContent = "";
  setTimeout(() => { told.textContent = text; }, TOO_EARLY);
}

// Quick replies come first: on a phone the keyboard must not cover them.
function focus() {
  const box = document.getElementById("reply");
  const quick = chat().querySelector(".chat__reply, .chat__ticks");
  const to = box && (fine || !quick) ? box : document.getElementById("asked");
  to?.focus({ preventScroll: true });
  chat().querySelector(".chat__turn")?.scrollIntoView({ block: "nearest" });
  if (to === box && box.select && box.type !== "textarea" && chat().querySelector(".chat__problem")) box.select();
}

function failed() {
  busy = false;
  chat().removeAttribute("aria-busy");
  let line = chat().querySelector(".chat__offline");
  if (!line) {
    line = document.createElement("p");
    line.className = "govuk-error-message chat__offline";
    chat().querySelector(".chat__turn").append(line);
  }
  line.textContent = "Not sent yet: no connection. Your words are still here. Send them again when you are back.";
  say(line.textContent);
}

// A quick reply is in the button that was pressed, which a form that a script sends would leave out.
function asPressed(form, pressed) {
  if (pressed?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: pressed.name, value: pressed.value }));
  form.submit();
}

async function go(address, options, remember) {
  if (busy) return;
  busy = true;
  chat().setAttribute("aria-busy", "true");
  let answer, page;
  try {
    answer = await fetch(address, options);
    // Somebody between us answered, or our records are away: it is as good as no connection.
    if (answer.status >= 502) throw new Error("not reached");
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    failed();
    return;
  }
  const next = page.getElementById("chat");
  if (!next) {
    // signed out, sent meanwhile, or a fault: that page speaks for itself
    if (options.method === "POST") { busy = false; asPressed(options.form, options.pressed); } else window.location.assign(address);
    return;
  }
  chat().replaceWith(next);
  document.title = page.title;
  if (remember || answer.redirected) history.pushState(null, "", answer.url);
  busy = false;
  focus();
  say(next.dataset.told);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#chat")) return;
  event.preventDefault();
  const sent = new FormData(form);
  if (event.submitter?.name) sent.append(event.submitter.name, event.submitter.value);
  go(form.action, { method: "POST", body: new URLSearchParams(sent), form, pressed: event.submitter }, false);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#chat a[data-chat]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href, { method: "GET" }, true);
});

// At a desk Enter sends a long answer too; on a phone it begins a new line, as its keyboard says.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !fine) return;
  if (event.target.tagName !== "TEXTAREA" || !event.target.closest("#chat")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

window.addEventListener("popstate", () => window.location.reload());
if (fine) document.body.classList.add("enter-sends");

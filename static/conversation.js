// Livelier writing: who reads it, names to choose from, and nothing lost without a connection. All of it works without this.
// What is typed is kept by the server or in this page alone, so that signing out leaves nothing behind.
import { names } from "names";

const part = document.getElementById("composer");
const form = part?.querySelector("form");
const status = document.getElementById("conversation-status");
let told = "";
const body = form?.elements.namedItem("body");
const readers = document.getElementById("composer-readers");
const PAUSE = 1500;
const AGAIN = 10_000;
const CHOOSING = ["audience", "agencies", "workers", "category"];
const SIGNED_OUT = "Not sent: you were signed out. What you wrote stays on this page. Sign in again in another tab, then press Send.";
const NOT_OPEN = "Not sent: this case cannot be shown to you now. What you wrote stays on this page, so that you can copy it.";
const SIGNED_IN_ANEW = "Not kept: somebody has signed in here since this page was opened. What you write stays on this page. Press Send to go on.";
let timer;
let waiting;
let sent = false;
let signedOut = false;
let notOpen = false;
let signedInAnew = false;
let keeping = Promise.resolve();

// A line of its own: two of them must not overtake each other, nor a message that is sent.
function keep() {
  keeping = keeping.then(async () => {
    const answer = await fetch(part.dataset.keep, { method: "POST", body: new FormData(form), keepalive: true });
    // Somebody between us answered, or our records are away: it is as good as no connection.
    if (answer.status >= 502) throw new Error("not reached");
    signedOut = answer.status === 401;
    notOpen = answer.status === 404;
    signedInAnew = answer.status === 400;
    const why = { 400: SIGNED_IN_ANEW, 401: SIGNED_OUT, 404: NOT_OPEN }[answer.status];
    tell(why ?? (answer.status === 422 ? await answer.text() : ""));
    return !signedOut && !notOpen;
  }).catch(() => {
    signedOut = false;
    notOpen = false;
    tell("No connection. What you write stays on this page.");
    return false;
  });
  return keeping;
}

// What stands there from somebody else, such as that a message came, is not wiped away by keeping a draft.
function tell(words) {
  if (words || status.textContent === told) status.textContent = words;
  told = words;
}

// Keeping it first shows whether there is a connection. Sent twice, it stands once: the form carries a key for that.
async function send(button) {
  clearTimeout(timer);
  clearTimeout(waiting);
  waiting = undefined;
  if (await keep()) {
    sent = true;
    form.requestSubmit(button);
    return;
  }
  // Nothing goes out by itself under whoever signs in next: they press Send.
  if (signedOut || notOpen) return;
  tell("Not sent yet: no connection. It is sent as soon as you are back, while this page stays open.");
  waiting = setTimeout(() => send(button), AGAIN);
}

let held;
function hold(event) {
  if (sent) return;
  event.preventDefault();
  held = event.submitter;
  send(held);
}

const choice = () => new URLSearchParams([...new FormData(form)].filter(([name]) => CHOOSING.includes(name)));
let asked = 0;
let saidFor;
async function who() {
  const mine = ++asked;
  const chosen = choice();
  try {
    const answer = await fetch(`${part.dataset.people}?${chosen}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("not told");
    const told = await answer.json();
    if (mine !== asked) return;
    readers.textContent = told.said;
    saidFor = chosen.toString();
    list.offer(told.people);
  } catch {
    // Without an answer the words stay only while they are about the same choice.
    if (mine === asked && saidFor !== chosen.toString()) readers.textContent = "";
  }
}

// Where the form has no box for somebody who may be named, as on the page of the case, one is made.
function tickOf({ reference, name }) {
  const there = form.querySelector(`input[name=mentions][value="${CSS.escape(reference)}"]`);
  if (there) return there;
  const named = document.getElementById("composer-named");
  named.append(named.querySelector("template").content.cloneNode(true));
  const box = named.lastElementChild.querySelector("input");
  Object.assign(box, { id: `mentions-${reference}`, value: reference });
  Object.assign(box.nextElementSibling, { htmlFor: box.id, textContent: `Tell ${name}` });
  return box;
}

let list;
if (form && body) {
  list = names(body, status, tickOf);
  saidFor = choice().toString();
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("change", ({ target }) => {
    if (CHOOSING.includes(target.name)) who();
  });
  form.addEventListener("submit", hold);
  window.addEventListener("online", () => {
    if (waiting && !sent) send(held);
  });
  // A page that is left while something waits would lose it: the browser asks.
  window.addEventListener("beforeunload", (event) => {
    if ((waiting || signedOut || notOpen || signedInAnew) && !sent && body.value.trim()) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !sent && body.value.trim()) keep();
  });
  form.addEventListener("focusin", who, { once: true });
}

// Hears that something on this page has changed, and asks for it. Without this the page shows the same when it is loaded again.
const part = document.getElementById("live");
const LONGEST_WAIT = 60000;
const QUIET = 1000;
const LATEST = 5000;
let place = part?.dataset.place;
let source = null;
let wait = 1000;
let later;
let unanswered;
let patience = 1000;
let asking = false;
let again = false;
let untold = {};
let firstUntold;
let telling;

// Whoever writes, or reads further down, keeps what they look at where it was, whatever is put in above it.
function inPlace(change) {
  const writing = document.activeElement?.closest("form") ? document.activeElement : null;
  const below = part.getBoundingClientRect().top < 0 ? part.nextElementSibling : null;
  const still = writing ?? below;
  const before = still?.getBoundingClientRect().top;
  change();
  if (still) window.scrollBy({ top: still.getBoundingClientRect().top - before, behavior: "instant" });
}

function say(words, link) {
  inPlace(() => put(words, link));
}

function put(words, link) {
  part.replaceChildren();
  if (!words) return;
  const line = document.createElement("p");
  line.className = "live-said__line";
  line.append(words);
  if (link) {
    const show = document.createElement("a");
    show.className = "govuk-link";
    show.href = window.location.pathname + window.location.search;
    show.textContent = link;
    // The address may be the one that is open, with an anchor: then a click alone would not load it.
    show.addEventListener("click", (event) => { event.preventDefault(); window.location.reload(); });
    line.append(" ", show);
  }
  part.append(line);
}

// What comes in a burst is said aloud once: when it has been quiet for a moment, and never much later than the first of it.
function tellSoon(counts) {
  for (const [what, count] of Object.entries(counts)) untold[what] = (untold[what] ?? 0) + count;
  if (!Object.keys(untold).length) return;
  firstUntold ??= performance.now();
  clearTimeout(telling);
  telling = setTimeout(tell, Math.max(0, Math.min(QUIET, firstUntold + LATEST - performance.now())));
}

function tell() {
  const said = Object.entries(untold).map(([what, count]) => many(count, what));
  inPlace(() => { document.getElementById("conversation-status").textContent = `${said.join(", ")}.`; });
  untold = {};
  firstUntold = undefined;
}

const many = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function grow(entries) {
  const status = document.getElementById("conversation-status");
  let thread = document.getElementById("thread");
  const fresh = entries.filter((entry) => !thread?.querySelector(`[data-seq="${entry.dataset.seq}"]`));
  if (!status || !fresh.length) return;
  if (!thread) {
    thread = document.createElement("ol");
    Object.assign(thread, { className: "conversation", id: "thread" });
    thread.setAttribute("aria-label", "Messages, oldest first");
    document.getElementById("thread-empty")?.replaceWith(thread);
  }
  thread.append(...fresh);
  document.dispatchEvent(new CustomEvent("arrived", { detail: fresh }));
  const counts = {};
  for (const entry of fresh) {
    if (!entry.id || entry.classList.contains("message--mine")) continue;
    const what = `new ${entry.dataset.new ?? "message"}`;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  tellSoon(counts);
}

// A question that was answered, or a document that was scanned, takes the place of what stood there. Focus stays on it.
function alter(entries) {
  for (const now of entries) {
    const was = document.querySelector(`#thread > [data-seq="${now.dataset.seq}"]`);
    if (!was || was.isEqualNode(now)) continue;
    const status = document.getElementById("conversation-status");
    if (status && now.dataset.said) status.textContent = now.dataset.said;
    if (was.querySelector("form")) continue; // somebody is answering it: their words stay, and the status says the rest
    const focused = was.contains(document.activeElement);
    was.replaceWith(now);
    if (focused) now.querySelector("a")?.focus();
  }
}

async function takeCase(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("[data-newest]");
  if (!found) return;
  place = found.dataset.newest;
  inPlace(() => {
    grow([...found.querySelectorAll("#thread > li")]);
    alter([...found.querySelectorAll("#thread-altered > li")]);
  });
  if (found.dataset.changed === "yes") say("This case has changed.", "Show");
}

async function takeQueue(answer) {
  const now = await answer.json();
  const here = new Map([...document.querySelectorAll('input[name="tasks"]')].map((box) => [box.value, box.closest("tr")]));
  const gone = [...here.keys()].filter((task) => !(task in now)).length;
  // On a full page a row may only have moved up from the next one into the place of a row that is gone.
  const fresh = Math.max(0, Object.keys(now).filter((task) => !here.has(task)).length - (here.size >= 25 ? gone : 0));
  let claimed = 0;
  for (const [task, row] of here) {
    const claim = row.querySelector(".task__claim");
    if (!now[task] || now[task] === "You" || !claim) continue;
    row.classList.add("task--taken-meanwhile");
    row.querySelector(".task__held").textContent = now[task];
    // Whoever is about to press it by keyboard keeps their place in the queue; pressed, it says who has the task.
    if (claim === document.activeElement) claim.setAttribute("aria-disabled", "true");
    else claim.disabled = true;
  }
  claimed = document.querySelectorAll(".task--taken-meanwhile").length;
  const said = [fresh && `${fresh} new`, claimed && `${claimed} claimed by somebody else`, gone && `${gone} gone from this page`];
  const words = said.filter(Boolean).join(", ");
  say(words && `${words}.`, "Refresh");
}

// One question at a time; what is heard meanwhile is asked for once afterwards. What got no answer is asked again: the
// signal may be the last one for a long time.
async function ask(take) {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  clearTimeout(unanswered);
  let failed;
  do {
    again = false;
    failed = false;
    const address = new URL(part.dataset.asks, window.location.href);
    if (place !== undefined) address.searchParams.set("after", place);
    try {
      const answer = await fetch(address, { redirect: "error" });
      if (answer.ok) await take(answer);
      else if (answer.status === 404 || answer.status === 401) end();
      else failed = answer.status >= 500 || answer.status === 429;
    } catch {
      again = false;
      failed = true;
    }
  } while (again);
  asking = false;
  if (!failed) patience = 1000;
  else if (source) {
    unanswered = setTimeout(() => ask(take), patience * (0.75 + Math.random() / 2));
    patience = Math.min(patience * 2, LONGEST_WAIT);
  }
}

async function count() {
  try {
    const answer = await fetch(part.dataset.waiting, { redirect: "error" });
    if (!answer.ok) return;
    const waiting = await answer.json();
    for (const name of ["notices", "messages"]) {
      const link = document.querySelector(`.masthead__link[href="/${name}"]`);
      if (!link) continue;
      const number = waiting[name] < 100 ? String(waiting[name]) : "100 or more";
      if ((link.querySelector(".masthead__count")?.textContent ?? "0") === number) continue;
      link.textContent = link.textContent.trim().split(/\s/)[0];
      if (!waiting[name]) continue;
      const mark = Object.assign(document.createElement("span"), { className: "masthead__count", textContent: number });
      const unread = Object.assign(document.createElement("span"), { className: "govuk-visually-hidden", textContent: " unread" });
      link.append(" ", mark, unread);
    }
    if (waiting.urgent > Number(document.querySelector(".urgent")?.dataset.waiting ?? 0)) say("Something urgent waits for you.", "Show");
  } catch {
    // The bar stays as it was; the next signal or page corrects it.
  }
}

// Who else has this open: said quietly, never aloud, and forgotten with the page.
async function beside() {
  if (!source || !part.dataset.here) return;
  try {
    const answer = await fetch(part.dataset.here, { redirect: "error" });
    const place = document.getElementById("also-here");
    const words = answer.ok ? (await answer.json()).said : "";
    if (place && place.textContent !== words) inPlace(() => { place.textContent = words; });
  } catch {
    // Asked again when somebody comes or goes.
  }
}

function end() {
  stop();
  say("This page no longer shows what is new.", "Load it again");
  part.dataset.ended = "yes";
}

function stop() {
  clearTimeout(later);
  clearTimeout(unanswered);
  source?.close();
  source = null;
}

function listen() {
  if (source || part.dataset.ended || document.hidden) return;
  const address = new URL(part.dataset.stream, window.location.href);
  if (place !== undefined) address.searchParams.set("after", place);
  source = new EventSource(address);
  source.addEventListener("open", () => { wait = 1000; });
  source.addEventListener("here", beside);
  source.addEventListener("case", (event) => { if (Number(event.lastEventId) !== Number(place)) ask(takeCase); });
  source.addEventListener("team", () => ask(takeQueue));
  source.addEventListener("notices", count);
  source.addEventListener("ended", end);
  source.addEventListener("error", () => {
    if (source?.readyState !== EventSource.CLOSED) return; // the browser itself comes back
    stop();
    later = setTimeout(listen, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  });
}

if (part && "EventSource" in window) {
  document.documentElement.classList.add("is-live");
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
  document.addEventListener("read-further", count);
  window.addEventListener("pagehide", stop);
  // A line that was away may have left a stream behind that nobody speaks on: a new one begins where the page stands.
  window.addEventListener("online", () => {
    stop();
    listen();
  });
  listen();
}

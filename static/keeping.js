// Keeps each answer as it is given, and opens questions that hang on another. Without this the page's own buttons do it.
const form = document.querySelector("main form[method=post]");
const seen = form?.elements.namedItem("seen");
const saved = document.getElementById("saved");
const said = document.getElementById("said");
const PAUSE = 1200;
const waiting = new Map();

const codes = () => seen.value.split(" ").filter(Boolean).map((each) => each.split(":")[0]);
const codeOf = (name) => codes().find((code) => name === code || /^-(day|month|year|time)$/.test(name.replace(code, "")) && name.startsWith(code));
const boxes = (code) => [...form.elements].filter((box) => box.name && codeOf(box.name) === code);

function values(code) {
  return boxes(code)
    .filter((box) => !(box.type === "radio" || box.type === "checkbox") || box.checked)
    .map((box) => box.value)
    .filter(Boolean);
}

// The rules are those of the server: ["any", CODE, VALUES], ["given", CODE], ["not", RULE], ["all" | "or", …RULES].
// An answer that is not given yet makes a rule neither true nor false.
function holds([word, ...rest]) {
  if (word === "any") {
    const given = values(rest[0]);
    return given.length ? given.some((value) => rest[1].includes(value)) : null;
  }
  if (word === "given") return values(rest[0]).length > 0;
  if (word === "not") {
    const found = holds(rest[0]);
    return found === null ? null : !found;
  }
  const found = rest.map(holds);
  if (word === "all") return found.includes(false) ? false : found.includes(null) ? null : true;
  return found.includes(true) ? true : found.includes(null) ? null : false;
}

function open() {
  for (const part of form.querySelectorAll("[data-asked-if]")) part.hidden = holds(JSON.parse(part.dataset.askedIf)) !== true;
}

function card(kind, ...texts) {
  const made = document.createElement("div");
  made.className = kind;
  texts.forEach((text, place) => {
    const part = document.createElement(place || texts.length === 1 ? "p" : "h2");
    part.className = place || texts.length === 1 ? "govuk-body" : "govuk-heading-s";
    part.textContent = text;
    made.append(part);
  });
  return made;
}

function show(answer) {
  const cards = [
    ...(answer.advice ?? []).map(({ title, say }) => card("advice", title, say)),
    ...Object.values(answer.warnings ?? {}).map((say) => card("govuk-inset-text warned", say)),
  ];
  if (cards.map((each) => each.textContent).join() !== [...said.children].map((each) => each.textContent).join()) said.replaceChildren(...cards);
  // What cannot wait is drawn by the server, which knows whom to ring.
  if (answer.urgent !== undefined && answer.urgent !== Boolean(document.getElementById("cannot-wait"))) draw();
  const hint = document.getElementById("hint-beside");
  if (hint) {
    hint.textContent = answer.hint ?? "";
    hint.hidden = !answer.hint;
  }
}

async function draw() {
  const place = document.getElementById("urgent-now");
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    place?.replaceChildren(...(page.getElementById("urgent-now")?.childNodes ?? []));
  } catch {
    // without a connection the advice above stands, and the button comes with the next page
  }
}

// Whoever was signed out, or signed in anew in another tab, is told so: it is the button that takes them on from there.
const NOT_SAVED = {
  401: "Not saved yet: you were signed out. Your answers stay on this page. Press “Save and continue”: after signing in again they are sent.",
  400: "Not saved yet: somebody has signed in here since this page was opened. Your answers stay on this page. Press “Save and continue”.",
};

async function keep(code) {
  clearTimeout(waiting.get(code));
  waiting.delete(code);
  const sent = new FormData();
  for (const box of form.querySelectorAll("input[type=hidden]")) sent.set(box.name, box.value);
  sent.set("seen", seen.value.split(" ").find((each) => each.startsWith(`${code}:`)) ?? "");
  for (const box of boxes(code)) if (!(box.type === "radio" || box.type === "checkbox") || box.checked) sent.append(box.name, box.value);
  try {
    const address = `${location.pathname}/keep/${code}`;
    const answer = await fetch(address, { method: "POST", body: sent, keepalive: true, headers: { Accept: "application/json" } });
    if (NOT_SAVED[answer.status]) {
      saved.textContent = NOT_SAVED[answer.status];
      return;
    }
    if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error("not kept");
    const told = await answer.json();
    if (told.problem) saved.textContent = told.problem;
    if (!answer.ok) return;
    seen.value = seen.value.split(" ").map((each) => (each.startsWith(`${code}:`) ? told.seen : each)).join(" ");
    if (told.saved) saved.textContent = `Saved ${told.saved}`;
    show(told);
  } catch {
    saved.textContent = "Not saved yet: no connection. Your answers stay on this page. Press “Save and continue” when you are back.";
  }
}

// One after another: two answers of one page must not overtake each other.
let queue = Promise.resolve();
const soon = (code) => { queue = queue.then(() => keep(code)); };

if (form && seen) {
  open();
  form.addEventListener("input", ({ target }) => {
    open();
    const code = codeOf(target.name);
    if (!code || target.type === "radio" || target.type === "checkbox" || target.tagName === "SELECT") return;
    clearTimeout(waiting.get(code));
    waiting.set(code, setTimeout(() => soon(code), PAUSE));
  });
  form.addEventListener("change", ({ target }) => {
    open();
    const code = codeOf(target.name);
    const partOfDate = /-(day|month|year)$/.test(target.name) && boxes(code).some((box) => !box.value);
    if (code && !partOfDate) soon(code);
  });
  form.addEventListener("submit", () => { for (const timer of waiting.values()) clearTimeout(timer); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const code of [...waiting.keys()]) keep(code);
  });
}

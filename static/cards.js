// Answers a question where it stands in the thread: its form is fetched into it. Without this its link leads to the same form.
import { initAll as startGovuk } from "govuk";
import { initAll as startMoj } from "moj";

const thread = document.getElementById("thread")?.parentElement;

const POINTS = ["for", "aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls"];

// The same may be asked twice on a case: a label then has to be that of its own question, not of the one above.
function madeItsOwn(form, card) {
  const ids = new Set([...form.querySelectorAll("[id]")].map((one) => one.id));
  const own = (id) => (ids.has(id) ? `${card.id}-${id}` : id);
  for (const one of form.querySelectorAll("*")) {
    for (const name of POINTS) {
      if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).split(" ").map(own).join(" "));
    }
    if (one.id) one.id = own(one.id);
  }
  return form;
}

async function open(link) {
  const card = link.closest("li");
  const answer = await fetch(link.href, { redirect: "error" });
  if (!answer.ok) throw new Error("not shown");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("main form");
  if (!form) throw new Error("answered meanwhile");
  const place = document.createElement("div");
  place.className = "message__form";
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", page.querySelector("h1 .govuk-caption-l")?.nextSibling?.textContent.trim() ?? "Answer");
  form.action = link.href;
  place.append(madeItsOwn(document.importNode(form, true), card));
  card.append(place);
  link.hidden = true;
  startGovuk({ scope: place });
  startMoj({ scope: place });
  place.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

thread?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-answers]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(link).catch(() => { window.location.assign(link.href); });
});

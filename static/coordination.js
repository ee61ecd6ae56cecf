// Makes the page livelier; every page works without it. Keeps nothing: what is typed is kept by the server.
import { initAll as startGovuk } from "govuk";
import { initAll as startMoj } from "moj";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

startGovuk();
startMoj();

// A page that is opened at a place begins there for a keyboard and a screen reader too, as it does for the eye: at the
// message that was just sent, or at what a mail leads to. What went wrong comes first, and so does a box to type in.
const place = document.getElementById(window.location.hash.slice(1));
if (place && document.activeElement === document.body) {
  if (place.tabIndex < 0 && !place.hasAttribute("tabindex")) {
    place.tabIndex = -1;
    place.addEventListener("blur", () => place.removeAttribute("tabindex"), { once: true });
  }
  place.focus({ preventScroll: true });
}

// Saying that an urgent alert was seen takes nobody away from what they have begun to fill in on this page.
let begun = false;
document.querySelector("main")?.addEventListener("input", () => { begun = true; });
for (const form of document.querySelectorAll(".urgent__item form")) {
  form.addEventListener("submit", async (event) => {
    if (!begun) return;
    event.preventDefault();
    const said = document.createElement("p");
    said.className = "urgent__text";
    said.tabIndex = -1;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      // Only the page of notices answers it. Anything else, such as a sign-in page, is shown as it comes.
      if (!answer.ok || new URL(answer.url).pathname !== "/notices") { form.submit(); return; }
    } catch {
      said.textContent = "Not said yet: no connection. Try again.";
      form.querySelector("p")?.remove();
      form.append(said);
      said.focus();
      return;
    }
    said.textContent = "Seen. It stays under Notices.";
    form.closest(".urgent").dataset.waiting -= 1;
    form.closest(".urgent__item").replaceChildren(said);
    said.focus();
  });
}

// A page that the browser kept alive may outlive its session: ask the server again before anybody reads it.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

// htmx sends the form token as a header, so that a button outside any form can be checked too.
const token = document.querySelector('meta[name="csrf-token"]');
if (token) document.body.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers["X-CSRFToken"] = token.content;
});

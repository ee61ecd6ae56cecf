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

// A page that the browser kept alive may outlive its session: ask the server again before anybody reads it.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

// htmx sends the form token as a header, so that a button outside any form can be checked too.
const token = document.querySelector('meta[name="csrf-token"]');
if (token) document.body.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers["X-CSRFToken"] = token.content;
});

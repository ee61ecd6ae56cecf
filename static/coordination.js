// Makes the page livelier; every page works without it. Keeps nothing: what is typed is kept by the server.
import { initAll as startGovuk } from "govuk";
import { initAll as startMoj } from "moj";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

startGovuk();
startMoj();

// A page that the browser kept alive may outlive its session: ask the server again before anybody reads it.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

// htmx sends the form token as a header, so that a button outside any form can be checked too.
const token = document.querySelector('meta[name="csrf-token"]');
if (token) document.body.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers["X-CSRFToken"] = token.content;
});

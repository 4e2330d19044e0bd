// Says so when what is typed could not be kept, and keeps it at once when somebody turns away.
const form = document.getElementById("writing");
const kept = document.getElementById("kept");
let typed = false;

function trouble(words) {
  const line = document.createElement("p");
  line.className = "badge bad";
  line.textContent = words;
  kept.querySelector("p").replaceWith(line);
}

form.addEventListener("input", () => { typed = true; });
form.addEventListener("htmx:beforeRequest", () => { typed = false; });
form.addEventListener("htmx:sendError", () => {
  typed = true;
  trouble("Not saved: there is no connection. What you typed stays here; it is saved with your next words.");
});
form.addEventListener("htmx:responseError", () => {
  typed = true;
  trouble("Not saved: something went wrong. What you typed stays here; copy it, reload the page and try again.");
});
form.addEventListener("htmx:beforeSwap", (event) => {
  if (new URL(event.detail.xhr.responseURL).pathname === window.location.pathname) return;
  event.detail.shouldSwap = false;
  typed = true;
  trouble("Not saved: you are logged out. Copy what you typed, log in, and paste it here.");
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden && typed) window.htmx.trigger(form, "leave");
});
window.addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});

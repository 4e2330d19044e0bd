"use strict";

// Arranging an agenda by drag and by keyboard. What is seen here at once is only a preview: each move is sent,
// and the server answers with the days as they are.
(() => {
  const PATIENCE = 400; // milliseconds after the last arrow key
  const EDGE = 60; // pixels from the edge of the window at which it scrolls
  const desk = document.getElementById("agenda-desk");
  const said = document.getElementById("agenda-said");
  let dragged = null; // { li, home, before }: where it was
  let waiting = null; // { li, timer }: moved by arrow keys and not yet sent
  let isBehind = false; // days came while a hand was at them, and were not shown

  const editor = () => document.getElementById("agenda-editor");
  const days = () => [...editor().querySelectorAll("ol[data-day]")];
  const sequence = () => Number(editor().dataset.sequence);
  const itemOf = (element) => element.closest(".agenda > li");
  const say = (text) => { said.textContent = text; };

  // Start times

  const minutesOf = (clock) => clock ? Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)) : null;
  const clockOf = (minutes) => `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

  function retime() {
    for (const day of days()) {
      let at = minutesOf(day.dataset.starts);
      for (const li of day.children) {
        li.querySelector(".clock").textContent = at === null ? "" : clockOf(at);
        const length = Number(li.querySelector(".minutes").value);
        at = at !== null && length > 0 ? at + length : null;
      }
    }
  }

  function announce(li) {
    const day = li.parentElement;
    const clock = li.querySelector(".clock").textContent;
    const place = `place ${[...day.children].indexOf(li) + 1} of ${day.children.length}`;
    say(`${li.dataset.title}: ${day.dataset.name}, ${place}${clock ? `, ${clock}` : ""}`);
  }

  function send(li) {
    const day = li.parentElement;
    const values = { day: day.dataset.day, position: [...day.children].indexOf(li) + 1, sequence: sequence() };
    window.htmx.ajax("POST", li.dataset.move, { source: desk, target: "#agenda-editor", swap: "outerHTML", values });
  }

  // By keyboard: a step for each arrow, sent when the hand rests

  function step(li, by) {
    const all = days();
    const day = li.parentElement;
    const neighbour = by < 0 ? li.previousElementSibling : li.nextElementSibling;
    const other = all[all.indexOf(day) + by];
    if (neighbour) neighbour.insertAdjacentElement(by < 0 ? "beforebegin" : "afterend", li);
    else if (other) other.insertAdjacentElement(by < 0 ? "beforeend" : "afterbegin", li);
    else return say("There is no place further on.");
    retime();
    announce(li);
    sendSoon(li);
  }

  function sendSoon(li) {
    if (waiting && waiting.li !== li) sendNow();
    if (waiting) clearTimeout(waiting.timer);
    waiting = { li, timer: setTimeout(sendNow, PATIENCE) };
  }

  function sendNow() {
    if (!waiting) return;
    clearTimeout(waiting.timer);
    const { li } = waiting;
    waiting = null;
    send(li);
  }

  desk.addEventListener("keydown", (event) => {
    const handle = event.target.closest(".handle");
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!handle || !by) return;
    event.preventDefault();
    step(itemOf(handle), by);
    handle.focus();
  });

  // By drag, with mouse, pen or finger

  desk.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".handle");
    if (!handle || event.button !== 0) return;
    sendNow();
    const li = itemOf(handle);
    dragged = { li, home: li.parentElement, before: li.nextElementSibling };
    desk.setPointerCapture(event.pointerId);
    li.classList.add("moving");
    editor().classList.add("dragging");
  });

  function nearestDay(y) {
    const distance = (day) => {
      const box = day.getBoundingClientRect();
      return Math.max(box.top - y, y - box.bottom, 0);
    };
    return days().reduce((best, day) => (distance(day) < distance(best) ? day : best));
  }

  desk.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const y = event.clientY;
    if (y < EDGE) window.scrollBy(0, -EDGE / 4);
    if (y > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 4);
    const day = nearestDay(y);
    const others = [...day.children].filter((li) => li !== dragged.li);
    const below = others.find((li) => {
      const box = li.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    if (dragged.li.parentElement !== day || dragged.li.nextElementSibling !== (below ?? null)) {
      day.insertBefore(dragged.li, below ?? null);
      retime();
    }
  });

  function letGo(keep) {
    if (!dragged) return;
    const { li, home, before } = dragged;
    dragged = null;
    li.classList.remove("moving");
    editor().classList.remove("dragging");
    if (!keep) home.insertBefore(li, before);
    retime();
    const stays = li.parentElement === home && li.nextElementSibling === before;
    if (stays && isBehind) return window.location.reload();
    if (stays) return;
    announce(li);
    send(li);
  }

  desk.addEventListener("pointerup", () => letGo(true));
  desk.addEventListener("pointercancel", () => letGo(false));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") letGo(false); });

  desk.addEventListener("input", (event) => { if (event.target.matches(".minutes")) retime(); });

  // What comes back: never older than what is shown, and never from under a hand

  desk.addEventListener("htmx:beforeSwap", (event) => {
    const answered = event.detail.xhr.getResponseHeader("Agenda-Sequence");
    if (answered === null) return window.location.reload(); // no agenda: logged out, or not allowed any more
    isBehind = Boolean(dragged || waiting);
    if (isBehind || Number(answered) < sequence()) event.detail.shouldSwap = false;
  });

  desk.addEventListener("htmx:afterSwap", () => {
    const notices = [...editor().querySelectorAll(".notices > li")].map((li) => li.textContent);
    if (notices.length) say(notices.join(" "));
  });

  desk.addEventListener("htmx:sendError", () => say("That did not get through. Reload the page and try again."));
  window.addEventListener("pagehide", sendNow);
})();

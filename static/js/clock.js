// Lets clocks run: <span data-until="1767225600000" data-now="1767225000000">10:00</span> counts down, `data-since`
// counts up. `data-now` is the server's time when it was drawn, since phones go wrong by minutes. A clock that
// stands still has neither. <li data-from=… data-to=…> is `current` from then to then. <circle data-until=… data-whole="600000" pathlength="100"> is a ring that empties.
"use strict";
(() => {
  let ahead = 0; // of this device's clock, how much the server's is ahead, in milliseconds
  const known = new WeakSet();

  const text = (milliseconds) => {
    const seconds = Math.floor(Math.abs(milliseconds) / 1000);
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const parts = hours ? [hours, String(minutes).padStart(2, "0")] : [minutes];
    return [...parts, String(seconds % 60).padStart(2, "0")].join(":");
  };

  const draw = (clock) => {
    if (clock.dataset.now && !known.has(clock)) {
      known.add(clock);
      ahead = Number(clock.dataset.now) - Date.now();
    }
    const now = Date.now() + ahead;
    const left = clock.dataset.until ? Number(clock.dataset.until) - now : now - Number(clock.dataset.since);
    if (clock.dataset.whole) {
      const share = Math.max(0, Math.min(1, left / Number(clock.dataset.whole)));
      clock.setAttribute("stroke-dashoffset", String(100 - 100 * share));
    } else {
      clock.textContent = left < 0 ? `−${text(left)}` : text(left);
    }
    clock.classList.toggle("over", left < 0);
  };

  const mark = (moment) => {
    const now = Date.now() + ahead;
    const isOn = Number(moment.dataset.from) <= now && now < Number(moment.dataset.to);
    moment.classList.toggle("current", isOn);
  };

  const drawAll = () => {
    document.querySelectorAll("[data-until], [data-since]").forEach(draw);
    document.querySelectorAll("[data-from]").forEach(mark);
  };
  document.addEventListener("live:shown", drawAll);
  setInterval(drawAll, 1000);
  drawAll();
})();

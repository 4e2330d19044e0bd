// Keeps a part of a page up to date: asks every two seconds whether there is something new.
//
//   <div data-live="/live/…/" data-version="7" data-live-renew="/…/">  where to ask, and where for a new pass
//     <section data-part="now">…</section>          each part is replaced by itself, and only if it changed
//     <form data-part="vote-3">…                    one that somebody types in stays as it is
//       <p data-live-gone hidden>…</p></form>       shown if its part is over while somebody types in it
//   </div>
//   <p data-live-lost hidden>…</p>                  shown while the connection is lost
//   <p data-live-say aria-live="polite"></p>        says the `data-say` of a part when it becomes another
//
// The server answers 204 (nothing new), 200 (HTML, with X-Version and perhaps X-Live), 410 (the pass is over:
// ask `data-live-renew`), or 403 and 404 (not for you any more: the page loads again, which says so).
"use strict";
(() => {
  const EVERY = 1800; // milliseconds; with the jitter at most two seconds
  const JITTER = 200;
  const PATIENCE = 8000;
  const SLOWEST = 10000;
  const RELOADED = "live.reloaded";

  const isTyping = (part) => {
    const field = document.activeElement;
    return part.contains(field) && field.matches("input:not([type=hidden]), select, textarea");
  };
  const isBusy = (part) => part.hasAttribute("data-dirty") || isTyping(part);
  const named = (parts, name) => [...parts].find((part) => part.dataset.part === name);

  class Follower {
    constructor(element) {
      this.element = element;
      this.failures = 0;
      this.said = this.sentence();
      element.addEventListener("input", (event) => this.note(event.target));
      element.addEventListener("htmx:afterRequest", (event) => this.sent(event));
      document.addEventListener("visibilitychange", () => this.ask());
      window.addEventListener("online", () => this.ask());
      this.later();
    }

    sentence() {
      return this.element.querySelector("[data-say]")?.dataset.say ?? "";
    }

    note(field) {
      field.closest("[data-part]")?.setAttribute("data-dirty", "");
    }

    sent(event) {
      const saved = event.detail.successful && !event.detail.xhr.getResponseHeader("X-Not-Saved");
      if (saved) event.target.closest("[data-part]")?.removeAttribute("data-dirty");
      this.ask();
    }

    later() {
      clearTimeout(this.timer);
      const calm = EVERY + (Math.random() * 2 - 1) * JITTER;
      this.timer = setTimeout(() => this.ask(), Math.min(calm * 2 ** this.failures, SLOWEST));
    }

    async ask() {
      if (this.asking) {
        this.askAgain = true;
        return;
      }
      if (document.hidden) return;
      this.asking = true;
      try {
        const version = this.element.dataset.version;
        await this.take(await this.get(`${this.element.dataset.live}?v=${version}`));
        this.connected(true);
      } catch {
        this.connected(false);
      }
      this.asking = false;
      if (this.askAgain) {
        this.askAgain = false;
        this.ask();
      } else {
        this.later();
      }
    }

    get(url) {
      return fetch(url, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    }

    async take(response) {
      if (response.status === 204) return;
      if (response.status === 410 && this.element.dataset.liveRenew) {
        await this.takeNews(await this.get(this.element.dataset.liveRenew));
      } else {
        await this.takeNews(response);
      }
    }

    async takeNews(response) {
      if (response.ok) this.show(await response.text(), response.headers);
      else if (response.status >= 500 || response.status === 429) throw new Error("the server has trouble");
      else this.reloadOnce();
    }

    connected(well) {
      this.failures = well ? 0 : this.failures + 1;
      for (const note of document.querySelectorAll("[data-live-lost]")) note.hidden = well;
    }

    reloadOnce() {
      const before = Number(sessionStorage.getItem(RELOADED) ?? 0);
      if (Date.now() - before < 60000) return;
      sessionStorage.setItem(RELOADED, Date.now());
      location.reload();
    }

    show(html, headers) {
      this.element.dataset.version = headers.get("X-Version");
      if (headers.get("X-Live")) this.element.dataset.live = headers.get("X-Live");
      const fresh = document.createElement("template");
      fresh.innerHTML = html;
      const focus = this.focused();
      this.place([...fresh.content.children]);
      if (focus && !this.element.contains(document.activeElement)) {
        this.element.querySelector(focus)?.focus({ preventScroll: true });
      }
      this.say();
      this.element.dispatchEvent(new CustomEvent("live:shown", { bubbles: true }));
    }

    focused() {
      const field = document.activeElement;
      if (!this.element.contains(field)) return null;
      if (field.id) return `#${CSS.escape(field.id)}`;
      return field.name ? `[name="${CSS.escape(field.name)}"][value="${CSS.escape(field.value)}"]` : null;
    }

    place(parts) {
      for (const old of [...this.element.children]) {
        if (named(parts, old.dataset.part)) continue;
        if (isBusy(old)) old.querySelector("[data-live-gone]")?.removeAttribute("hidden");
        else old.remove();
      }
      let last = null;
      for (const part of parts) {
        const old = named(this.element.children, part.dataset.part);
        if (old && (isBusy(old) || old.isEqualNode(part))) {
          last = old;
          continue;
        }
        if (old?.open) part.open = true; // a list that somebody unfolded
        if (old) old.replaceWith(part);
        else if (last) last.after(part);
        else this.element.prepend(part);
        window.htmx?.process(part);
        last = part;
      }
    }

    say() {
      const sentence = this.sentence();
      if (sentence !== this.said) {
        for (const region of document.querySelectorAll("[data-live-say]")) region.textContent = sentence;
      }
      this.said = sentence;
    }
  }

  for (const element of document.querySelectorAll("[data-live]")) new Follower(element);
})();

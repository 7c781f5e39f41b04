// Private pages: keeps what is typed, says how it stands, covers it when nobody is there.
//   form data-autosave  data-hx-post, -trigger="input delay:2s, again", -target its .status; answer: words to show, or 401
//   body data-idle=600  seconds until #lock-form is sent
//   #words              our sentences
//   #cover              lies over words that are not saved; data-unlock is the way back
//   data-minutes=10     a hidden button: an end time, told in data-until
//   data-why=id         its fourth "why" shows that element, once; data-hide=id hides it
{
  const byId = (id) => document.getElementById(id);
  try {
    sessionStorage.clear(); // htmx notes each address there
  } catch {} // storage is blocked
  const words = byId("words").dataset;
  const cover = byId("cover");

  // Typed and not yet saved
  const unsaved = new Map(); // form: typed in since it was last sent
  let offline = false;
  let asked = false; // the reader wants the cover off
  let pressed; // its Save was pressed: htmx sends first, so that no dead server takes the words
  const saves = (form) => form.matches("[data-autosave]");
  const waiting = () => [...unsaved.keys()].filter(saves);
  const again = (form) => form.dispatchEvent(new Event("again"));
  const retry = () => waiting().forEach(again);
  let free;
  const settle = () => root.matches(".leaving") && !waiting().length && free?.();
  const say = (form, text) => {
    (form.querySelector(".status:not([data-until])") ?? {}).textContent = text;
    cover.querySelector(".status").textContent = offline ? text : "";
  };

  addEventListener("input", ({ target, isTrusted }) => {
    const form = target.form;
    // A form that asks for a passphrase is no writing.
    if (isTrusted && form?.method === "post" && !form.querySelector("[autocomplete$=password]")) unsaved.set(form, true);
  });
  addEventListener("submit", (event) => {
    if (!saves(event.target) || event.submitter?.name || !window.htmx) return unsaved.delete(event.target);
    event.preventDefault();
    again((pressed = event.target));
  });
  addEventListener("htmx:beforeRequest", ({ target }) => {
    if (!saves(target)) return;
    unsaved.set(target, false);
    if (!offline) say(target, words.saving);
  });
  addEventListener("htmx:afterRequest", ({ target, detail }) => {
    if (!saves(target) || !detail.successful) return;
    offline = pressed = false;
    if (!unsaved.get(target)) unsaved.delete(target);
    settle();
    if (cover.hidden || unsaved.size) return;
    if (asked) show(true);
    else byId("lock-form").submit();
  });
  const failed = ({ type, target, detail }) => {
    if (!saves(target)) return;
    const { status, responseText } = detail.xhr;
    offline = type !== "htmx:responseError";
    if (!offline && target === pressed) {
      unsaved.delete(target); // the server is there, and has a page for this
      return target.submit();
    }
    say(target, { 0: words.offline, 401: words.locked, 409: responseText }[status] ?? words.unsaved);
    if (status !== 401 && status !== 409) setTimeout(retry, 4000);
    if (status === 401 && asked) target.requestSubmit(); // it opens the unlock page, with the words
  };
  for (const type of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) addEventListener(type, failed);
  addEventListener("beforeunload", (event) => {
    if (unsaved.size && !root.matches(".leaving")) event.preventDefault();
  });
  // page.js waits while a tab of ours holds this lock.
  const hold = () => navigator.locks?.request("words", { mode: "shared" }, () => new Promise((done) => (free = done)));
  addEventListener("input", hold, { once: true });
  document.addEventListener("leaving", () => {
    pressed = false;
    retry();
    settle();
  });

  // Nobody there
  const idle = document.body.dataset.idle * 1000;
  const tabs = new BroadcastChannel("busy");
  let last = Date.now();
  const busy = () => {
    if (cover.hidden) tabs.postMessage((last = Date.now()));
  };
  const show = (yes) => {
    cover.hidden = yes;
    root.classList.toggle("covered", !yes);
    asked = false;
    last = Date.now();
  };
  const look = () => {
    if (!cover.hidden || !(Date.now() - last > idle)) return;
    show(!unsaved.size);
    if (cover.hidden) return byId("lock-form").submit();
    cover.focus();
    retry();
  };
  tabs.onmessage = () => (last = Date.now());
  addEventListener("keydown", busy);
  addEventListener("pointerdown", busy);
  addEventListener("visibilitychange", look); // a device that slept
  setInterval(look, 1000);
  press("unlock", () => {
    asked = true;
    if (waiting().length) retry();
    else unsaved.keys().next().value.requestSubmit();
  });

  // Writing
  let timer;
  press("minutes", (button) => {
    const end = new Date(Date.now() + button.dataset.minutes * 60000);
    const tell = (sentence) => {
      document.querySelector("[data-until]").textContent = sentence.replace("{time}", end.toTimeString().slice(0, 5));
    };
    clearTimeout(timer);
    timer = setTimeout(tell, end - Date.now(), words.over);
    tell(words.until);
  });
  const box = document.querySelector("[data-why]");
  box?.addEventListener("input", function count() {
    if (box.value.split(/\bwhy\b/i).length < 5) return;
    byId(box.dataset.why).hidden = false;
    box.removeEventListener("input", count);
  });
  press("hide", (button) => (byId(button.dataset.hide).hidden = true));
}

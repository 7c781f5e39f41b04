// Private pages: keeps what is typed, says how it stands, covers it when nobody is there.
//   form data-autosave  hx-post, hx-trigger="input delay:2s", hx-target its .status; answer: the words to show, or 401
//   body data-idle=600  seconds without key or tap until form#lock-form is sent
//   #words              a template with our sentences: data-saving -unsaved -offline -locked -until -over
//   #cover              lies over words that could not be saved; its button data-unlock is the way back
//   data-minutes=10     a button, written hidden, that sets an end time, told in the element data-until
//   data-why=id         a textarea: its fourth "why" shows that hidden element, once; a button data-hide=id hides it
{
  const byId = (id) => document.getElementById(id);
  try {
    sessionStorage.clear(); // htmx notes each address there, and has no setting against it
  } catch {} // storage is blocked: then nothing was noted
  const words = byId("words").dataset;
  const cover = byId("cover");
  const lock = byId("lock-form");

  // Typed and not yet saved
  const unsaved = new Map(); // form: typed in since it was last sent
  let offline = false;
  let asked = false; // the reader wants the cover off
  const saves = (form) => form.matches("[data-autosave]");
  const waiting = () => [...unsaved.keys()].filter(saves);
  const again = (form) => form.dispatchEvent(new Event("input", { bubbles: true })); // htmx takes it for a key
  const retry = () => waiting().forEach(again);
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
    if (!offline || !saves(event.target)) return unsaved.delete(event.target);
    event.preventDefault();
    again(event.target);
  });
  addEventListener("htmx:beforeRequest", ({ target }) => {
    if (!saves(target)) return;
    unsaved.set(target, false);
    if (!offline) say(target, words.saving);
  });
  addEventListener("htmx:afterRequest", ({ target, detail }) => {
    if (!saves(target) || !detail.successful) return;
    offline = false;
    if (!unsaved.get(target)) unsaved.delete(target);
    if (cover.hidden || unsaved.size) return;
    if (asked) show(true);
    else lock.submit();
  });
  const failed = ({ type, target, detail }) => {
    if (!saves(target)) return;
    const { status, responseText } = detail.xhr;
    offline = type !== "htmx:responseError";
    say(target, { 0: words.offline, 401: words.locked, 409: responseText }[status] ?? words.unsaved);
    if (status !== 401 && status !== 409) setTimeout(retry, 4000);
    if (status === 401 && asked) target.requestSubmit(); // it opens the unlock page, with the words
  };
  for (const type of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) addEventListener(type, failed);
  addEventListener("beforeunload", (event) => {
    if (unsaved.size && !root.matches(".leaving")) event.preventDefault();
  });
  document.addEventListener("leaving", () => {
    for (const form of waiting()) navigator.sendBeacon(form.getAttribute("hx-post"), new FormData(form));
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
    if (cover.hidden) return lock.submit();
    cover.focus();
    retry();
  };
  tabs.onmessage = () => (last = Date.now());
  for (const sign of ["keydown", "pointerdown"]) addEventListener(sign, busy);
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
  for (const box of document.querySelectorAll("[data-why]")) {
    box.addEventListener("input", function count() {
      if (box.value.split(/\bwhy\b/i).length < 5) return;
      byId(box.dataset.why).hidden = false;
      box.removeEventListener("input", count);
    });
  }
  press("hide", (button) => (byId(button.dataset.hide).hidden = true));
}

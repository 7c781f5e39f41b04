// Every page works without this; nothing is stored.
//   data-leave         the Leave link; Shift three times does the same; all our tabs follow
//   body data-private  covered when left, loaded anew on Back
//   data-print         a hidden button: prints, titled with the site's name
//   data-reveal=id     a hidden button: shows that passphrase
//   data-zone          a select: while empty it takes the device's time zone
//   data-country=DE    stands first, and open, where the device keeps that time
const root = document.documentElement;
function press(name, act) {
  for (const button of document.querySelectorAll(`button[data-${name}]`)) {
    button.hidden = false;
    button.addEventListener("click", () => act(button));
  }
}
{
  const link = document.querySelector("[data-leave]");
  const hidden = "private" in document.body.dataset;

  if (link) {
    const others = new BroadcastChannel("leave");
    let presses = [];
    let alone;
    const leave = () => {
      root.classList.add("leaving");
      document.dispatchEvent(new Event("leaving"));
      const late = new Promise((go) => setTimeout(go, 1000));
      const saved = navigator.locks?.request("words", () => {}); // see notes.js
      Promise.race([late, saved]).finally(() => location.replace(link.href));
    };
    others.onmessage = leave;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      others.postMessage("");
      leave();
    });
    addEventListener("keydown", ({ key }) => {
      alone = key === "Shift";
      if (!alone) presses = [];
    });
    addEventListener("keyup", ({ key, timeStamp }) => {
      if (key !== "Shift" || !alone) return;
      presses.push(timeStamp);
      if (timeStamp - presses.at(-3) < 5000) link.click();
    });
  }
  addEventListener("pagehide", () => root.classList.toggle("leaving", hidden));
  addEventListener("pageshow", (event) => event.persisted && hidden && location.reload());

  document.querySelector(".errors")?.focus();
  press("print", () => print());
  const title = document.title;
  addEventListener("beforeprint", () => (document.title = document.querySelector(".name").textContent));
  addEventListener("afterprint", () => (document.title = title));
  press("reveal", (button) => {
    const field = document.getElementById(button.dataset.reveal);
    const show = (yes) => {
      field.type = yes ? "text" : "password";
      button.setAttribute("aria-pressed", yes);
    };
    show(field.type === "password");
    // Sent as text it would be offered to the next person.
    field.form.addEventListener("submit", () => show(false));
  });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const row of document.querySelectorAll("[data-country]")) {
    if (new Intl.Locale(`und-${row.dataset.country}`).getTimeZones?.().includes(zone)) {
      row.parentElement.prepend(row);
      row.firstElementChild.open = true;
    }
  }
  for (const select of document.querySelectorAll("[data-zone]")) {
    if (!select.value && select.querySelector(`[value="${zone}"]`)) select.value = zone;
  }
}

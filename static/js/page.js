// Every page works without this; nothing is stored.
//   data-leave         the Leave link: covers the page, then goes; Shift three times in 5 seconds too; all our tabs follow
//   body data-private  covered when left, loaded anew when the Back button returns
//   data-print         a button, written hidden, that prints
//   data-reveal=id     a button, written hidden, that shows the passphrase in that field
//   data-zone          a select: on its empty first option it takes the time zone of the device
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
      location.replace(link.href);
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
  for (const select of document.querySelectorAll("[data-zone]")) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!select.value && select.querySelector(`[value="${zone}"]`)) select.value = zone;
  }
}

// What the pages do more where scripts run. Nothing here is needed to get a kit.

const WIDE = matchMedia("(min-width: 64rem)");
// Milliseconds without a key pressed until the kit beside the form is made again.
const PAUSE = 500;

// Milliseconds until a window for which there is no room among those that are counted asks again.
const AGAIN = 60_000;

// On a person's own computer, the app ends some time after its last window is closed, and after the last request.
const holdOpen = (address) => {
  const held = new EventSource(address);
  held.onerror = () => {
    if (held.readyState === EventSource.CLOSED) setTimeout(holdOpen, AGAIN, address);
  };
};
if (document.body.dataset.windows) holdOpen(document.body.dataset.windows);

const summary = document.querySelector(".summary");
if (summary && !location.hash) summary.focus();

// The other language shows the question that is on top of the window now.
for (const button of document.querySelectorAll(".top button[lang]")) {
  const address = button.formAction;
  button.addEventListener("click", () => {
    const fields = document.querySelectorAll("#page :is(input, textarea):not([type=hidden])");
    const first = [...fields].find((each) => each.checkVisibility() && each.getBoundingClientRect().top > 0);
    button.formAction = first && scrollY > 0 ? `${address}#${first.id}` : address;
  });
}

// The kit as it grows, beside the form.
const panel = document.querySelector("#panel");
if (panel) {
  const form = document.querySelector("#page");
  let timer = 0;
  let asked = new AbortController();
  const show = async () => {
    if (!WIDE.matches) return;
    asked.abort();
    asked = new AbortController();
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.live, { method: "POST", body, signal: asked.signal });
      if (answer.ok) panel.innerHTML = await answer.text();
      panel.hidden = !panel.innerHTML;
    } catch {
      // Another key was pressed, or the app has ended: the pages stay as they are.
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  };
  form.addEventListener("input", soon);
  WIDE.addEventListener("change", soon);
  show();
}

// How far a work is, without loading the page again. A screen reader hears of it at most every ten seconds.

const PAUSE = 10_000;

const here = document.querySelector("#building");
const now = here.querySelector("#now");
const heard = here.querySelector("#heard");
const source = new EventSource(here.dataset.events);
let last = performance.now();

source.onmessage = ({ data }) => {
  const { done, total, name } = JSON.parse(data);
  if (!total) return;
  now.textContent = here.dataset.now.replace("DONE", done).replace("TOTAL", total);
  here.querySelector("#bar").max = total;
  here.querySelector("#bar").value = done;
  here.querySelector("#last").textContent = name;
  if (performance.now() - last < PAUSE) return;
  last = performance.now();
  heard.textContent = now.textContent;
};
source.addEventListener("over", () => {
  source.close();
  location.reload();
});

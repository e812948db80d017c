// How far the work is, without loading the page again. A screen reader hears of it at most every ten seconds.

const PAUSE = 10_000;

const here = document.querySelector("#building");
const now = here.querySelector("#now");
const heard = here.querySelector("#heard");
const source = new EventSource(here.dataset.events);
let last = performance.now();

source.onmessage = ({ data }) => {
  const told = JSON.parse(data);
  if (!told.total) return;
  now.textContent = told.now;
  here.querySelector("#bar").max = told.total;
  here.querySelector("#bar").value = told.done;
  here.querySelector("#last").textContent = told.last;
  if (performance.now() - last < PAUSE) return;
  last = performance.now();
  heard.textContent = now.textContent;
};
source.addEventListener("over", () => {
  source.close();
  location.reload();
});

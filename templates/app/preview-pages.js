// Show the pages of a kit as pictures of just the size the screen has room for.

import { byId, make, words } from "./preview-elements.js";

const view = byId("view");
const list = byId("pages");
const near = new Set();
let current = 1;
let told = () => {};

const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) near[entry.isIntersecting ? "add" : "delete"](entry.target);
  for (const page of near) show(page);
}, { rootMargin: "60% 0px" });

/** Let `listener` know which page is looked at, whenever that changes. */
export function onLook(listener) {
  told = listener;
}

export const lookedAt = () => current;

/** Return when page `page` of kit `number` is on the screen, while the others are still being drawn. */
export async function showPage(number, page, pages) {
  if (list.children.length !== pages) return false;
  list.dataset.grey = "";
  await show(list.children[page - 1], number);
  return true;
}

/** Return when those pages of a kit are on the screen that there is room for. */
export async function showPages(kit) {
  const titles = kit.sizes.map((_, place) => kit.titles[place] || kit.name);
  while (list.children.length > kit.sizes.length) remove(list.lastElementChild);
  while (list.children.length < kit.sizes.length) add();
  list.dataset.grey = "";
  [...list.children].forEach((page, place) => {
    const named = { page: place + 1, pages: kit.sizes.length, title: titles[place] };
    const [width, height] = kit.sizes[place];
    page.dataset.number = kit.number;
    page.dataset.alt = words("alt", named);
    page.querySelector(".sheet").style.aspectRatio = `${width} / ${height}`;
    page.querySelector("figcaption").textContent = words("caption", named);
    const picture = page.querySelector("img");
    if (picture) picture.alt = page.dataset.alt;
  });
  note();
  await Promise.all([...list.children].filter(isNear).map((page) => show(page)));
}

export function clearPages() {
  for (const page of [...list.children]) remove(page);
  note();
}

/** Set the pages off as those of an older kit, or not. */
export function greyPages(grey) {
  list.dataset.grey = grey ? "on" : "";
}

export function goTo(page) {
  const wanted = list.children[Math.min(Math.max(page, 1), list.children.length) - 1];
  if (!wanted) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  view.scrollTo({ top: wanted.offsetTop - list.offsetTop, behavior: calm ? "instant" : "smooth" });
}

function add() {
  const page = make("li", {}, make("figure", {}, make("div", { class: "sheet" }), make("figcaption")));
  list.append(page);
  watcher.observe(page);
}

function remove(page) {
  watcher.unobserve(page);
  near.delete(page);
  page.remove();
}

function isNear(page) {
  const { top, bottom } = page.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** Put a page's picture in place once it is there as a whole, so that nothing flickers. */
async function show(page, number = page.dataset.number) {
  const sheet = page.querySelector(".sheet");
  const width = Math.round(sheet.clientWidth * devicePixelRatio);
  const place = [...list.children].indexOf(page) + 1;
  const wanted = `picture/${number}/${place}.png?width=${width}`;
  if (!number || !width || page.dataset.wanted === wanted) return;
  page.dataset.wanted = wanted;
  const picture = make("img", { src: wanted, alt: page.dataset.alt ?? "", decoding: "sync" });
  try {
    await picture.decode();
  } catch {
    if (page.dataset.wanted === wanted) delete page.dataset.wanted;
    return;
  }
  if (page.dataset.wanted === wanted) sheet.replaceChildren(picture);
}

function note() {
  const pages = [...list.children];
  const line = list.offsetTop + view.scrollTop + view.clientHeight / 3;
  const at = pages.findIndex((page) => page.offsetTop + page.offsetHeight > line);
  const page = (at < 0 ? pages.length - 1 : at) + 1;
  byId("place").textContent = pages.length ? words("page-of", { page, pages: pages.length }) : "";
  byId("tools").classList.toggle("without-pages", !pages.length);
  byId("back").disabled = page <= 1;
  byId("on").disabled = page >= pages.length;
  if (page !== current) {
    current = page;
    told(page);
  }
}

let waiting = 0;
function later() {
  clearTimeout(waiting);
  waiting = setTimeout(() => near.forEach((page) => show(page)), 150);
}

view.addEventListener("scroll", note, { passive: true });
new ResizeObserver(() => { note(); later(); }).observe(list);
byId("back").addEventListener("click", () => goTo(current - 1));
byId("on").addEventListener("click", () => goTo(current + 1));
view.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.target !== view) return;
  event.preventDefault();
  goTo(current + step);
});
for (const radio of document.querySelectorAll("[name=size]")) {
  radio.addEventListener("change", () => {
    const page = current;
    list.dataset.size = radio.value;
    goTo(page);
  });
}

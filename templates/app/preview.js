// Follow what is saved: hear the preview's events, show kit or mistakes, and ask for what is chosen.

import { byId, make, words } from "./preview-elements.js";
import { clearPages, goTo, greyPages, lookedAt, onLook, showPage, showPages } from "./preview-pages.js";
import { showSources } from "./preview-sources.js";

// Milliseconds until a window for which there is no room asks again.
const AGAIN = 10_000;

const form = byId("page");
const languageNames = new Intl.DisplayNames(document.documentElement.lang, { type: "language" });
const tenths = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const asked = new URLSearchParams(location.search);
const state = { events: null, viewer: 0, people: [], first: asked.get("person"), saved: null, shownFor: "", slow: 0 };

// --- what is chosen --------------------------------------------------------------------------------------------------

function chosen() {
  const said = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...said]) if (!value) said.delete(name);
  if (!said.has("person") && state.first) said.set("person", state.first);
  return said;
}

function choose(said) {
  for (const field of form.elements) {
    if (!field.name) continue;
    const value = said.get(field.name) ?? "";
    if (field.type === "checkbox") field.checked = value === "on";
    else if (said.has(field.name)) field.checked = field.value === value;
  }
}

function listPeople(people) {
  const held = document.activeElement?.name === "person";
  const before = chosen().get("person");
  state.people = people;
  const is = people.some((each) => each.key === before) ? before : people[0]?.key;
  byId("people").replaceChildren(...people.map((each) => {
    const input = make("input", { type: "radio", name: "person", value: each.key });
    input.checked = each.key === is;
    const about = each.refused ? make("small", { class: "wrong" }, words("refused")) : make("small", {}, each.work);
    return make("label", {}, input, make("span", {}, make("b", {}, each.name), about));
  }));
  if (!people.length) {
    byId("people").replaceChildren(make("p", { class: "soft" }, words("nobody")));
    byId("waiting").hidden = true;
    clearKit();
    showMistakes([]);
  }
  if (held) form.querySelector("[name=person]:checked")?.focus();
  return is !== before;
}

/** Say what the person's own profile asks for already. */
function showOwn() {
  const person = state.people.find((each) => each.key === chosen().get("person"));
  const language = person?.language;
  form.querySelector("[name=language][value='']").nextElementSibling.textContent =
    language ? words("own", { language: languageNames.of(language) }) : words("own-unknown");
  for (const box of form.querySelectorAll(".boxes [type=checkbox]")) {
    const own = Boolean(person?.asks_for.includes(box.name));
    if (own !== box.disabled) box.checked = own;
    box.disabled = own;
    box.parentElement.querySelector("small").hidden = !own;
  }
  byId("chosen").textContent = person?.name ?? "";
}

// --- what happens ----------------------------------------------------------------------------------------------------

function follow() {
  state.events?.close();
  showOwn();
  const said = chosen();
  history.replaceState(null, "", said.size ? `?${said}` : location.pathname);
  const choice = String(said);
  said.set("page", state.shownFor === choice ? lookedAt() : 1);
  const events = (state.events = new EventSource(`events?${said}`));
  events.onmessage = (message) => {
    if (events === state.events) heard(JSON.parse(message.data), choice);
  };
  events.onerror = () => {
    if (events !== state.events) return;
    const full = events.readyState === EventSource.CLOSED;
    if (full) setTimeout(() => { if (events === state.events) follow(); }, AGAIN);
    status(words(full ? "full" : "ended"), "ended");
  };
}

const hearing = {
  welcome(event) {
    state.viewer = event.viewer;
    state.saved = event.saved;
    status(words("drawn"), "");
    if (listPeople(event.people)) follow();
    else showOwn();
  },
  people(event) {
    if (listPeople(event.people)) follow();
    else showOwn();
  },
  drawing(event, choice) {
    // Most kits are drawn before one has read that they are being drawn.
    clearTimeout(state.slow);
    state.slow = setTimeout(() => {
      status(words("drawing"), "drawing");
      if (state.shownFor !== choice) greyPages(true);
    }, 500);
  },
  async page(event, choice) {
    if (state.shownFor === choice && (await showPage(event.number, event.page, event.pages))) shown(event);
  },
  async kit(event, choice) {
    const first = state.shownFor !== choice;
    if (first) clearPages();
    state.shownFor = choice;
    byId("waiting").hidden = true;
    if (event.fresh || first) showMistakes([]);
    showFile(event);
    showSources(event);
    await showPages(event);
    if (first) goTo(1);
    if (event.fresh) shown(event);
    else greyPages(true);
  },
  mistakes(event, choice) {
    clearTimeout(state.slow);
    if (state.shownFor !== choice) clearKit();
    byId("waiting").hidden = true;
    showMistakes(event.mistakes);
  },
};

function heard(event, choice) {
  hearing[event.kind](event, choice);
}

/** Say that the newest kit is on the screen, and how long that took from the saving. */
function shown(event) {
  clearTimeout(state.slow);
  const since = event.saved !== state.saved;
  if (event.kind === "kit" && !since) {
    if (!byId("status").textContent || byId("status").dataset.kind) status(words("drawn"), "");
    return;
  }
  if (!since) return;
  state.saved = event.saved;
  const seconds = tenths.format(Math.max(Date.now() / 1000 - event.saved, 0));
  status(words("redrawn", { seconds }), "");
}

function status(said, kind) {
  const place = byId("status");
  place.dataset.kind = kind;
  if (place.textContent !== said) place.textContent = said;
}

// --- what is shown ---------------------------------------------------------------------------------------------------

function clearKit() {
  state.shownFor = "";
  clearPages();
  for (const id of ["open", "no-pages", "frame", "text"]) byId(id).hidden = true;
  byId("frame").removeAttribute("src");
}

function showFile(kit) {
  const paper = form.querySelector("[name=paper][value='']");
  if (paper.checked) paper.nextElementSibling.textContent = words("own-paper", { paper: words(kit.paper) });
  const address = `kit/${kit.number}/${encodeURIComponent(kit.name)}`;
  const plain = kit.format === "txt";
  const framed = kit.format === "html";
  const link = byId("open");
  link.hidden = false;
  link.href = address;
  link.textContent = words("open");
  link.toggleAttribute("download", kit.format === "docx");
  byId("no-pages").hidden = framed || plain || kit.sizes.length > 0;
  byId("download").href = address;
  byId("download").textContent = words("size", { name: kit.name, size: Math.round(kit.size / 1000) });
  byId("frame").hidden = !framed;
  if (framed) byId("frame").src = address;
  else byId("frame").removeAttribute("src");
  byId("text").hidden = !plain;
  if (plain) showText(address);
}

async function showText(address) {
  const answer = await fetch(address);
  if (answer.ok) byId("text").textContent = await answer.text();
}

function showMistakes(mistakes) {
  const panel = byId("mistakes");
  const count = mistakes.length;
  const some = count === 1 ? words("one-mistake") : words("mistakes", { count });
  panel.hidden = !count;
  document.body.classList.toggle("in-mistake", count > 0);
  greyPages(count > 0);
  if (!count) {
    byId("alert").textContent = "";
    return;
  }
  byId("mistakes-title").textContent = count === 1 ? words("mistakes-title-one") : words("mistakes-title", { count });
  byId("mistakes-about").textContent = words(state.shownFor ? "mistakes-behind" : "mistakes-alone");
  byId("mistakes-list").replaceChildren(...mistakes.map(mistake));
  status(words("in-mistake", { count: some }), "mistake");
  const { file, line, message } = mistakes[0];
  byId("alert").textContent = [some, file, line && words("line", { line }), message].filter(Boolean).join(": ");
  panel.scrollIntoView({ block: "nearest" });
}

function mistake({ file, line, where, message, lines }) {
  const place = [file && make("code", {}, file), line && make("span", {}, words("line", { line })), where && make("span", {}, where)];
  const shownLines = lines.map((each) =>
    make("li", { class: each.wrong ? "wrong" : null, value: each.number, "aria-current": each.wrong ? "true" : null },
      make("code", {}, each.text || " ")));
  return make("li", {},
    make("p", { class: "what" }, message),
    make("p", { class: "where" }, place.filter(Boolean).flatMap((part) => [part, " "])),
    lines.length ? make("ol", { class: "lines" }, shownLines) : null);
}

// --- tabs and the rest -----------------------------------------------------------------------------------------------

const tabs = [...document.querySelectorAll("[role=tab]")];

function openTab(wanted) {
  for (const tab of tabs) {
    const is = tab === wanted;
    tab.setAttribute("aria-selected", String(is));
    tab.tabIndex = is ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).hidden = !is;
  }
}

for (const tab of tabs) {
  tab.addEventListener("click", () => openTab(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    openTab(next);
    next.focus();
  });
}

onLook((page) => {
  if (state.viewer) fetch(`look?viewer=${state.viewer}&page=${page}`, { method: "POST" }).catch(() => {});
});

const roomy = matchMedia("(min-width: 56rem)");
const fold = () => { byId("choices").open = roomy.matches; };
roomy.addEventListener("change", fold);
fold();

choose(asked);
form.addEventListener("change", follow);
form.addEventListener("submit", (event) => event.preventDefault());
follow();

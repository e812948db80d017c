// Show where a kit comes from: the theme behind each file, and the reason behind each question.

import { byId, make, words } from "./preview-elements.js";

export function showSources(kit) {
  const panel = byId("panel-sources");
  const open = new Set([...panel.querySelectorAll("details[open]")].map((each) => each.dataset.key));
  panel.replaceChildren(...chosen(kit.chosen), ...notices(kit.notices), ...supplied(kit.supplied));
  for (const each of panel.querySelectorAll("details")) each.open = open.has(each.dataset.key);
}

function supplied(from) {
  const rows = from.files.map((file) =>
    make("tr", {},
      make("th", { scope: "row" }, make("code", {}, file.path)),
      make("td", {}, make("strong", {}, file.from), overlay(file)),
      make("td", { class: "figure" }, amount(file.size))));
  return [
    make("h2", {}, words("looks")),
    make("p", { class: "soft" }, words("layers")),
    make("ol", { class: "layers" }, from.layers.map((layer) =>
      make("li", {}, make("strong", {}, layer.name), " ", make("code", {}, layer.folder)))),
    make("h3", {}, words("tokens")),
    make("dl", { class: "tokens" }, from.tokens.map(token)),
    make("h3", {}, words("files")),
    table([words("file"), words("from"), words("amount")], rows, "files"),
  ];
}

function overlay(file) {
  const [name, layers] = file.instead_of.length ? ["instead", file.instead_of] : ["also", file.also];
  return layers.length ? make("span", { class: "soft" }, " ", words(name, { layers: layers.join(", ") })) : null;
}

function amount(size) {
  return size < 1000 ? words("bytes", { size }) : words("kilobytes", { size: Math.round(size / 1000) });
}

function token({ name, value }) {
  const swatch = /^#[0-9a-f]{6}$/i.test(value) ? make("span", { class: "swatch" }) : null;
  if (swatch) swatch.style.backgroundColor = value;
  return make("div", {}, make("dt", {}, name), make("dd", {}, swatch, make("code", {}, value)));
}

function notices(found) {
  if (!found.length) return [];
  return [make("h2", {}, words("notices")), make("ul", {}, found.map((each) => make("li", {}, each.message)))];
}

function chosen(why) {
  const talks = why.talks.map((talk, place) => [
    make("h3", {}, talk.contact ? words("talk-with", talk) : words("talk-open", talk)),
    make("p", {},
      make("strong", {}, words(talk.approach.warm ? "opening-warm" : "opening", talk.approach)), " ",
      make("span", { lang: why.language }, talk.approach.reason)),
    ...goals(talk.goals, why.language),
    table([words("number"), words("question"), words("takes"), words("reason")],
      talk.questions.map((each, number) => question(each, number + 1, why.language)), "questions", words("questions")),
    folded(`refusals-${place}`, words("refusals"), talk.refusals.map((each) =>
      make("li", {}, make("code", {}, each.id), " ", make("span", { lang: why.language }, each.reason)))),
    folded(`left-out-${place}`, words("left-out"), talk.left_out.map((each) => leftOut(each, why.language))),
  ]);
  return [make("h2", {}, words("why")), ...talks.flat()];
}

function goals(wanted, language) {
  if (!wanted.length) return [];
  return [make("h4", {}, words("goals")), make("ul", {}, wanted.map((goal) =>
    make("li", {}, make("code", {}, goal.id), ": ",
      goal.served_by ? make("code", {}, goal.served_by) : make("span", { lang: language }, goal.reason),
      goal.source ? [" ", words("look-up"), " ", make("span", { lang: language }, goal.source)] : null)))];
}

function question(asked, number, language) {
  const star = asked.starred ? make("span", { class: "star", role: "img", "aria-label": words("star"), title: words("star") }, "★") : null;
  return make("tr", {},
    make("td", { class: "figure" }, star, ` ${number}`),
    make("th", { scope: "row" },
      make("span", { lang: language }, asked.words),
      asked.probes.map((probe) => make("small", { lang: language }, "+ ", probe.text)),
      make("small", {}, make("code", {}, asked.id), " ", asked.place ? make("code", {}, asked.place) : null)),
    make("td", { class: "figure" }, words("minutes", asked)),
    make("td", { lang: language }, asked.reason));
}

function leftOut(group, language) {
  return make("li", {}, make("span", { lang: language }, group.reason),
    make("ul", {}, group.questions.map((each) =>
      make("li", {}, make("span", { lang: language }, each.words), " ", make("code", {}, each.id)))));
}

function folded(key, title, entries) {
  if (!entries.length) return null;
  return make("details", { "data-key": key }, make("summary", {}, `${title} (${entries.length})`), make("ul", {}, entries));
}

function table(heads, rows, kind, caption) {
  return make("div", { class: "wide" },
    make("table", { class: kind },
      caption ? make("caption", {}, caption) : null,
      make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
      make("tbody", {}, rows)));
}

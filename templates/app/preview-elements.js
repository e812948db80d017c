// Make elements and words. Text is only ever set as text: nothing that a person typed becomes markup.

const found = document.getElementById("words").content.querySelectorAll("[data-word]");
const known = Object.fromEntries([...found].map((each) => [each.dataset.word, each.textContent]));

export const byId = (id) => document.getElementById(id);

/** Return the words of that name, with what stands in braces filled in. */
export function words(name, values = {}) {
  return known[name].replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole));
}

/** Return an element with attributes and children; null and undefined are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

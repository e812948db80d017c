// The script of a kit that is filled in in a browser: it keeps answers in the page, and saves the page as a file.
// It sends nothing and loads nothing; the page's content policy knows it by its hash.
(() => {
  "use strict";
  const FIELDS = "input.kit-field, input.kit-field-box, textarea.kit-field";
  const BESIDE_A_BOX = ".kit-open-item, .kit-tick, .kit-cell-tick, .kit-cell-level";
  const bar = document.querySelector(".kit-tools");
  const status = bar.querySelector("[role=status]");
  const asWritten = bar.cloneNode(true);
  let isSaved = true;

  // A browser keeps what is typed beside the page; only what is in the page is in a file that is saved of it.
  const keep = (field) => {
    if (field.type === "checkbox") field.toggleAttribute("checked", field.checked);
    else if (field.localName === "textarea") field.textContent = field.value;
    else field.setAttribute("value", field.value);
  };

  const fileName = () => {
    let name = "";
    try {
      name = decodeURIComponent(location.pathname.split("/").pop());
    } catch {
      // An address that is not UTF-8 names no file.
    }
    return /\.html?$/i.test(name) ? name : `${document.title}.html`;
  };

  const save = () => {
    document.querySelectorAll(FIELDS).forEach(keep);
    const page = document.documentElement.cloneNode(true);
    page.querySelector(".kit-tools").replaceWith(asWritten.cloneNode(true));
    const file = new Blob([`<!DOCTYPE html>\n${page.outerHTML}\n`], { type: "text/html;charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = fileName();
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    isSaved = true;
    status.textContent = `${bar.dataset.saved} ${link.download}`;
  };

  document.addEventListener("input", ({ target }) => {
    if (!target.matches(FIELDS)) return;
    // What is typed once is there wherever it is asked for.
    for (const field of document.getElementsByName(target.name)) {
      if (!field.matches(FIELDS)) continue;
      if (field !== target && field.type === "checkbox") field.checked = target.checked;
      else if (field !== target) field.value = target.value;
      keep(field);
    }
    isSaved = false;
    status.textContent = bar.dataset.unsaved;
  });

  document.addEventListener("click", ({ target }) => {
    const box = target.closest(BESIDE_A_BOX)?.querySelector("input[type=checkbox]");
    if (box && !target.closest("a, input, textarea")) box.click();
  });

  addEventListener("beforeunload", (event) => {
    if (!isSaved) event.preventDefault();
  });

  const buttons = { ".kit-save": save, ".kit-print": () => print() };
  for (const [name, act] of Object.entries(buttons)) {
    const button = bar.querySelector(name);
    button.addEventListener("click", act);
    button.hidden = false;
  }
  status.textContent = bar.dataset.ready;
})();

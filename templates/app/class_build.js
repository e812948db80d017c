// When the files of a class are there, the window is named after them, and a screen reader begins with them.

addEventListener("load", () => {
  const ready = document.querySelector("#ready h1");
  if (!ready) return;
  document.title = document.title.replace(/^.*(?= – )/, ready.textContent);
  ready.focus();
});

// What the pages do more where scripts run: nothing here is needed to get a kit.

const summary = document.querySelector(".summary");
if (summary) summary.focus();

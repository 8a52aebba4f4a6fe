// Whether somebody is here for the first time, known before anything is drawn, so that nothing
// moves. It is remembered by the browser alone, and only that it was dismissed.
(function () {
  "use strict";
  var key = "gongkai.tour";
  try {
    if (!localStorage.getItem(key)) document.documentElement.classList.add("first");
  } catch (e) { return; } // no memory, no tour: the method page has it
  document.addEventListener("click", function (event) {
    if (event.target.id !== "tour-done") return;
    localStorage.setItem(key, "seen");
    document.documentElement.classList.remove("first");
    var heading = document.querySelector("h1"); // the button is gone: who came by keyboard goes on from here
    heading.tabIndex = -1;
    heading.focus();
  });
})();

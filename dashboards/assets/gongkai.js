// Choosing a figure changes the frame beside it and the address, without a new page. Without
// this file the same links load the page anew.
(function () {
  "use strict";
  var frame = document.getElementById("evidence");
  var shown = document.getElementById("selected");
  if (!frame) return;

  function cell(figure) {
    var links = document.querySelectorAll("a[data-figure]");
    for (var i = 0; i < links.length; i++) if (links[i].dataset.figure === figure) return links[i];
    return null;
  }

  function current() {
    var link = document.querySelector("a[data-figure][aria-current]");
    return link && link.dataset.figure;
  }

  // The other language shows the same figure.
  function turn(link, figure) {
    var address = new URL(link.href);
    address.searchParams.set("figure", figure);
    address.searchParams.delete("version");
    address.searchParams.sort();
    link.href = address.href;
  }

  function choose(link) {
    var figure = link.dataset.figure;
    document.querySelectorAll("td.selected").forEach(function (td) {
      td.classList.remove("selected");
      td.firstElementChild.removeAttribute("aria-current");
    });
    link.parentElement.classList.add("selected");
    link.setAttribute("aria-current", "true");
    var label = document.createElement("b");
    label.textContent = link.dataset.label;
    var value = document.createElement("span");
    value.className = "num";
    value.textContent = link.firstChild.textContent;
    var note = document.createElement("span");
    note.className = "muted";
    note.textContent = link.dataset.note;
    shown.replaceChildren(label, " ", value, " ", note);
    var more = document.getElementById("figure-page"); // the page of the figure alone
    var page = new URL(more.dataset.base, location.href);
    page.pathname += "/figures/" + figure;
    more.href = page.href;
    more.parentElement.hidden = false;
    document.querySelectorAll("a.language, link[hreflang]").forEach(function (other) { turn(other, figure); });
    var source = new URL(frame.src);
    source.searchParams.set("figure", figure);
    source.searchParams.delete("version"); // the figures listed are the current version's
    document.querySelectorAll("#earlier").forEach(function (note) { note.remove(); });
    source.searchParams.sort();
    source.hash = "gongkai-aim";
    // Replacing the frame keeps it out of the history: going back changes the figure.
    var next = frame.cloneNode(false);
    next.src = source.href;
    frame.replaceWith(next);
    frame = next;
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href*='figure=']");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    var url = new URL(link.href);
    if (url.pathname !== location.pathname || link.classList.contains("language")) return;
    var target = cell(url.searchParams.get("figure"));
    if (!target) return;
    event.preventDefault();
    history.pushState(null, "", url.href);
    choose(target);
    if (link !== target) target.scrollIntoView({ block: "nearest" });
    target.focus({ preventScroll: true });
  });

  // Moving within the page (skip links) comes here too: only another figure changes anything.
  window.addEventListener("popstate", function () {
    var figure = new URL(location.href).searchParams.get("figure");
    if (figure === current()) return;
    var target = figure && cell(figure);
    if (target) choose(target);
    else location.reload();
  });
})();
// A drawing as a picture: the file is drawn on a canvas, twice as fine. Without this file there is
// the drawing itself.
(function () {
  "use strict";
  document.querySelectorAll("button.png").forEach(function (button) {
    button.parentNode.hidden = false; // with the point before it
    button.addEventListener("click", function () {
      var image = new Image();
      image.onload = function () {
        var canvas = document.createElement("canvas");
        canvas.width = image.naturalWidth * 2;
        canvas.height = image.naturalHeight * 2;
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(function (blob) {
          var link = document.createElement("a");
          link.href = URL.createObjectURL(blob);
          link.download = button.dataset.name;
          link.click();
          URL.revokeObjectURL(link.href);
        }, "image/png");
      };
      image.src = button.dataset.svg;
    });
  });
})();

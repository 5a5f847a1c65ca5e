/* Opens the fold-out that the address leads to, such as /methode#v4.2. */
"use strict";

(function () {
  function unfold() {
    const place = document.getElementById(window.location.hash.slice(1));
    const folded = place && place.closest("details");
    if (folded && !folded.open) {
      folded.open = true;
      place.scrollIntoView();
    }
  }

  window.addEventListener("hashchange", unfold);
  document.addEventListener("click", function (event) {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === window.location.hash) {
      unfold(); // the address stays the same, so no hashchange tells of it
    }
  });
  unfold();
})();

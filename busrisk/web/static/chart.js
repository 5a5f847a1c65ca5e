/* Draws each figure that the page carries as data; the same figures stand in the table below it. */
"use strict";

(function () {
  const config = {
    displaylogo: false,
    displayModeBar: false,
    showSendToCloud: false,
    plotlyServerURL: "",
    responsive: true,
  };

  function draw(chart) {
    const place = chart.querySelector(".plot");
    const figure = JSON.parse(chart.querySelector('script[type="application/json"]').textContent);
    place.style.height = figure.layout.height + "px"; // what a redraw after a resize measures
    window.Plotly.newPlot(place, figure.data, figure.layout, config).then(function () {
      chart.classList.add("drawn");
    });
  }

  document.querySelectorAll(".chart").forEach(draw);
})();

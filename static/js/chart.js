// Where a drawing of the guide scrolls in its frame, it begins in sight: at the box most to the left.
"use strict";
for (const chart of document.querySelectorAll(".chart")) {
  const places = [...chart.querySelectorAll("[data-slug]")].map((box) => box.getBoundingClientRect());
  const start = places.sort((one, other) => one.left - other.left)[0];
  if (start) chart.scrollTop = start.top - chart.getBoundingClientRect().top - chart.clientHeight / 4;
}

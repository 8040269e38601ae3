import { withData } from "./zoek.js";

/** Lets one point out an address on the sketch; without JavaScript one chooses a part of town. */
export function addSketches(part) {
  for (const figure of withData(part, "schets")) {
    const field = document.getElementById(figure.dataset.schets);
    const drawing = figure.querySelector("svg");
    const mark = figure.querySelector(".schets__punt");
    const side = (name) => Number(figure.dataset[name]);
    figure.hidden = false;
    drawing.addEventListener("click", (event) => {
      const box = drawing.getBoundingClientRect();
      const right = (event.clientX - box.left) / box.width;
      const down = (event.clientY - box.top) / box.height;
      const lat = side("noord") - down * (side("noord") - side("zuid"));
      const lon = side("west") + right * (side("oost") - side("west"));
      field.value = `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
      mark.setAttribute("cx", right * drawing.viewBox.baseVal.width);
      mark.setAttribute("cy", down * drawing.viewBox.baseVal.height);
      mark.classList.add("is-gezet");
    });
  }
}

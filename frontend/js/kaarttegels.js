import { map as makeMap, svgOverlay, tileLayer } from "leaflet";

/**
 * Tiles of a map under the sketch, where the municipality set an address for them. The sketch is
 * the same projection, so it lies on them exactly; it stays as it is when no tile comes.
 */
export function layTiles() {
  const box = document.querySelector("[data-kaart][data-tegels]");
  const sketch = box?.querySelector("svg");
  if (!sketch) return;
  const [south, west, north, east] = box.dataset.grenzen.split(" ").map(Number);
  const bounds = [[south, west], [north, east]];
  const frame = document.createElement("div");
  frame.className = "kaartvak__tegels";
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", sketch.getAttribute("aria-label"));
  const tiles = tileLayer(box.dataset.tegels, { maxZoom: 19, attribution: box.dataset.bron });
  tiles.once("tileload", () => {
    box.classList.add("kaartvak--tegels");
    map.invalidateSize();
    map.fitBounds(bounds);
  });
  box.append(frame);
  const map = makeMap(frame, { zoomSnap: 0, scrollWheelZoom: false });
  map.attributionControl.setPrefix(false);
  map.fitBounds(bounds);
  const copy = sketch.cloneNode(true);
  copy.removeAttribute("id");
  copy.setAttribute("aria-hidden", "true");
  tiles.addTo(map);
  svgOverlay(copy, bounds, { interactive: false }).addTo(map);
  keepMarksReadable(map, copy, bounds);
}

/** Marks and lines keep their size on the screen, however far one zooms. */
function keepMarksReadable(map, sketch, [low, high]) {
  const marks = [...sketch.querySelectorAll("[data-punt]")];
  const places = marks.map((mark) => mark.getAttribute("transform"));
  const width = sketch.viewBox.baseVal.width;
  const resize = () => {
    const [one, other] = [map.latLngToLayerPoint(low), map.latLngToLayerPoint(high)];
    const scale = Math.min(1.4, width / Math.abs(other.x - one.x));
    marks.forEach((mark, at) => mark.setAttribute("transform", `${places[at]} scale(${scale})`));
  };
  map.on("zoomend", resize);
  resize();
}

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

/**
 * Marks keep their size on the screen, however far one zooms, and so does the distance of a mark
 * that was pushed aside from where it belongs.
 */
function keepMarksReadable(map, sketch, [low, high]) {
  const marks = [...sketch.querySelectorAll("[data-punt]")].map((mark) => {
    const { e: x, f: y } = mark.transform.baseVal.consolidate().matrix;
    const [homeX, homeY] = (mark.dataset.van ?? `${x} ${y}`).split(" ").map(Number);
    return { mark, x: x - homeX, y: y - homeY, homeX, homeY };
  });
  const pointers = [...sketch.querySelectorAll("[data-wijzer]")].map((line) => {
    const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((name) => line[name].baseVal.value);
    return { line, x: x1 - x2, y: y1 - y2, homeX: x2, homeY: y2 };
  });
  const width = sketch.viewBox.baseVal.width;
  const resize = () => {
    const [one, other] = [map.latLngToLayerPoint(low), map.latLngToLayerPoint(high)];
    const scale = Math.min(1.4, width / Math.abs(other.x - one.x));
    for (const { mark, x, y, homeX, homeY } of marks) {
      const place = `${homeX + x * scale} ${homeY + y * scale}`;
      mark.setAttribute("transform", `translate(${place}) scale(${scale})`);
    }
    for (const { line, x, y, homeX, homeY } of pointers) {
      line.setAttribute("x1", homeX + x * scale);
      line.setAttribute("y1", homeY + y * scale);
    }
  };
  map.on("zoomend", resize);
  resize();
}

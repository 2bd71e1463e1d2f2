// The map to move: events over the base map, clustered by nearness, by weeks, with pointer and keyboard.

const L = window.L;
const { told, counted, written, term } = window.sitrep;
const SHAPES = ["circle", "square", "diamond"];
const NEAR = 46;
const LABELS = 60;
const LISTED = 15;
const SVG = "http://www.w3.org/2000/svg";

const root = document.querySelector("[data-map]");
const part = (name) => root.querySelector(`[data-${name}]`);
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--picture-${name}`).trim();
const json = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function drawn(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// ---- the ground: land, coasts and borders on a canvas, names above it

class Ground {
  constructor(map, world, labels) {
    this.map = map;
    this.labels = labels.sort((one, other) => other[4] - one[4] || other[3] - one[3]);
    const renderer = L.canvas({ padding: 0.4 });
    const line = (points, weight, dashArray) => L.polyline(points, { renderer, weight, dashArray, interactive: false, smoothFactor: 1.5 });
    this.layers = {
      land: L.polygon(world.land, { renderer, stroke: false, fillOpacity: 1, interactive: false, smoothFactor: 1.5 }),
      region: line(world.regions, 0.8),
      coast: line(world.coasts, 0.8),
      border: line(world.borders, 1.4),
      disputed: line(world.disputed, 1.4, "4 4"),
    };
    for (const [name, layer] of Object.entries(this.layers)) if (name !== "region") layer.addTo(map);
    this.names = L.layerGroup().addTo(map);
    map.on("zoomend", () => this.zoomed());
    map.on("moveend", () => this.name());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.paint());
    this.paint();
    this.zoomed();
  }

  paint() {
    this.map.getContainer().style.background = colour("water");
    for (const [name, layer] of Object.entries(this.layers)) layer.setStyle(name === "land" ? { fillColor: colour(name) } : { color: colour(name) });
  }

  zoomed() {
    if (this.map.getZoom() >= 5) this.layers.region.addTo(this.map).bringToBack();
    else this.layers.region.remove();
    this.layers.land.bringToBack();
  }

  name() {
    this.names.clearLayers();
    const [bounds, zoom, used] = [this.map.getBounds(), this.map.getZoom(), []];
    const wanted = this.labels.filter(([, x, y, people, isCountry]) => bounds.contains([y, x]) && (isCountry ? zoom < 7 && people > 3e7 / 3 ** (zoom - 2) : people > 4e6 / 2.2 ** (zoom - 3)));
    for (const [name, x, y, , isCountry] of wanted) {
      const at = this.map.latLngToContainerPoint([y, x]);
      const half = name.length * (isCountry ? 4 : 3.2) + 4;
      if (used.length >= LABELS || used.some((other) => Math.abs(other.x - at.x) < other.half + half && Math.abs(other.y - at.y) < 15)) continue;
      used.push({ x: at.x, y: at.y, half });
      const icon = L.divIcon({ className: isCountry ? "map-name country" : "map-name", html: made("span", { "aria-hidden": "true" }, name), iconSize: [0, 0] });
      L.marker([y, x], { icon, interactive: false, keyboard: false, pane: "names" }).addTo(this.names);
    }
  }
}

// ---- the events

class Places {
  constructor(map, collection, world) {
    this.map = map;
    this.world = world;
    this.features = collection.features.filter((feature) => feature.geometry);
    this.measure = collection.measure;
    this.chosen = this.features;
    this.points = L.layerGroup().addTo(map);
    this.spreads = L.layerGroup().addTo(map);
    this.titles = L.layerGroup().addTo(map);
    this.renderer = L.svg({ padding: 0.4 });
    map.on("moveend", () => this.draw());
    map.on("zoomend", () => this.entitle());
  }

  get bounds() {
    const near = this.features.filter((feature) => feature.properties.extent !== "country");
    return L.latLngBounds((near.length ? near : this.features).map(({ geometry: { coordinates: [x, y] } }) => [y, x]));
  }

  // Signs keep their scale through the weeks: that of the whole span, which is chosen first.
  choose(weeks) {
    this.chosen = weeks ? this.features.filter((feature) => weeks.has(feature.properties.week)) : this.features;
    const spots = new Map();
    for (const feature of this.chosen) {
      const [x, y] = feature.geometry.coordinates;
      const { extent = "point", areas, place } = feature.properties;
      const key = `${extent} ${areas?.join() ?? `${place} ${x} ${y}`}`;
      if (!spots.has(key)) spots.set(key, { key, extent, at: L.latLng(y, x), features: [] });
      spots.get(key).features.push(feature);
    }
    this.spots = [...spots.values()];
    this.largest ??= Math.max(1, ...this.spots.filter((spot) => spot.extent === "point").map((spot) => this.quantity(spot) ?? 0));
    this.spreads.clearLayers();
    for (const extent of ["country", "area", "around"]) this.spots.filter((spot) => spot.extent === extent).forEach((spot) => this.spread(spot));
    this.entitle();
    this.draw();
  }

  draw() {
    if (!this.spots) return;
    const focused = document.activeElement?.dataset?.key;
    this.points.clearLayers();
    const wide = this.map.getBounds().pad(0.2);
    const near = this.spots.filter((spot) => spot.extent === "point" && wide.contains(spot.at));
    for (const cell of this.cells(near)) cell.length > 1 ? this.cluster(cell) : this.point(cell[0]);
    this.refocus(focused);
  }

  entitle() {
    if (!this.spots) return;
    const focused = document.activeElement?.dataset?.key;
    this.titles.clearLayers();
    this.spots.filter((spot) => spot.layer).forEach((spot) => this.entitled(spot));
    this.refocus(focused);
  }

  refocus(key) {
    if (key && !document.activeElement?.dataset?.key) (root.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? this.map.getContainer()).focus({ preventScroll: true });
  }

  quantity(spot) {
    if (!this.measure) return spot.features.length;
    const known = spot.features.map((feature) => feature.properties.size).filter((size) => size !== undefined && size !== null);
    return known.length ? known.reduce((sum, size) => sum + size, 0) : null;
  }

  words(spot) {
    const number = this.quantity(spot);
    const told = this.measure && number !== null ? `, ${term(this.measure)} ${written(number)}` : "";
    return `${spot.features[0].properties.place}: ${counted(spot.features.length, "event")}${told}`;
  }

  cells(points) {
    if (this.map.getZoom() >= this.map.getMaxZoom()) return points.map((spot) => [spot]);
    const cells = [];
    for (const spot of [...points].sort((one, other) => other.features.length - one.features.length)) {
      const at = this.map.project(spot.at);
      const near = cells.find((cell) => cell.at.distanceTo(at) < NEAR);
      if (near) near.spots.push(spot);
      else cells.push({ at, spots: [spot] });
    }
    return cells.map((cell) => cell.spots);
  }

  colourOf(features) {
    const families = new Set(features.map((feature) => feature.properties.family ?? 0));
    return families.size === 1 ? SHAPES[[...families][0]] : null;
  }

  point(spot) {
    const number = this.quantity(spot);
    const shape = this.colourOf(spot.features) ?? "circle";
    const radius = number === null ? 5 : Math.max(5, Math.min(22, 22 * Math.sqrt(number / this.largest)));
    const size = Math.max(24, 2 * radius + 4);
    const picture = drawn("svg", { width: size, height: size, viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, "aria-hidden": "true" });
    const half = (radius * Math.sqrt(Math.PI)) / 2;
    const form = shape === "circle" ? drawn("circle", { r: radius }) : drawn("rect", { x: -half, y: -half, width: 2 * half, height: 2 * half, ...(shape === "diamond" ? { transform: "rotate(45)" } : {}) });
    form.setAttribute("class", `map-form ${this.colourOf(spot.features) ?? "mixed"}${number === null ? " hollow" : ""}`);
    picture.append(form);
    this.button(this.points, spot.at, picture, size, this.words(spot), spot.key, () => this.open(spot));
  }

  cluster(cell) {
    const features = cell.flatMap((spot) => spot.features);
    const bounds = L.latLngBounds(cell.map((spot) => spot.at));
    const size = 28 + 6 * Math.min(3, Math.log10(features.length));
    const face = made("span", { class: `map-cluster ${this.colourOf(features) ?? "mixed"}` }, written(features.length));
    face.style.setProperty("--parts", this.parts(features));
    const names = [...new Set(features.map((feature) => feature.properties.place))];
    const words = told("{events} in {places}: {names}; opens to show them apart", { events: counted(features.length, "event"), places: counted(cell.length, "place"), names: names.slice(0, 3).join(", ") + (names.length > 3 ? " …" : "") });
    this.button(this.points, cell[0].at, face, size, words, `cluster ${cell[0].key}`, () => {
      this.map.getContainer().focus({ preventScroll: true });
      this.map.fitBounds(bounds.pad(0.3), { maxZoom: Math.max(this.map.getZoom() + 2, 8) });
      if (this.map.getBoundsZoom(bounds.pad(0.3)) <= this.map.getZoom()) this.map.zoomIn();
    });
  }

  parts(features) {
    let from = 0;
    return SHAPES.map((shape, number) => {
      const share = features.filter((feature) => (feature.properties.family ?? 0) === number).length / features.length;
      return `var(--picture-${shape}) ${from}turn ${(from += share)}turn`;
    }).join(", ");
  }

  spread(spot) {
    const { areas = [], radius_km: radius = 20 } = spot.features[0].properties;
    spot.family = this.colourOf(spot.features) ?? "mixed";
    const style = { renderer: this.renderer, className: `map-area ${spot.extent} ${spot.family}`, weight: 1.4, smoothFactor: 1.5 };
    spot.layer = spot.extent === "around"
      ? L.circle(spot.at, { ...style, radius: radius * 1000, dashArray: "3 4" })
      : L.polygon(areas.flatMap((id) => this.world.areas.get(id)?.rings() ?? []), style);
    if (areas.length === 1) spot.at = this.middle(areas[0]) ?? spot.at;
    spot.layer.on("click", () => this.open(spot)).addTo(this.spreads);
  }

  entitled(spot) {
    const number = this.quantity(spot)?.toLocaleString(document.documentElement.lang) ?? "";
    const text = this.isWide(spot.layer.getBounds()) ? `${spot.features[0].properties.place} ${number}`.trim() : number || "?";
    const face = made("span", { class: `map-spread ${spot.family}` }, text);
    this.button(this.titles, spot.at, face, null, told("somewhere in {place}", { place: this.words(spot) }), spot.key, () => this.open(spot));
  }

  isWide(bounds) {
    return this.map.project(bounds.getNorthEast()).x - this.map.project(bounds.getNorthWest()).x > 90;
  }

  middle(id) {
    const area = this.world.areas.get(id);
    if (!area) return null;
    const largest = area.rings().map((polygon) => L.latLngBounds(polygon[0])).sort((one, other) => size(other) - size(one))[0];
    function size(bounds) { return (bounds.getNorth() - bounds.getSouth()) * (bounds.getEast() - bounds.getWest()); }
    return largest.getCenter();
  }

  button(layers, at, face, size, words, key, act) {
    const icon = L.divIcon({ className: "map-button", html: face, iconSize: size ? [size, size] : null });
    const marker = L.marker(at, { icon, keyboard: true }).addTo(layers);
    const element = marker.getElement();
    element.dataset.key = key;
    element.setAttribute("aria-label", words);
    element.setAttribute("title", words);
    marker.on("click", act);
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      act();
    });
  }

  open(spot) {
    const from = document.activeElement?.dataset?.key;
    const { place } = spot.features[0].properties;
    const list = made("ul");
    for (const { id, properties } of spot.features.slice(0, LISTED)) {
      const size = this.measure && properties.size !== undefined ? `, ${term(this.measure)} ${written(properties.size)}` : "";
      list.append(made("li", {}, made("a", { href: `/events/${encodeURIComponent(id)}` }, properties.what), ` ${properties.when}${size}`));
    }
    const address = new URL(root.dataset.events, location.href);
    address.searchParams.set("place", place);
    const all = made("p", {}, made("a", { href: address.pathname + address.search }, told("All events at {place}", { place })));
    const content = made("div", { class: "map-opened" }, made("h2", {}, this.words(spot)), list, all);
    const popup = L.popup({ autoPan: true, maxHeight: 260, minWidth: 220 }).setLatLng(spot.at).setContent(content).openOn(this.map);
    content.querySelector("a").focus({ preventScroll: true });
    popup.getElement().addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.map.closePopup(popup);
      (from && root.querySelector(`[data-key="${CSS.escape(from)}"]`) || this.map.getContainer()).focus({ preventScroll: true });
    });
  }
}

// ---- the weeks

class Weeks {
  constructor(collection, places) {
    this.weeks = collection.weeks;
    this.features = collection.features;
    this.more = collection.more;
    this.places = places;
    [this.from, this.to, this.play] = [part("from"), part("to"), part("play")];
    for (const range of [this.from, this.to]) range.max = Math.max(0, this.weeks.length - 1);
    this.to.value = this.to.max;
    part("time").disabled = this.weeks.length < 2;
    this.from.addEventListener("input", () => this.changed(this.from));
    this.to.addEventListener("input", () => this.changed(this.to));
    this.play.addEventListener("click", () => this.playing ? this.stop() : this.start());
    this.changed(this.to);
  }

  changed(moved) {
    if (Number(this.from.value) > Number(this.to.value)) (moved === this.from ? this.to : this.from).value = moved.value;
    const [first, last] = [Number(this.from.value), Number(this.to.value)];
    const isWhole = first === 0 && last === this.weeks.length - 1 || !this.weeks.length;
    const chosen = this.weeks.slice(first, last + 1);
    this.places.choose(isWhole ? null : new Set(chosen.map((week) => week.week)));
    for (const range of [this.from, this.to]) range.setAttribute("aria-valuetext", this.weeks[range.value]?.week ?? told("no week"));
    part("weeks").textContent = chosen.length ? told("{first} to {last}", { first: chosen[0].week, last: chosen.at(-1).week }) : told("no dated events");
    const address = new URL(root.dataset.events, location.href);
    if (!isWhole) {
      address.searchParams.set("since", chosen[0].first);
      address.searchParams.set("until", chosen.at(-1).last);
    }
    part("list").href = address.pathname + address.search;
    this.tell();
  }

  tell() {
    const shown = new Set(this.places.chosen.map((feature) => feature.id)).size;
    const without = this.features.filter((feature) => !feature.geometry).length;
    const said = [told("{events} on the map", { events: counted(shown, "event") })];
    if (this.places.measure) said.push(told("the largest sign stands for {number} {measure}", { number: written(this.places.largest), measure: term(this.places.measure) }));
    if (without) said.push(told("{number} more name no place that is known", { number: written(without) }));
    if (this.more) said.push(told("these are the latest that pass the filters; narrow them for earlier ones"));
    part("told").textContent = said.join("; ") + ".";
  }

  start() {
    const span = Math.max(0, Number(this.to.value) - Number(this.from.value));
    const width = span === this.weeks.length - 1 ? 0 : span;
    let first = span === this.weeks.length - 1 ? -1 : Number(this.from.value);
    this.play.setAttribute("aria-pressed", "true");
    this.play.textContent = told("Stop");
    const step = () => {
      if (++first + width > this.weeks.length - 1) return this.stop();
      [this.from.value, this.to.value] = [first, first + width];
      this.changed(this.to);
    };
    this.playing = setInterval(step, 900);
    step();
  }

  stop() {
    clearInterval(this.playing);
    this.playing = null;
    this.play.setAttribute("aria-pressed", "false");
    this.play.textContent = told("Play");
  }
}

function hatchings() {
  const holder = drawn("svg", { width: 0, height: 0, "aria-hidden": "true", class: "map-patterns" });
  for (const name of [...SHAPES, "mixed"]) {
    const pattern = drawn("pattern", { id: `map-hatch-${name}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" });
    pattern.append(drawn("path", { d: "M0,8L8,0M-2,2L2,-2M6,10L10,6", class: `map-hatch ${name}` }));
    holder.append(pattern);
  }
  root.append(holder);
}

async function start() {
  root.hidden = false;
  const [{ decode }, topology, labels, collection] = await Promise.all([
    import(root.dataset.decoder), json(root.dataset.basemap), json(root.dataset.labels), json(root.dataset.features),
  ]);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(part("ground"), {
    zoomControl: false, minZoom: 2, maxZoom: 11, zoomSnap: 0.5, maxBounds: [[-85, -220], [85, 220]], fadeAnimation: !still, zoomAnimation: !still, markerZoomAnimation: !still,
  });
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(told("Outlines: Natural Earth (public domain) · Places: GeoNames (CC BY 4.0) · Countries by ISO 3166-2"));
  L.control.zoom({ zoomInTitle: told("Zoom in"), zoomOutTitle: told("Zoom out") }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.createPane("names").style.zIndex = 450;
  map.getPane("names").style.pointerEvents = "none";
  map.setView([30, 20], 2);
  const world = decode(topology);
  hatchings();
  if (root.dataset.tiles) L.tileLayer(root.dataset.tiles, { attribution: new URL(root.dataset.tiles.replaceAll(/[{}]/g, "")).host }).addTo(map);
  const ground = new Ground(map, world, labels);
  const places = new Places(map, collection, world);
  if (places.features.length) map.fitBounds(places.bounds.pad(0.1), { maxZoom: 8, animate: false });
  ground.name();
  new Weeks(collection, places);
  root.dataset.ready = "";
}

start().catch((error) => { part("told").textContent = told("The map could not be drawn ({reason}); the list below has its events.", { reason: error.message }); });

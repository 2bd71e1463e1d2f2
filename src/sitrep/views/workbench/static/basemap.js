// Decodes the base map (TopoJSON): land, areas by their id, and lines by what they are, as latitudes and longitudes.

export function decode(topology) {
  const [scale] = topology.transform.scale;
  const arcs = topology.arcs.map((steps) => {
    let x = 0, y = 0;
    return steps.map(([right, up]) => [(y += up) * scale, (x += right) * scale]);
  });
  const ring = (numbers) => numbers.flatMap((number, place) => {
    const points = number < 0 ? arcs[~number].slice().reverse() : arcs[number];
    return place ? points.slice(1) : points;
  });
  const rings = (polygons) => polygons.map((polygon) => polygon.map(ring));
  const lines = (name) => topology.objects[name].arcs.map(([number]) => arcs[number]);
  const areas = new Map(topology.objects.areas.geometries.map((area) => [area.id, { names: area.properties.names, rings: () => rings(area.arcs) }]));
  return {
    land: rings(topology.objects.land.arcs),
    areas,
    coasts: lines("coasts"),
    borders: lines("borders"),
    disputed: lines("disputed"),
    regions: lines("regions"),
  };
}

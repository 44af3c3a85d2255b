/** Where does each branch stand on the schematic map? By latitude and longitude, moved apart until none hides another. */

export interface Place {
  code: string;
  lat: number;
  lon: number;
}

export interface Spot {
  code: string;
  x: number;
  y: number;
}

export interface Sheet {
  width: number;
  height: number;
  margin: number;
  /** How far apart two spots are at least. */
  apart: number;
}

const ROUNDS = 400;
/** How strongly a spot is drawn to where it truly stands, in each round. */
const HOME_PULL = 0.02;

/** Return a spot for each place within the sheet; the same places always give the same spots. */
export function spotsOf(places: readonly Place[], sheet: Sheet): Spot[] {
  const homes = projected(places, sheet);
  const spots = homes.map((home) => ({ ...home }));
  for (let round = 0; round < ROUNDS; round += 1) {
    // The last rounds only part what is too close, so that the least distance is kept.
    if (round < ROUNDS / 2) pullHome(spots, homes);
    part(spots, sheet.apart);
    for (const spot of spots) keepInside(spot, sheet);
  }
  return spots;
}

/** Plate carrée at the middle latitude, north above; the longer side fills the sheet. */
function projected(places: readonly Place[], sheet: Sheet): Spot[] {
  if (places.length === 0) return [];
  const lats = places.map((place) => place.lat);
  const lons = places.map((place) => place.lon);
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)];
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const wide = Math.max((east - west) * squeeze, 1e-9);
  const high = Math.max(north - south, 1e-9);
  const scale = Math.min((sheet.width - 2 * sheet.margin) / wide, (sheet.height - 2 * sheet.margin) / high);
  return places.map(({ code, lat, lon }) => ({
    code,
    x: sheet.width / 2 + (lon - (west + east) / 2) * squeeze * scale,
    y: sheet.height / 2 - (lat - (south + north) / 2) * scale,
  }));
}

function pullHome(spots: Spot[], homes: readonly Spot[]): void {
  for (const [at, spot] of spots.entries()) {
    const home = homes[at] as Spot;
    spot.x += (home.x - spot.x) * HOME_PULL;
    spot.y += (home.y - spot.y) * HOME_PULL;
  }
}

function part(spots: Spot[], apart: number): void {
  for (const [at, one] of spots.entries()) {
    for (const other of spots.slice(at + 1)) {
      const dx = other.x - one.x || 0.001 * (at + 1);
      const dy = other.y - one.y;
      const distance = Math.hypot(dx, dy);
      if (distance >= apart) continue;
      const share = (apart - distance) / 2 / distance;
      one.x -= dx * share;
      one.y -= dy * share;
      other.x += dx * share;
      other.y += dy * share;
    }
  }
}

function keepInside(spot: Spot, { width, height, margin }: Sheet): void {
  spot.x = Math.min(Math.max(spot.x, margin), width - margin);
  spot.y = Math.min(Math.max(spot.y, margin), height - margin);
}

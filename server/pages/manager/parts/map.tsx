/** Where are the branches, and how do they stand? A schematic map, drawn here: nothing is fetched from outside. */
import { useMemo } from 'preact/hooks';
import { inWords, type Texts } from '../../shared/texts';
import { levelOf } from '../model/level';
import { type Sheet, type Spot, spotsOf } from '../model/places';
import { type Box, signsOf } from '../model/signs';
import type { NetworkRow, Suggestion } from '../model/wire';
import type { Shown } from '../screens/page';
import type { LEVEL_ICONS } from './branches';
import { minutesOf, shortName } from './words';

/** The name and the wait stand below a mark, so there is more room there. */
const SHEET: Sheet = { width: 480, height: 540, margin: 40, apart: 104 };
const BELOW = 26;
const SIGN = { halfWidth: 26, halfHeight: 8 };
const LETTER = 7.5;
const RADIUS = 20;

export function NetworkMap({ model, texts }: Shown) {
  const { rows, byCode } = model.network;
  const branches = rows.value.filter((row) => row.parent === null || !byCode.value.has(row.parent));
  // Branches seldom move, and rows come several times a second.
  const where = JSON.stringify(branches.map(({ code, lat, lon }) => [code, lat, lon]));
  const spots = useMemo(() => new Map(spotsOf(branches, SHEET).map((spot) => [spot.code, spot])), [where]);
  const chosen = model.tabs.shown.value.part;
  return (
    <section class="map" aria-labelledby="map">
      <h2 id="map" class="unseen">
        {texts('map')}
      </h2>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold a drawing */}
      <svg viewBox={`0 0 ${SHEET.width} ${SHEET.height + BELOW}`} role="group" aria-label={texts('map_long')}>
        <defs>
          <marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6" markerHeight="6" orient="auto">
            <path d="M0 0 10 5 0 10Z" />
          </marker>
        </defs>
        <Ways model={model} spots={spots} texts={texts}>
          {model.suggestions.inForce.value.map((move) => (
            <Lent key={move.id} move={move} spots={spots} texts={texts} />
          ))}
        </Ways>
        {branches.map((row) => (
          <Mark
            key={row.code}
            row={row}
            spot={spots.get(row.code) as Spot}
            texts={texts}
            isChosen={row.code === chosen}
            onChoose={() => model.tabs.open('network', row.code === chosen ? null : row.code)}
          />
        ))}
      </svg>
      <p class="legend">
        {(['good', 'slow', 'bad', 'none'] as const).map((level) => (
          <span key={level} class={`level ${level}`}>
            <Sign level={level} /> {texts('level', { level })}
          </span>
        ))}
      </p>
      <WayTable model={model} texts={texts} />
    </section>
  );
}

function Sign({ level }: { level: keyof typeof LEVEL_ICONS }) {
  return (
    <svg class="sign" viewBox="-12 -12 24 24" aria-hidden="true">
      <Shape level={level} radius={10} />
    </svg>
  );
}

/** Levels differ in shape as well: a circle, a diamond, a square, a ring. */
function Shape({ level, radius }: { level: keyof typeof LEVEL_ICONS; radius: number }) {
  const wide = radius * 0.92;
  if (level === 'slow')
    return (
      <rect
        class="shape"
        x={-wide * 0.85}
        y={-wide * 0.85}
        width={wide * 1.7}
        height={wide * 1.7}
        transform="rotate(45)"
      />
    );
  if (level === 'bad') return <rect class="shape" x={-wide} y={-wide} width={2 * wide} height={2 * wide} rx={3} />;
  return <circle class="shape" r={radius} />;
}

interface MarkShown {
  row: NetworkRow;
  spot: Spot;
  texts: Texts;
  isChosen: boolean;
  onChoose: () => void;
}

function Mark({ row, spot, texts, isChosen, onChoose }: MarkShown) {
  const level = levelOf(row);
  const name = shortName(inWords(row.names));
  const said = texts('map_branch', { branch: name, waiting: row.waiting, level: texts('level', { level }) });
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onChoose();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: inside a drawing there is no button
    <g
      class={`mark ${level} ${isChosen ? 'chosen' : ''}`}
      transform={`translate(${spot.x} ${spot.y})`}
      role="button"
      tabindex={0}
      aria-pressed={isChosen}
      aria-label={said}
      onClick={onChoose}
      onKeyDown={press}
    >
      <Shape level={level} radius={RADIUS} />
      <text class="waiting" dy="0.35em">
        {row.open ? row.waiting : '–'}
      </text>
      <text class="name" y={RADIUS + 15}>
        {name}
      </text>
      {row.open && row.wait_p90_s !== null && (
        <text class="p90" y={RADIUS + 28}>
          {texts('map_p90', { minutes: minutesOf(row.wait_p90_s) })}
        </text>
      )}
    </g>
  );
}

/** An officer who works elsewhere by an approved order. */
function Lent({ move, spots, texts }: { move: Suggestion; spots: ReadonlyMap<string, Spot>; texts: Texts }) {
  const from = spots.get(move.branch);
  const to = move.to === null ? undefined : spots.get(move.to);
  if (!from || !to) return null;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const start = RADIUS + 6;
  // From below, the name and the wait stand in the way.
  const end = uy < -0.5 ? RADIUS + 36 : start;
  return (
    <line
      class="lent"
      x1={from.x + ux * start}
      y1={from.y + uy * start}
      x2={to.x - ux * end}
      y2={to.y - uy * end}
      marker-end="url(#arrow)"
    >
      <title>{texts('map_lent', { officer: move.officer })}</title>
    </line>
  );
}

interface WaysShown extends Shown {
  spots: ReadonlyMap<string, Spot>;
  /** What lies over the lines and under what is written. */
  children: preact.ComponentChildren;
}

/** Each way with its minutes, which stand in a table below the map as well. */
function Ways({ model, spots, texts, children }: WaysShown) {
  const { ways, byCode } = model.network;
  const drawn = ways.value.flatMap((way) => {
    const [from, to] = [spots.get(way.branch), spots.get(way.to)];
    return from && to ? [{ way, from, to }] : [];
  });
  const marks = [...spots.values()].flatMap((spot) =>
    marksOf(spot, shortName(inWords(byCode.value.get(spot.code)?.names ?? {}))),
  );
  const signs = signsOf(drawn, marks, SIGN);
  return (
    <>
      {drawn.map(({ way, from, to }) => (
        <line key={`${way.branch} ${way.to}`} class="way" x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      ))}
      {children}
      {drawn.map(({ way }, at) => {
        const sign = signs[at] as Box;
        return (
          // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a text of a drawing cannot be focused
          <text key={`${way.branch} ${way.to}`} aria-hidden="true" class="minutes" x={sign.x} y={sign.y} dy="0.35em">
            {texts('map_way', { minutes: minutesOf(way.travel_s) })}
          </text>
        );
      })}
    </>
  );
}

/** What a mark takes of the sheet: its shape, and its name and wait below. */
function marksOf({ x, y }: Spot, name: string): Box[] {
  const halfWidth = Math.max(name.length * LETTER, 70) / 2;
  return [
    { x, y, halfWidth: RADIUS + 2, halfHeight: RADIUS + 2 },
    { x, y: y + RADIUS + 17, halfWidth, halfHeight: 15 },
  ];
}

function WayTable({ model, texts }: Shown) {
  const { ways, byCode } = model.network;
  if (ways.value.length === 0) return null;
  const named = (code: string) => shortName(inWords(byCode.value.get(code)?.names ?? {}));
  return (
    <details class="ways">
      <summary>{texts('ways_as_table')}</summary>
      <table>
        <thead>
          <tr>
            {['from_branch', 'to_branch', 'way_minutes'].map((key) => (
              <th key={key} scope="col">
                {texts(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ways.value.map((way) => (
            <tr key={`${way.branch} ${way.to}`}>
              <th scope="row">{named(way.branch)}</th>
              <td>{named(way.to)}</td>
              <td>{minutesOf(way.travel_s)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Where are the branches, and how do they stand? A schematic map, drawn here: nothing is fetched from outside. */
import { useMemo } from 'preact/hooks';
import { inWords, type Texts } from '../../shared/texts';
import { levelOf } from '../model/level';
import { type Sheet, type Spot, spotsOf } from '../model/places';
import { waysOf } from '../model/ways';
import type { NetworkRow, Suggestion } from '../model/wire';
import type { Shown } from '../screens/page';
import type { LEVEL_ICONS } from './branches';
import { minutesOf, shortName } from './words';

/** The name and the wait stand below a mark, so there is more room there. */
const SHEET: Sheet = { width: 640, height: 480, margin: 40, apart: 92 };
const BELOW = 26;
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
        <Ways branches={branches} spots={spots} />
        {model.suggestions.inForce.value.map((move) => (
          <Lent key={move.id} move={move} spots={spots} texts={texts} />
        ))}
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

function Ways({ branches, spots }: { branches: readonly NetworkRow[]; spots: ReadonlyMap<string, Spot> }) {
  return waysOf(branches).map((ends) => {
    const [one, other] = ends.map((code) => spots.get(code)) as [Spot, Spot];
    return <line key={ends.join(' ')} class="way" x1={one.x} y1={one.y} x2={other.x} y2={other.y} />;
  });
}

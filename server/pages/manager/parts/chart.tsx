/** How does a day run? A drawing for the eye, and beside it always the same numbers as a table and as CSV. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { language, type Texts } from '../../shared/texts';
import { type Cell, csvOf } from '../model/csv';
import { number, UNKNOWN } from './words';

export interface Line {
  label: string;
  values: readonly (number | null)[];
  /** A colour of the tokens, without the dashes. */
  colour: 'action' | 'ink' | 'warn' | 'ok' | 'line';
  look: 'solid' | 'dashed' | 'steps' | 'dashed-steps' | 'edge';
  digits?: number;
}

interface ChartShown {
  title: string;
  file: string;
  /** "08:30": local times, never those of the browser. */
  times: readonly string[];
  lines: readonly Line[];
  /** Which two lines a band is filled between: the upper and the lower. */
  band?: readonly [number, number];
  unit: string;
  texts: Texts;
  children?: ComponentChildren;
}

const HEIGHT = 170;

export function Chart(shown: ChartShown) {
  const { title, file, times, lines, texts, children } = shown;
  const id = useId();
  const head = [texts('time'), ...lines.map((line) => line.label)];
  return (
    <figure class="chart" aria-labelledby={id}>
      <figcaption id={id}>
        <b>{title}</b> {children}
      </figcaption>
      <Drawing {...shown} />
      <ul class="legend" aria-hidden="true">
        {lines
          .filter((line) => line.look !== 'edge')
          .map((line) => (
            <li key={line.label}>
              <span class={`stroke ${line.look}`} style={{ color: `var(--${line.colour})` }} /> {line.label}
            </li>
          ))}
      </ul>
      <Numbers title={title} head={head} times={times} lines={lines} file={file} texts={texts} />
    </figure>
  );
}

function Numbers({ title, head, times, lines, file, texts }: Omit<ChartShown, 'unit'> & { head: readonly string[] }) {
  const rows = () => times.map((time, at): Cell[] => [time, ...lines.map((line) => line.values[at] ?? null)]);
  return (
    <>
      <details class="numbers">
        <summary>{texts('as_table')}</summary>
        <div class="scrolls">
          <table>
            <caption class="unseen">{title}</caption>
            <thead>
              <tr>
                {head.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {times.map((time, at) => (
                <tr key={time}>
                  <th scope="row">{time}</th>
                  {lines.map((line) => (
                    <td key={line.label}>{said(line.values[at] ?? null, line.digits)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
      <CsvLink file={file} head={head} rows={rows} texts={texts} />
    </>
  );
}

interface CsvShown {
  file: string;
  head: readonly string[];
  rows: () => readonly (readonly Cell[])[];
  texts: Texts;
}

/** The file is made when it is asked for. */
export function CsvLink({ file, head, rows, texts }: CsvShown) {
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([csvOf(head, rows())], { type: 'text/csv' }));
    link.download = `${file}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <button type="button" class="quiet small csv" onClick={save}>
      {texts('csv')}
    </button>
  );
}

function said(value: number | null, digits = 1): string {
  return value === null ? UNKNOWN : number(value, { maximumFractionDigits: digits });
}

function Drawing({ times, lines, band, unit }: ChartShown) {
  const box = useRef<HTMLDivElement>(null);
  const key = JSON.stringify([times, lines, band, unit, language.value]);
  // The key holds all that is drawn.
  useEffect(() => {
    const home = box.current as HTMLDivElement;
    const data = [times.map((_, at) => at), ...lines.map((line) => [...line.values])] as uPlot.AlignedData;
    const plot = new uPlot(
      { ...optionsOf(home, times, lines, band), width: home.clientWidth, height: HEIGHT },
      data,
      home,
    );
    const resized = new ResizeObserver(() => plot.setSize({ width: home.clientWidth, height: HEIGHT }));
    resized.observe(home);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [key]);
  return (
    <div class="drawing">
      <span class="unit">{unit}</span>
      <div ref={box} aria-hidden="true" />
    </div>
  );
}

function optionsOf(
  home: HTMLElement,
  times: readonly string[],
  lines: readonly Line[],
  band: readonly [number, number] | undefined,
): Omit<uPlot.Options, 'width' | 'height'> {
  const style = getComputedStyle(home);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const axis = { stroke: colour('ink'), grid: { stroke: colour('quiet') }, font: `12px ${style.fontFamily}` };
  return {
    scales: { x: { time: false }, y: { range: (_plot, _low, high) => [0, Math.max(high * 1.1, 1)] } },
    legend: { show: false },
    cursor: { show: false },
    axes: [
      { ...axis, size: 28, values: (_plot, at) => at.map((one) => times[one] ?? ''), incrs: [1, 2, 4, 8] },
      { ...axis, size: 56, values: (_plot, at) => at.map((one) => number(one, { maximumFractionDigits: 0 })) },
    ],
    series: [{}, ...lines.map((line) => seriesOf(line, colour(line.colour)))],
    bands: band ? [{ series: [band[0] + 1, band[1] + 1], fill: `${colour('action')}22` }] : [],
  };
}

function seriesOf(line: Line, stroke: string): uPlot.Series {
  const steps = uPlot.paths.stepped?.({ align: 1 });
  return {
    label: line.label,
    stroke,
    width: line.look === 'edge' ? 0 : 2,
    dash: line.look.startsWith('dashed') ? [6, 4] : undefined,
    points: { show: line.look === 'solid', size: 6 },
    paths: line.look.endsWith('steps') ? steps : undefined,
  };
}

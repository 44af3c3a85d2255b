/** Which sign stands beside a word? Drawn here, since a counter's machine may have no font for signs. */
import './icon.css';

const PATHS = {
  warn: 'M12 4 3 20h18ZM12 10v4M12 17v.1',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v6M12 7.5v.1',
  deaf: 'M7 9a5 5 0 0 1 10 0c0 3-3 4-3 7a3 3 0 0 1-5.6 1.5M10 9a2 2 0 0 1 4 0M3 3l18 18',
  'low-vision': 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12ZM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM4 3l16 18',
  wheelchair: 'M10 3.5v.1M10 7v7h6l3 6M10 10h5M8.5 11.5a5 5 0 1 0 6 6',
  interpreter: 'M3 4h11v8H8l-3 3v-3H3ZM10 16h5l3 3v-3h3V9h-4',
  star: 'm12 3 2.7 5.8 6.3.8-4.6 4.4 1.2 6.2L12 17l-5.6 3.2 1.2-6.2L3 9.6l6.3-.8Z',
  up: 'M12 20V5M5 12l7-7 7 7',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5l3 3',
  folder: 'M3 6h6l2 2h10v11H3Z',
  note: 'M5 4h14v12l-4 4H5ZM8 9h8M8 13h5',
  stop: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM6 6l12 12',
  bell: 'M6 16v-5a6 6 0 0 1 12 0v5l2 2H4ZM10 21h4',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4 21c0-4 3.5-6 8-6s8 2 8 6',
  lock: 'M6 11h12v9H6ZM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  undo: 'M4 9h10a5 5 0 0 1 0 10H8M8 5 4 9l4 4',
  done: 'm4 12 5 5L20 6',
  speech: 'M4 4h16v12h-9l-4 4v-4H4Z',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 21 21',
  calendar: 'M4 6h16v14H4ZM4 10h16M8 3v5M16 3v5M9 15l2 2 4-4',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 8h3v3H8ZM13 13h3v3h-3ZM13 8h3M8 13h1v3M3 12h3M18 12h3',
  sound: 'M4 9v6h4l5 4V5L8 9ZM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11',
  mute: 'M4 9v6h4l5 4V5L8 9ZM16 9l5 6M21 9l-5 6',
  contrast: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 3v18M13 8h6M13 12h8M13 16h6',
  back: 'M20 12H5M12 5l-7 7 7 7',
  down: 'M12 4v15M5 12l7 7 7-7',
  erase: 'M9 6h12v12H9l-6-6ZM12 9.5l5 5M17 9.5l-5 5',
  printer: 'M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7Z',
  help: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.4-1 .9-1 1.7M12 17v.1',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

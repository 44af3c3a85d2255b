/** How does a table leave the page? As CSV that spreadsheets of every language open rightly. */

export type Cell = string | number | null;

/** A byte order mark tells Excel that it is UTF-8; a quote keeps commas, quotes and lines inside a cell. */
export function csvOf(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function quoted(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'number' ? String(cell) : harmless(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What begins like a formula would be computed by a spreadsheet. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

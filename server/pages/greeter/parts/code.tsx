/** A code that a phone or a scanner reads. */
import { renderSVG } from 'uqr';

export function Code({ of, label }: { of: string; label: string }) {
  const drawn = renderSVG(of, { ecc: 'M', border: 4 });
  return <img class="code" alt={label} src={`data:image/svg+xml;utf8,${encodeURIComponent(drawn)}`} />;
}

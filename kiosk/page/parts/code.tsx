/** A square code, to be read by a phone or by this machine's own reader. */
import { renderSVG } from 'uqr';

export function Code({ holds, label }: { holds: string; label: string }) {
  const picture = `data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(holds, { border: 4 }))}`;
  return (
    <figure>
      <img src={picture} alt={label} />
      <figcaption>{label}</figcaption>
    </figure>
  );
}

/** The six signs by which a supervisor pairs this screen, in two groups that are easy to read out. */
import type { Texts } from '../../../server/pages/shared/texts';

export function Code({ code, texts }: { code: string | null; texts: Texts }) {
  if (code === null) return null;
  return <p class="code">{texts('pair', { code: `${code.slice(0, 3)} ${code.slice(3)}` })}</p>;
}

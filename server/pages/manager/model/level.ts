/** How bad is it at a branch? By what is promised: 80 % called within 15 minutes and 95 % within 30. */
import type { NetworkRow } from './wire';

export type Level = 'good' | 'slow' | 'bad' | 'none';

export const TARGET_S = 15 * 60;
export const LATEST_S = 30 * 60;
export const SHARE_WITHIN_15 = 0.8;
export const SHARE_WITHIN_30 = 0.95;

/** Of who comes now; none where the branch is closed or nothing can be told. */
export function levelOf(row: Pick<NetworkRow, 'open' | 'wait_p90_s'>): Level {
  if (!row.open || row.wait_p90_s === null) return 'none';
  if (row.wait_p90_s <= TARGET_S) return 'good';
  return row.wait_p90_s <= LATEST_S ? 'slow' : 'bad';
}

/** Whether a share of today keeps what is promised; true where nobody has been called yet. */
export function isKept(share: number | null, promised: number): boolean {
  return share === null || share >= promised;
}

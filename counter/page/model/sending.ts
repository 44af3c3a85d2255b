/** What does an officer's act on its way carry? How it is sent is for all pages the same. */
import {
  createSending as create,
  type Sending as Told,
  type Sent as Under,
} from '../../../server/pages/shared/sending';
import type { Deed } from './acts';
import type { World } from './world';

export { WORTH_MS } from '../../../server/pages/shared/sending';

/** number: the visitor whom it is about. next: what the page does once it is done. */
export interface Order {
  deed: Deed;
  path: string;
  body: object;
  number: string | null;
  next: 'lock' | 'sign-out' | null;
}
export type Sent = Under<Order>;

export const createSending = (world: World, tell: Told<Order>) => create<Order>(world, 'motcua.under-way', tell);

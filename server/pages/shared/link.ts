/** How does a page speak with the server? One request an action, and views that are pushed. */
import { signal } from '@preact/signals';
import { io, type Socket } from 'socket.io-client';
import type { Head, ProblemBody, Stamped } from './wire';

export { type Asking, ask, freshKey, isUnanswered, Refusal, sentenceOf, Unreached } from './requests';

/** Whether a view that came replaces the one that is shown. */
export function isNewer(came: Stamped, shown: Stamped | null): boolean {
  return shown === null || came.seq > shown.seq || (came.seq === shown.seq && came.rev >= shown.rev);
}

/** Without a heartbeat for so long the link counts as lost, though the socket may not know yet. */
export const SILENCE_MS = 7000;

export interface Watching<View> {
  view: (view: View) => void;
  refused?: (problem: ProblemBody) => void;
}

/** How a watcher knows which of two views is newer. */
export interface Freshness<View> {
  isView(answer: object): boolean;
  /** Whether a view that came is shown; what it is stamped with is remembered then. */
  takes(view: View): boolean;
  /** Whether a heartbeat tells of something that has not come. */
  isBehind(head: Head): boolean;
  forget(): void;
}

/** One stamp for the whole view, as of a hall, a counter and a ticket. */
export function oneStamp<View extends Stamped>(): Freshness<View> {
  let last: Stamped | null = null;
  return {
    isView: (answer) => 'seq' in answer,
    takes: (view) => {
      if (!isNewer(view, last)) return false;
      last = { seq: view.seq, rev: view.rev };
      return true;
    },
    isBehind: (head) => last !== null && (head.seq > last.seq || (head.seq === last.seq && head.rev > last.rev)),
    forget: () => {
      last = null;
    },
  };
}

/** Keeps one socket to a namespace: a reconnect is the same as a first connect, and an older view is dropped. */
export class Line<View extends object> {
  readonly live = signal(false);
  private readonly socket: Socket;
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor(
    namespace: string,
    private readonly said: () => object,
    private readonly told: Watching<View>,
    private readonly freshness: Freshness<View>,
    token?: string,
  ) {
    this.socket = io(namespace, {
      transports: ['websocket'],
      auth: token ? { token } : {},
      reconnectionDelay: 300,
      reconnectionDelayMax: 2000,
    });
    this.socket.on('connect', () => this.begin());
    this.socket.on('view', (view: View) => this.take(view));
    this.socket.on('head', (head: Head) => this.heard(head));
    this.socket.on('disconnect', (reason) => {
      this.lost();
      // The library comes back by itself from all but a server that says goodbye.
      if (reason === 'io server disconnect') this.socket.connect();
    });
  }

  /** The machine slept, or the network is back: do not wait until that is noticed. */
  wake(): void {
    if (this.socket.connected) this.begin();
    // One that is on its way already must not be connected twice: the server would answer only one of them.
    else if (!this.socket.active) this.socket.connect();
  }

  /** Ask for the view again, as after a change of what is watched. */
  begin(): void {
    this.freshness.forget();
    this.socket.timeout(4000).emit('watch', this.said(), (error: Error | null, answer: View | ProblemBody) => {
      if (error) this.again();
      else if (this.freshness.isView(answer)) this.take(answer as View);
      else this.told.refused?.(answer as ProblemBody);
    });
  }

  close(): void {
    clearTimeout(this.silence);
    this.socket.disconnect();
  }

  private again(): void {
    if (this.socket.connected) this.begin();
  }

  private take(view: View): void {
    this.alive();
    if (this.freshness.takes(view)) this.told.view(view);
  }

  private heard(head: Head): void {
    this.alive();
    if (this.freshness.isBehind(head)) this.begin();
  }

  private alive(): void {
    this.live.value = true;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.lost();
      this.again();
    }, SILENCE_MS);
  }

  private lost(): void {
    this.live.value = false;
  }
}

/** Watches what bears one stamp. */
export class Watch<View extends Stamped> extends Line<View> {
  constructor(namespace: string, said: () => object, told: Watching<View>, token?: string) {
    super(namespace, said, told, oneStamp<View>(), token);
  }
}

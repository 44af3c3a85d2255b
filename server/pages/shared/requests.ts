/** How does a page ask once, and what may come of it? A page that watches nothing needs no more than this. */
import { language } from './texts';
import type { ProblemBody } from './wire';

/** The server said no; `message` is a sentence for people. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: ProblemBody | null,
  ) {
    super(body?.detail ?? '');
  }
}

/** The server did not answer; nothing is known of what it did. */
export class Unreached extends Error {}

export interface Asking {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  csrf?: string;
  token?: string;
  key?: string;
  /** What else goes with it, by name. */
  headers?: Record<string, string>;
  within?: number;
}

/** Ask once and return the JSON answer, null for none. Throws Refusal, Unreached. */
export async function ask<Answer>(path: string, asking: Asking = {}): Promise<Answer | null> {
  const headers: Record<string, string> = { 'Accept-Language': language.value, ...asking.headers };
  if (asking.body !== undefined) headers['Content-Type'] = 'application/json';
  if (asking.csrf) headers['X-CSRF-Token'] = asking.csrf;
  if (asking.token) headers.Authorization = `Bearer ${asking.token}`;
  if (asking.key) headers['Idempotency-Key'] = asking.key;
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method: asking.method ?? 'GET',
      headers,
      body: asking.body === undefined ? undefined : JSON.stringify(asking.body),
      credentials: 'same-origin',
      signal: AbortSignal.timeout(asking.within ?? 8000),
    });
    text = await response.text();
  } catch (error) {
    throw new Unreached(String(error));
  }
  const parsed = parsedOrNull(text);
  if (!response.ok) throw new Refusal(response.status, parsed as ProblemBody | null);
  if (text && parsed === null) throw new Unreached('what came is not from the server');
  return parsed as Answer | null;
}

/** Whether nobody knows what became of a request: no answer, or one from whatever stands before the server. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof Unreached || (error instanceof Refusal && [502, 503, 504].includes(error.status));
}

/** The server's sentence; with the id of the request where something went wrong on its side. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error);
  const id = error.status === 500 && error.body ? ` (${error.body.instance})` : '';
  return `${error.message}${id}`;
}

/** A page of a proxy is no JSON. */
function parsedOrNull(text: string): unknown {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** A random key; crypto.randomUUID is missing where a page is served without TLS. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

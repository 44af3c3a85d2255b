/** Who stands here, and which number is he given? */
import { batch, computed, signal } from '@preact/signals';
import type { Issued, Language } from '../../shared/wire';
import type { Deeds } from './deeds';
import type { Place } from './place';
import { hitsOf } from './search';

/** What is said of a visitor beside the service. */
export interface About {
  language: Language;
  priority: string | null;
  needs: readonly string[];
}

export const NOBODY: About = { language: 'vi', priority: null, needs: [] };

export function createGiving(here: string, place: Place, deeds: Deeds) {
  const query = signal('');
  const service = signal<string | null>(null);
  const about = signal<About>(NOBODY);
  const dossiers = signal(1);
  const dossier = signal('');
  /** The number that was given last, as long as it is shown. */
  const issued = signal<Issued | null>(null);
  const hits = computed(() => hitsOf(query.value, place.services.value, place.known.value?.procedures ?? []));

  function give(): void {
    if (service.value === null || !place.mayGive.value) return;
    const { language, priority, needs } = about.value;
    deeds.send({
      deed: 'give',
      path: `${here}/tickets`,
      body: {
        services: [service.value],
        language,
        priority,
        needs,
        dossiers: dossiers.value,
        dossier: dossier.value.trim() || null,
      },
      about: null,
    });
  }

  /** Clear all that was said of the last visitor. */
  function next(): void {
    batch(() => {
      query.value = dossier.value = '';
      service.value = issued.value = deeds.notice.value = null;
      about.value = NOBODY;
      dossiers.value = 1;
    });
  }

  return { query, hits, service, about, dossiers, dossier, issued, give, next };
}

export type GivingModel = ReturnType<typeof createGiving>;

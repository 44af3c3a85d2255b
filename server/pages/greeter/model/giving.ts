/** Who stands here, and which number is he given? */
import { batch, computed, signal } from '@preact/signals';
import type { Language, Ticket } from '../../shared/wire';
import type { Deeds } from './deeds';
import type { Place } from './place';
import { hitsOf } from './search';
import type { World } from './world';

/** What is said of a visitor beside the service. */
export interface About {
  language: Language;
  priority: string | null;
  needs: readonly string[];
}

export const NOBODY: About = { language: 'vi', priority: null, needs: [] };

const KEPT = 'motcua.greeter.number';

/** badge: who works here; a number is shown again after a reload to nobody else. */
export function createGiving(world: World, here: string, place: Place, deeds: Deeds, badge: () => string | null) {
  const query = signal('');
  const service = signal<string | null>(null);
  const about = signal<About>(NOBODY);
  const dossiers = signal(1);
  const dossier = signal('');
  /** The number that was given last, as long as it is shown. */
  const issued = signal<Ticket | null>(null);
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

  /** Show a number until the next visitor, over a reload too: it may be on no paper yet. */
  function show(ticket: Ticket): void {
    issued.value = ticket;
    world.ofTab.write(KEPT, JSON.stringify({ badge: badge(), ticket }));
  }

  function resume(): void {
    const kept = JSON.parse(world.ofTab.read(KEPT) ?? 'null') as { badge: string; ticket: Ticket } | null;
    if (kept?.badge === badge()) issued.value = kept?.ticket ?? null;
    else world.ofTab.write(KEPT, null);
  }

  /** Clear all that was said of the last visitor. */
  function next(): void {
    world.ofTab.write(KEPT, null);
    batch(() => {
      query.value = dossier.value = '';
      service.value = issued.value = deeds.notice.value = null;
      about.value = NOBODY;
      dossiers.value = 1;
    });
  }

  return { query, hits, service, about, dossiers, dossier, issued, give, show, resume, next };
}

export type GivingModel = ReturnType<typeof createGiving>;

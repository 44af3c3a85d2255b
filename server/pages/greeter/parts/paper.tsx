/** What the visitor takes home of an appointment; it is there only on paper, in the visitor's language. */
import { hourOf } from '../../shared/numbers';
import type { Names } from '../../shared/wire';
import type { Shown } from '../screens/page';
import { Code } from './code';
import { fullDayOf } from './words';

export function Paper({ greeter, texts }: Shown) {
  const { appointments, place } = greeter;
  const paper = appointments.paper.value;
  const branch = place.branch.value;
  if (paper === null || branch === null) return null;
  const { language } = paper;
  const service = place.services.value.find((one) => one.code === paper.service);
  const documents = (place.known.value?.documents as Record<string, Record<string, string[]>> | undefined)?.[
    paper.service
  ];
  const bring = documents?.[language] ?? [];
  const say = (key: string, values = {}) => texts(key, values, language);
  return (
    <article class="paper" lang={language} aria-hidden="true">
      <h1>{say('paper_title')}</h1>
      <p class="where">{(branch.names as Names)[language]}</p>
      <p class="when">{say('at_time', { day: fullDayOf(paper.slot, texts, language), time: hourOf(paper.slot) })}</p>
      {service && <p>{(service.names as Names)[language]}</p>}
      <p class="code-text">{paper.code}</p>
      <Code of={paper.code} label="" />
      <p>{say('paper_use')}</p>
      {bring.length > 0 && (
        <>
          <h2>{say('paper_bring')}</h2>
          <ul>
            {bring.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}

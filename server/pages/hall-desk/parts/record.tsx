/** What did the screens show and say around a time? The answer to "I was never called". */
import type { Told } from '../model';
import { instantOf } from '../model';
import type { Shown } from '../screens/page';

const MINUTES = [2, 5, 15, 60];
const CALLS = new Set(['call', 'repeat', 'last', 'corrected']);
/** What the whole hall is told; such a notice's id begins with its kind. */
const OF_HALL = new Set([
  ...['evacuation', 'interruption', 'resumption', 'full', 'early', 'full_service', 'early_service', 'delay', 'test'],
  ...['door_soon', 'door_now', 'door_draw', 'door_back', 'closing', 'lunch', 'closed'],
]);

export function RecordOf({ desk, texts, at }: Shown & { at: string }) {
  const look = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const day = `${fields.get('day')}${at.slice(10)}`;
    void desk.look(instantOf(String(fields.get('time')), day), Number(fields.get('minutes')));
  };
  const told = desk.record.value;
  return (
    <section aria-labelledby="record">
      <h2 id="record">{texts('record')}</h2>
      <form class="line" onSubmit={look}>
        <label>
          {texts('day')}
          <input name="day" type="date" required defaultValue={at.slice(0, 10)} />
        </label>
        <label>
          {texts('time')}
          <input name="time" type="time" required defaultValue={at.slice(11, 16)} />
        </label>
        <label>
          {texts('around')}
          <select name="minutes">
            {MINUTES.map((one) => (
              <option key={one} value={one}>
                {texts('around_min', { minutes: one })}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">{texts('look')}</button>
      </form>
      <div role="status">{told && <p>{texts('found', { count: told.length })}</p>}</div>
      {told && told.length > 0 && <Rows told={told} texts={texts} />}
    </section>
  );
}

/** Which call, or which notice: of a visitor with his number, typed ones in their own words. */
function recorded({ kind, number }: Told, texts: Shown['texts']): string {
  const [word = kind] = kind.split('-');
  if (number === '-') return OF_HALL.has(word) ? texts('of_hall', { kind: word }) : kind;
  return CALLS.has(kind) ? number : `${number} (${texts('of_visitor', { kind })})`;
}

function Rows({ told, texts }: { told: Told[]; texts: Shown['texts'] }) {
  return (
    <table>
      <thead>
        <tr>
          {['time', 'number', 'counter', 'what', 'display'].map((head) => (
            <th key={head} scope="col">
              {texts(`head_${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {told.map((row, at) => (
          // Two rows may be the same in all that they tell, and the list is replaced as a whole.
          <tr key={at}>
            <td>{row.at.slice(11, 19)}</td>
            <td>{recorded(row, texts)}</td>
            <td>{row.counter}</td>
            <td>{texts(`what_${row.what}`)}</td>
            <td>{row.name ?? row.screen}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

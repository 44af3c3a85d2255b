/** Which displays are alive and heard; pairing one by its code, choosing which speaks, taking one away, testing all. */
import { Icon } from '../../shared/parts/icon';
import type { Display } from '../model';
import type { Shown } from '../screens/page';
import { ago } from './ago';

export function Displays({ desk, texts }: Shown) {
  const pair = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const name = String(fields.get('name')).trim() || null;
    void desk.pair(String(fields.get('code')), name).then((isDone) => isDone && form.reset());
  };
  return (
    <section aria-labelledby="displays">
      <h2 id="displays">{texts('displays')}</h2>
      {desk.displays.value.length === 0 ? (
        <p>{texts('no_displays')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {['display', 'health', 'sound', 'seen', 'spoke'].map((head) => (
                <th key={head} scope="col">
                  {texts(`head_${head}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {desk.displays.value.map((one) => (
              <Row key={one.id} one={one} desk={desk} texts={texts} />
            ))}
          </tbody>
        </table>
      )}
      <form class="line" onSubmit={pair}>
        <label>
          {texts('code')}
          <input name="code" required minLength={6} maxLength={12} autocomplete="off" autocapitalize="characters" />
        </label>
        <label>
          {texts('where')}
          <input name="name" maxLength={64} autocomplete="off" />
        </label>
        <button type="submit" disabled={desk.busy.value}>
          {texts('pair')}
        </button>
        <button type="button" class="quiet" disabled={desk.busy.value} onClick={() => void desk.test()}>
          {texts('test')}
        </button>
      </form>
    </section>
  );
}

function Row({ one, desk, texts }: Shown & { one: Display }) {
  const named = one.name ?? one.id;
  return (
    <tr class={one.health}>
      <th scope="row">
        {named} {one.zone && <small>{one.zone}</small>}
      </th>
      <td class="health">
        <Icon name={one.health === 'alive' ? 'done' : 'warn'} /> {texts(`health_${one.health}`)}
      </td>
      <td>
        {one.sound && one.health !== 'lost' ? texts(`sound_${one.sound}`) : '–'}
        {one.alone && <small> {texts('alone')}</small>}
      </td>
      <td>{ago(one.seen_ago_s, texts)}</td>
      <td>{ago(one.said_ago_s, texts)}</td>
      <td class="acts">
        {hasCompany(one, desk.displays.value) && (
          <button
            type="button"
            class="quiet small"
            disabled={desk.busy.value}
            aria-label={texts(one.alone ? 'all_speak_named' : 'speak_alone_named', { name: named })}
            onClick={() => void (one.alone ? desk.allSpeak(one.id) : desk.speakAlone(one.id))}
          >
            {texts(one.alone ? 'all_speak' : 'speak_alone')}
          </button>
        )}
        <button
          type="button"
          class="quiet small"
          disabled={desk.busy.value}
          aria-label={texts('revoke_named', { name: named })}
          onClick={() => void desk.revoke(one.id)}
        >
          {texts('revoke')}
        </button>
      </td>
    </tr>
  );
}

/** Whether others could speak beside it in its room. */
function hasCompany(one: Display, all: readonly Display[]): boolean {
  const voices = all.filter((other) => other.zone === one.zone && other.sound !== 'silent');
  return voices.length > 1 && voices.includes(one);
}

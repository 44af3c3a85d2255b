/** How do the branch's ticket machines do, as each last told? */
import { Icon } from '../../shared/parts/icon';
import type { Kiosk } from '../model';
import type { Shown } from '../screens/page';
import { ago } from './ago';

export function Kiosks({ desk, texts }: Shown) {
  return (
    <section aria-labelledby="kiosks">
      <h2 id="kiosks">{texts('kiosks')}</h2>
      {desk.kiosks.value.length === 0 ? (
        <p>{texts('no_kiosks')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {['kiosk', 'health', 'papers', 'numbers', 'outbox', 'seen'].map((head) => (
                <th key={head} scope="col">
                  {texts(`head_${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {desk.kiosks.value.map((one) => (
              <Row key={one.device} one={one} texts={texts} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ one, texts }: { one: Kiosk; texts: Shown['texts'] }) {
  return (
    <tr class={one.trouble === null ? 'alive' : 'lost'}>
      <th scope="row">{one.name}</th>
      <td class="health">
        <Icon name={one.trouble === null ? 'done' : 'warn'} />{' '}
        {texts('trouble', { trouble: one.trouble === null ? 'none' : one.trouble.replaceAll('-', '') })}
      </td>
      <td>{one.papers_left ?? '–'}</td>
      <td>{one.numbers_left ?? '–'}</td>
      <td>{one.outbox + one.set_aside}</td>
      <td>{ago(one.seen_ago_s, texts)}</td>
    </tr>
  );
}

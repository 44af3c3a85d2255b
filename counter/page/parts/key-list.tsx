/** Which key does what? A list that stays in sight for as long as it is wanted. */
import { ACTIONS } from '../model/acts';
import type { Shown } from '../screens/page';
import { keyNamed, named } from './words';

export function KeyList({ model, texts }: Shown) {
  const keys = model.keys.keys.value;
  const listed = ACTIONS.filter((action) => keys[action]?.some((code) => code !== ''));
  return (
    <section class="key-list" aria-label={texts('keys')}>
      <ul>
        {listed.map((action) => (
          <li key={action}>
            {keys[action]
              ?.filter((code) => code !== '')
              .map((code) => (
                <kbd key={code}>{keyNamed(code, texts)}</kbd>
              ))}{' '}
            {named(action, texts)}
          </li>
        ))}
      </ul>
      <button type="button" class="quiet small" onClick={() => model.perform('settings')}>
        {texts('keys_change')}
      </button>
    </section>
  );
}

/** The public page, and the beginning of the demonstration: / */
import { render } from 'preact';
import en from '../../../config/i18n/en/start.json';
import fr from '../../../config/i18n/fr/start.json';
import vi from '../../../config/i18n/vi/start.json';
import { ask, Refusal } from '../shared/link';
import { speakAsBefore, textsOf } from '../shared/texts';
import '../shared/tokens.css';
import type { BranchRow, Clock, Demo } from '../shared/wire';
import { createStart, EVERY_MS } from './model';
import { Start } from './screens/start';
import './style.css';

speakAsBefore();
const texts = textsOf({ vi, en, fr });
const start = createStart({
  branches: async () => (await ask<{ branches: BranchRow[] }>('/api/v1/branches'))?.branches ?? [],
  clock: async () => (await ask<Clock>('/api/v1/clock')) as Clock,
  demo: async () => {
    try {
      return await ask<Demo>('/api/v1/demo');
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return null;
      throw error;
    }
  },
});
render(<Start start={start} texts={texts} />, document.getElementById('page') as HTMLElement);
void start.begin();
setInterval(() => void start.refresh(), EVERY_MS);

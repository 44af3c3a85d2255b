/** How many dossiers are there really, and how many were done in this turn? The keys + and − count. */
import { About } from './about';
import { type DialogProps, Frame, numberOf, sent } from './frame';

const MOST = 500;

export function DossierCount({ model, texts, ticket }: DialogProps) {
  if (!ticket) return null;
  return (
    <Frame model={model} texts={texts} name="dossiers">
      <About ticket={ticket} texts={texts} />
      <form onSubmit={sent((fields) => model.deeds.mend('dossiers', ticket, { count: numberOf(fields, 'count') }))}>
        <Stepper name="count" label={texts('dossiers')} begins={ticket.dossiers ?? 1} most={MOST} />
        <p class="hint">{texts('dossiers_hint')}</p>
        <button type="submit">{texts('dossiers_do')}</button>
      </form>
    </Frame>
  );
}

export function EndTurn({ model, texts, view, ticket }: DialogProps) {
  const left = ticket?.dossiers_left ?? 1;
  const usual = Math.max(1, Math.min(view.rules.bulk_turn, left - 1));
  return (
    <Frame model={model} texts={texts} name="end-turn">
      <About ticket={ticket} texts={texts} />
      <form onSubmit={sent((fields) => model.deeds.act('end-turn', { done: numberOf(fields, 'done') }))}>
        <p class="hint">{texts('end_turn_hint', { left })}</p>
        <Stepper name="done" label={texts('end_turn_done')} begins={usual} most={left - 1} />
        <button type="submit">{texts('end_turn')}</button>
      </form>
    </Frame>
  );
}

interface StepperProps {
  name: string;
  label: string;
  begins: number;
  most: number;
}

function Stepper({ name, label, begins, most }: StepperProps) {
  return (
    <label>
      {label}
      <input
        name={name}
        type="number"
        class="count"
        min={1}
        max={most}
        defaultValue={begins}
        required
        autofocus
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={count}
      />
    </label>
  );
}

function count(event: KeyboardEvent): void {
  const field = event.currentTarget as HTMLInputElement;
  if (event.key === '+') field.stepUp();
  else if (event.key === '-') field.stepDown();
  else return;
  event.preventDefault();
}

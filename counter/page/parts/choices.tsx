/** One of several: by its digit, by the arrow keys, by a touch. */
import type { ComponentChildren } from 'preact';
import { focused } from '../../../server/pages/shared/parts/focus';

export interface Choice {
  value: string;
  word: string;
  /** What is said beside it, smaller. */
  aside?: string;
}

interface ChoicesProps {
  name: string;
  label: string;
  choices: readonly Choice[];
  chosen?: string | null;
  required?: boolean;
  /** Digits choose among these; among one group of a dialog only. */
  digits?: boolean;
  /** The focus begins here. */
  first?: boolean;
  columns?: 2 | 3;
  onChoose?: (value: string) => void;
  children?: ComponentChildren;
}

export function Choices(props: ChoicesProps) {
  const { name, label, choices, chosen, required, digits, first, columns, onChoose, children } = props;
  const begins = Math.max(
    0,
    choices.findIndex((one) => one.value === chosen),
  );
  return (
    <fieldset class={`choices ${columns ? `columns-${columns}` : ''}`}>
      <legend>{label}</legend>
      {choices.map((one, at) => (
        <label key={one.value} class="choice">
          <input
            type="radio"
            name={name}
            value={one.value}
            required={required}
            defaultChecked={one.value === chosen}
            autofocus={first && at === begins}
            ref={first && at === begins ? focused : undefined}
            data-digit={digits && at < 9 ? at + 1 : undefined}
            onChange={() => onChoose?.(one.value)}
          />
          {digits && at < 9 && <kbd>{at + 1}</kbd>}
          <span>
            {one.word}
            {one.aside && <small> · {one.aside}</small>}
          </span>
        </label>
      ))}
      {children}
    </fieldset>
  );
}

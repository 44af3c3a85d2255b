/** A dialog of the browser's own: what lies beneath is out of reach, Esc leaves it, a digit chooses. */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

interface ModalProps {
  title: string;
  /** What leaving is called; without it the dialog cannot be left. */
  leave?: string;
  onLeave?: () => void;
  wide?: boolean;
  opaque?: boolean;
  children: ComponentChildren;
}

export function Modal({ title, leave, onLeave, wide, opaque, children }: ModalProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const gone = useRef(false);
  useLayoutEffect(() => {
    const shown = dialog.current as HTMLDialogElement;
    shown.showModal();
    // Closing gives the focus back to where it was.
    return () => {
      gone.current = true;
      shown.close();
    };
  }, []);
  const left = (event: Event) => {
    event.preventDefault();
    if (!gone.current) onLeave?.();
  };
  return (
    <dialog
      ref={dialog}
      class={`${wide ? 'wide' : ''} ${opaque ? 'opaque' : ''}`}
      aria-labelledby={id}
      onCancel={left}
      onClose={left}
      onKeyDown={chooseByDigit}
    >
      <header>
        <h2 id={id}>{title}</h2>
        {leave && (
          <button type="button" class="quiet small" onClick={onLeave}>
            <kbd>Esc</kbd> {leave}
          </button>
        )}
      </header>
      {children}
    </dialog>
  );
}

/** A digit chooses what bears it, outside of fields in which it would be typed. */
function chooseByDigit(event: KeyboardEvent): void {
  const digit = /^(?:Numpad|Digit)(\d)$/.exec(event.code)?.[1];
  if (digit === undefined || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  const chosen = (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-digit="${digit}"]`);
  if (!chosen || event.repeat) return;
  event.preventDefault();
  chosen.focus();
  chosen.click();
}

/** Whether a key pressed here would be written. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

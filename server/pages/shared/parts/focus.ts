/** Where does the focus go when a screen appears? The browser heeds `autofocus` only when a page or a dialog opens. */

export function focused(field: HTMLElement | null): void {
  field?.focus();
}

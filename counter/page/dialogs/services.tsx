/** What does the open counter serve from now on? */
import { ServicesForm } from '../parts/services-form';
import { type DialogProps, Frame } from './frame';

export function Services({ model, texts, view }: DialogProps) {
  return (
    <Frame model={model} texts={texts} name="services">
      <ServicesForm model={model} texts={texts} view={view} chosen={view.services} does="change" />
    </Frame>
  );
}

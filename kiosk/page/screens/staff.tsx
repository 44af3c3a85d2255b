/** Behind the screen: how the machine is, its last tickets, and what staff may do with them. */
import type { ComponentChildren } from 'preact';
import { hourOf, shown } from '../../../server/pages/shared/numbers';
import { focused } from '../../../server/pages/shared/parts/focus';
import { lampFor } from '../model/paper';
import type { StaffDeed } from '../model/staff';
import type { AgentStatus, PrinterState } from '../model/world';
import { Pad } from '../parts/keyboard';
import { PrinterLamp } from '../parts/lamp';
import { plain } from '../parts/words';
import { Notice, type Shown } from './kiosk';

const LEAST_DIGITS = 4;

export function Staff({ kiosk, texts }: Shown) {
  const { staff, message } = kiosk;
  return (
    <main class="staff">
      <header>
        <h1 tabIndex={-1} ref={focused}>
          {texts(staff.isIn.value ? 'staff' : 'staff_pin')}
        </h1>
        <button type="button" class="quiet" onClick={kiosk.home}>
          {texts('staff_leave')}
        </button>
      </header>
      {message.value && <Notice say={message.value} />}
      {staff.isIn.value ? <Inside kiosk={kiosk} texts={texts} /> : <Door kiosk={kiosk} texts={texts} />}
    </main>
  );
}

function Door({ kiosk, texts }: Shown) {
  const { pin, type, erase, enter } = kiosk.staff;
  const count = pin.value.length;
  return (
    <section class="door">
      <p class="typed" role="status">
        <span aria-hidden="true">{'●'.repeat(count) || '–'}</span>
        <span class="unseen">{texts('staff_digits', { count })}</span>
      </p>
      <Pad
        texts={texts}
        enter={texts('staff_enter')}
        isReady={count >= LEAST_DIGITS}
        onType={type}
        onErase={erase}
        onEnter={() => void enter()}
      />
    </section>
  );
}

function Inside({ kiosk, texts }: Shown) {
  const { staff, status } = kiosk;
  const deeds: StaffDeed[] = [
    'test-print',
    'paper-changed',
    ...(status.value?.printer.backup ? (['backup-changed'] as const) : []),
    givesNone(status.value) ? 'open' : 'close',
  ];
  return (
    <>
      <div class="deeds">
        {deeds.map((deed) => (
          <button key={deed} type="button" disabled={staff.isBusy.value} onClick={() => void staff.act(deed)}>
            {texts('staff_deed', { deed: plain(deed) })}
          </button>
        ))}
      </div>
      <p role="status">
        {staff.paper.value && texts('staff_paper', { state: texts('print_state', { state: staff.paper.value.print }) })}
      </p>
      <Machine kiosk={kiosk} texts={texts} />
      <Tickets kiosk={kiosk} texts={texts} />
    </>
  );
}

/** Closed by staff, or by a pause that was known last: while the line is cut they may say that it is over. */
function givesNone(status: AgentStatus | null): boolean {
  return Boolean(status?.closed_by_staff || status?.held_pause);
}

/** "còn khoảng 40 phiếu, hết vào khoảng 15:20". */
function rollOf(printer: PrinterState | undefined, texts: Shown['texts']): string {
  if (printer?.papers_left == null) return texts('staff_unknown');
  return texts('staff_roll_left', { count: printer.papers_left, ends: printer.roll_ends ?? 'none' });
}

/** A file that was set aside may hold tickets that nobody has seen: staff are to know of it. */
function diskOf({ durable, broken }: AgentStatus['file']) {
  return { state: !durable ? 'full' : broken.length ? 'broken' : 'well', files: broken.join(', ') };
}

function Machine({ kiosk, texts }: Shown) {
  const known = kiosk.known.value;
  const status = kiosk.status.value;
  const unknown = texts('staff_unknown');
  const backup = status?.printer.running ? status.printer.backup : null;
  const aside = status?.set_aside.map((one) => shown(one.number ?? unknown)).join(', ');
  const leases = status?.leases.map((one) => `${letterOf(one.service)} ${one.left}`).join(' · ');
  function letterOf(service: string): string {
    return known?.services.find((one) => one.code === service)?.letter ?? service;
  }
  const rows: [string, ComponentChildren][] = [
    ['staff_printer', <PrinterLamp key="lamp" lamp={kiosk.lamp.value} texts={texts} />],
    ['staff_roll', rollOf(status?.printer, texts)],
    ...(backup
      ? ([
          ['staff_backup', <PrinterLamp key="backup" lamp={lampFor(backup.condition)} texts={texts} />],
          ['staff_backup_roll', rollOf(backup, texts)],
        ] as [string, ComponentChildren][])
      : []),
    [
      'staff_link',
      status
        ? texts('staff_link_is', {
            up: status.link.up ? 'yes' : 'no',
            time: known ? hourOf(known.told_at) : unknown,
          })
        : unknown,
    ],
    ['staff_leases', status ? leases || texts('staff_none') : unknown],
    ['staff_outbox', status ? `${status.outbox + status.link.unconfirmed}` : unknown],
    ['staff_aside', status ? aside || texts('staff_none') : unknown],
    ['staff_disk', status ? texts('staff_disk_is', diskOf(status.file)) : unknown],
    ['staff_kiosk', status ? texts('staff_gives', { closed: givesNone(status) ? 'yes' : 'no' }) : unknown],
  ];
  return (
    <dl>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{texts(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Tickets({ kiosk, texts }: Shown) {
  const { tickets, reprint, isBusy } = kiosk.staff;
  return (
    <section class="tickets" aria-labelledby="tickets">
      <h2 id="tickets">{texts('staff_tickets')}</h2>
      <ul>
        {tickets.value
          .filter((one) => one.number !== null)
          .map((one) => (
            <li key={one.id}>
              <b>{shown(one.number ?? '')}</b>
              <span>{one.issued_at && hourOf(one.issued_at)}</span>
              <span>{texts('print_state', { state: one.print })}</span>
              <button type="button" class="quiet" disabled={isBusy.value} onClick={() => void reprint(one.id)}>
                {texts('staff_reprint', { number: shown(one.number ?? '') })}
              </button>
            </li>
          ))}
      </ul>
    </section>
  );
}

import { describe, expect, it } from 'vitest';
import { Refusal } from '../shared/link';
import { createHallDesk, instantOf, type World } from './model';

const SESSION = { person: { badge: '000001' }, csrf: 'c', locked: false, has_pin: false };

/** A server that answers what it is told to; what it was asked is kept. */
function aDesk(answers: Record<string, unknown> = {}) {
  const asked: { method: string; path: string; body?: object; key?: string }[] = [];
  let keys = 0;
  const world: World = {
    ask: async (request) => {
      asked.push(request);
      const path = request.path.replace('/api/v1/branches/b', '');
      const answer = answers[`${request.method} ${path}`];
      if (answer instanceof Error) throw answer;
      if (answer !== undefined) return answer as never;
      const usual: Record<string, unknown> = {
        '/api/v1/session': SESSION,
        '/hall': { branch: 'b' },
        '/displays': { displays: [{ id: 'd' }] },
        '/kiosks': { kiosks: [{ device: 'k' }] },
        '/hall/notices': { notices: [] },
        '/hall/volume': { volume: 80, volumes: [], set_by: null, set_at: null },
      };
      return (usual[path] ?? null) as never;
    },
    wait: async () => {},
    tellTabs: () => {},
    newKey: () => `key-${++keys}`,
  };
  return { desk: createHallDesk(world, 'b'), asked };
}

describe('the desk of a hall', () => {
  it('reads hall, displays, kiosks and notices once somebody is signed in', async () => {
    const { desk } = aDesk();
    await desk.session.begin();
    await desk.refresh();

    expect(desk.displays.value).toEqual([{ id: 'd' }]);
    expect(desk.kiosks.value).toEqual([{ device: 'k' }]);
  });

  it('sends an act once, with a key of its own, while it is pressed twice', async () => {
    const { desk, asked } = aDesk();
    await desk.session.begin();

    const twice = await Promise.all([desk.pause('evacuation'), desk.pause('evacuation')]);

    expect(twice).toEqual([true, false]);
    const sent = asked.filter((one) => one.path.endsWith('/pause'));
    expect(sent).toMatchObject([{ method: 'POST', body: { reason: 'evacuation' }, key: 'key-1' }]);
    expect(desk.done.value).toBe('paused');
  });

  it('keeps what the server refused, to be said, and what it shows', async () => {
    const no = new Refusal(422, null);
    const { desk } = aDesk({ 'POST /displays': no });
    await desk.session.begin();
    await desk.refresh();

    expect(await desk.pair('AAAAAA', null)).toBe(false);

    expect([desk.fault.value, desk.done.value, desk.displays.value.length]).toEqual([no, null, 1]);
  });

  it('closes and opens the intake of one service alone', async () => {
    const { desk, asked } = aDesk();
    await desk.session.begin();

    await desk.closeService('land', 'full');
    await desk.openService('land');

    const sent = asked.filter((one) => one.path.includes('/intake/'));
    expect(sent.map((one) => [one.path.split('/intake/')[1], one.body])).toEqual([
      ['close', { reason: 'full', service: 'land' }],
      ['open', { service: 'land' }],
    ]);
  });

  it('sets the volume with its hours, and leaves it to the network file again', async () => {
    const { desk, asked } = aDesk();
    await desk.session.begin();
    await desk.refresh();
    const wanted = { volume: 60, volumes: [{ from: '12:00', to: '13:00', percent: 0 }] };

    expect([await desk.setVolume(wanted), await desk.leaveVolumeToFile()]).toEqual([true, true]);

    const sent = asked.filter((one) => one.path.endsWith('/hall/volume') && one.method !== 'GET');
    expect(sent.map((one) => [one.method, one.body])).toEqual([
      ['POST', wanted],
      ['DELETE', {}],
    ]);
    expect([desk.volume.value?.volume, desk.done.value]).toEqual([80, 'volume_left']);
  });

  it('asks for the record around a time of the branch’s day', async () => {
    const { desk, asked } = aDesk({ 'GET /hall/told?around=x&minutes=5': { told: [] } });
    await desk.session.begin();

    await desk.look('x', 5);

    expect(desk.record.value).toEqual([]);
    expect(asked.at(-1)?.path).toBe('/api/v1/branches/b/hall/told?around=x&minutes=5');
  });
});

it('a time of day is one of the branch’s day, with its offset', () => {
  expect(instantOf('09:42', '2026-11-24T10:00:00.000+07:00')).toBe('2026-11-24T09:42:00+07:00');
});

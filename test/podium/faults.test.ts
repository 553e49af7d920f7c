import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import type { PodiumFault } from '../../sandbox/podium/faults.ts';
import type { PodiumSettings } from '../../sandbox/podium/settings.ts';
import { type MergeScene, openMergeScene, type PairOfRun } from './merge-scene.ts';
import { contact, email, FLEET, mobile, phone, REFUSED } from './people.ts';

let scene: MergeScene;

beforeAll(async () => {
  scene = await openMergeScene([contact({ name: 'Sam Single', channels: [phone(mobile())] })], { tickOnChange: true });
  await scene.workerHere();
});

afterAll(() => scene.close());

/** Two new contacts of one number, the second of whom refuses messages, go through a run of their own. */
async function merged(trouble: {
  settings?: Partial<PodiumSettings>;
  faults?: PodiumFault[];
}): Promise<{ pair: PairOfRun | undefined; kept: WorldPodiumContact; gone: WorldPodiumContact; before: number }> {
  const number = mobile();
  const name = `Pat Example${number.slice(-4)}`;
  const kept = contact({ name, channels: [phone(number), email(`${number.slice(1)}@example.com`)], tags: [FLEET] });
  const gone = contact({ name, channels: [phone(number, { optedOutAt: REFUSED })] });
  for (const one of [kept, gone]) scene.podium.act({ kind: 'add', contact: one });
  scene.podium.configure(trouble.settings ?? {});
  await scene.scan({ full: true });
  scene.podium.tick();
  const before = scene.podium.effects().length;
  for (const fault of trouble.faults ?? []) scene.podium.addFault(fault);
  await scene.run({ of: gone.uid });
  const ended = await scene.ended([gone.uid]);
  scene.podium.clearFaults();
  scene.podium.configure({ whitelisted: true, optOutReaches: 'all', shared: 'first' });
  return { pair: ended[gone.uid], kept, gone, before };
}

function isThere({ uid }: WorldPodiumContact): boolean {
  return scene.podium.contacts().some((one) => one.uid === uid);
}

/** Whom a campaign reached first since then. */
function reachedSince(before: number): string[] {
  return scene.podium
    .effects()
    .slice(before)
    .flatMap(({ kind, what }) => (kind === 'message' ? [what ?? ''] : []));
}

test('A refusal that is accepted and never done is not trusted: the pair is held, and nobody is deleted', async () => {
  const { pair, kept, gone, before } = await merged({
    faults: [{ on: 'consent', times: 1_000, do: { kind: 'never-land' } }],
  });
  expect(pair).toMatchObject({ state: 'held', why: { code: 'consent-not-tightened' } });
  expect([isThere(kept), isThere(gone)]).toEqual([true, true]);
  expect(reachedSince(before)).toEqual([]);
});

test('An application that may not opt anybody out holds the pair, and nobody is deleted', async () => {
  const { pair, gone } = await merged({ settings: { whitelisted: false } });
  expect(pair).toMatchObject({ state: 'held', why: { code: 'consent-not-tightened' } });
  expect(isThere(gone)).toBe(true);
});

test('A refusal that reaches the other one of two with the number is no refusal of the kept one', async () => {
  for (const shared of ['first', 'last'] as const) {
    const { pair, kept, gone, before } = await merged({ settings: { optOutReaches: 'one', shared } });
    const refuses = scene.podium.contacts().find(({ uid }) => uid === kept.uid)?.channels[0]?.optedOutAt !== null;
    expect(pair?.state).toBe(refuses ? 'done' : 'held');
    expect(isThere(gone)).toBe(!refuses);
    expect(isThere(kept)).toBe(true);
    expect(reachedSince(before)).toEqual([]);
  }
});

test('A delete whose answer is lost is found to be done, and is not asked for again', async () => {
  const { pair, kept, gone, before } = await merged({ faults: [{ on: 'delete', do: { kind: 'lose' } }] });
  expect(pair).toMatchObject({ state: 'done', proof: 'gone twice' });
  expect([isThere(kept), isThere(gone)]).toEqual([true, false]);
  const asked = scene.podium.effects().slice(before);
  expect(asked.filter(({ kind, subject }) => kind === 'write' && subject.startsWith('DELETE'))).toHaveLength(1);
  expect(reachedSince(before)).toEqual([]);
});

test('A delete that is accepted and never done is proven not to be, and is not asked for again', async () => {
  const { pair, gone, before } = await merged({ faults: [{ on: 'delete', do: { kind: 'never-land' } }] });
  expect(pair).toMatchObject({ state: 'not-applied' });
  expect(isThere(gone)).toBe(true);
  const asked = scene.podium.effects().slice(before);
  expect(asked.filter(({ kind, subject }) => kind === 'write' && subject.startsWith('DELETE'))).toHaveLength(1);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf } from '../../scripts/cli/outcomes.ts';
import { type Ended, runScript, startScript } from '../scripts/run-script.ts';
import { patience } from '../support/patience.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

const HEADER =
  'Email,External Ref,Modified By Name,User ID,Type,Display ID,Devrev Account ID,Devrev Account Name,Updated At,CXP User id,Updated by BI service,,Linked to acc,Tickets';

/** Three contacts of each of twelve people, and who of them was merged away by a person of ours stays away. */
const PEOPLE = Array.from({ length: 12 }, (_, person) => [1, 2, 3].map((n) => `REVU-${person * 3 + n}`));
/** Whom Ann says to be two people, and who never may be one. */
const APART: [string, string][] = [];

let scene: Scene;
/** Runs that a night has left open, and has said so. */
const told = new Set<string>();

beforeAll(async () => {
  const members = (ids: string[]) => Object.fromEntries(ids.map((id) => [id, [`TKT-${id.slice(5)}`]]));
  scene = await openScene(smallWorld(PEOPLE.map((ids) => ({ members: members(ids) }))));
});

afterAll(() => scene.close());

/** The contacts of some people as the CRM exports them on that night: without those that are gone. */
interface Export {
  /** Person to how many of the contacts the export has. */
  people: Record<number, number>;
  /** Whose contacts have two accounts: for a person to look at. */
  unclear?: number[];
  /** People with one contact. */
  others?: number;
  /** Lines more, at the end. */
  more?: string[];
}

function exported({ people, unclear = [], others = 40, more = [] }: Export): string {
  const gone = new Set(merges().map(([, duplicate]) => duplicate));
  const rows = Object.entries(people).flatMap(([person, many]) => {
    const alive = (PEOPLE[Number(person)] ?? []).slice(0, many).filter((id) => !gone.has(id));
    return alive.map((id, index) => {
      const account = unclear.includes(Number(person)) ? `ACC-${index}` : 'ACC-1';
      const ref = index === 0 ? `user_${id}` : id;
      return `person${person}@example.com,${ref},0,0,0,${id},${account},${account},2025-01-15 9:05,,FALSE,,TRUE,1`;
    });
  });
  const alone = Array.from(
    { length: others },
    (_, n) => `alone${n}@example.com,REVU-${900 + n},0,0,0,REVU-${900 + n},ACC-1,ACC-1,2025-01-15 9:05,,FALSE,,TRUE,1`,
  );
  return `${[HEADER, ...rows, ...alone, ...more].join('\n')}\n`;
}

function merges(): [string, string][] {
  return scene.sandbox
    .effects()
    .flatMap((effect) => (effect.kind === 'merge' ? [[effect.primary, effect.duplicate] as [string, string]] : []));
}

function fileOf(text: string): string {
  const path = join(scene.folder, 'contacts.csv');
  writeFileSync(path, text);
  return path;
}

function argsOf(text: string, ...more: string[]): string[] {
  return ['start', '--csv', fileOf(text), '--approve', 'auto', '--yes', '--wait', '--json', ...more];
}

/** One night, as cron has it; and what must hold after every one. */
async function night(text: string, ...more: string[]): Promise<Ended> {
  const ended = await runScript(scene, argsOf(text, ...more));
  expect(codesOf('start')).toContain(ended.code);
  await afterNight(ended);
  return ended;
}

async function afterNight({ code, out }: Ended): Promise<void> {
  const [first = ''] = out.split('\n');
  if (code === 4) told.add(JSON.parse(first).run);
  for (const [one, other] of APART) {
    expect(survivors(one)).not.toEqual(survivors(other));
  }
  const { runs } = JSON.parse((await runScript(scene, ['runs', '--json'])).out);
  const open = runs.filter(({ state }: { state: string }) => state === 'open');
  for (const { run, waitsFor } of open) {
    expect(told).toContain(run);
    expect(['decision', 'resume']).toContain(waitsFor);
  }
  const { problems } = JSON.parse((await runScript(scene, ['runs', '--check', '--json'])).out);
  const seen = problems.flatMap(({ values }: { values: { run?: string } }) => values.run ?? []);
  expect(seen.sort()).toEqual(open.map(({ run }: { run: string }) => run).sort());
}

/** Where a contact is to be found now. */
function survivors(id: string): string {
  const next = merges().find(([, duplicate]) => duplicate === id);
  return next === undefined ? id : survivors(next[0]);
}

function idsOf(person: number): [string, string, string] {
  return PEOPLE[person] as [string, string, string];
}

async function say(...args: string[]): Promise<Ended> {
  const ended = await runScript(scene, args);
  expect(ended).toMatchObject({ code: 0 });
  return ended;
}

async function untilEnded(run: string): Promise<void> {
  while (JSON.parse((await runScript(scene, ['status', run, '--json'])).out).state === 'open');
}

test('Fourteen nights: nothing refused is ever merged, no run is left open unseen, every exit code is as documented', {
  timeout: patience(400_000),
}, async () => {
  const worker = await scene.workerHere();
  const codes: (number | null)[] = [];
  const next = async (text: string, ...more: string[]): Promise<Ended> => {
    const ended = await night(text, ...more);
    codes.push(ended.code);
    return ended;
  };

  // 1 Three people, two contacts each. 2 The export of the day after: nobody twice.
  await next(exported({ people: { 0: 2, 1: 2, 2: 2 } }));
  expect(merges()).toHaveLength(3);
  await next(exported({ people: { 0: 2, 1: 2, 2: 2 } }));

  // 3 A file of a header alone, and one with rows that cannot be read. 4 Half of the export is missing.
  await next(`${HEADER}\n`);
  await next(
    exported({
      people: { 3: 2 },
      more: Array.from(
        { length: 6 },
        (_, n) => `bad${n}@example.com,x,0,0,0,REVU-${990 + n},ACC-1,ACC-1,2025-01-15 9:05,,FALSE,,TRUE,many`,
      ),
    }),
  );
  await next(exported({ people: { 3: 2 }, others: 15 }));
  expect(merges()).toHaveLength(3);

  // 5 One is unclear: Ann refuses it, and its run ends.
  const asked = await next(exported({ people: { 3: 2, 4: 2 }, unclear: [3] }));
  const { run } = JSON.parse(asked.out.split('\n')[0] ?? '');
  APART.push([idsOf(3)[0], idsOf(3)[1]]);
  await say('reject', run, '--cluster', idsOf(3)[0], '--by', 'Ann');
  await untilEnded(run);
  expect(merges()).toHaveLength(4);

  // 6 They come back, clear as day, with others: they wait, and only the others are merged.
  const back = await next(exported({ people: { 3: 2, 5: 2 } }));
  expect(merges()).toHaveLength(5);
  // 7 With a third contact, while that run waits; this night waits for nobody.
  await next(exported({ people: { 3: 3, 6: 2 } }), '--finish');
  expect(merges()).toHaveLength(6);
  // 8 The rows of the sixth night: that run is open still.
  const sixth = exported({ people: { 3: 2, 5: 3 } });
  const again = await next(sixth);
  const once = JSON.parse(back.out.split('\n')[0] ?? '').run;
  await say('finish', once);
  await untilEnded(once);
  if (again.code === 4) {
    const { run: other } = JSON.parse(again.out.split('\n')[0] ?? '');
    await say('later', other, '--cluster', idsOf(3)[0], '--by', 'Ann');
    await untilEnded(other);
  }

  // 9 Nobody works, and the next start comes: the night is not over. Then somebody does.
  await worker.end();
  const long = startScript(scene, argsOf(exported({ people: { 7: 2 } })));
  await long.says('"waitsFor":"worker"');
  const tooSoon = await runScript(scene, argsOf(exported({ people: { 8: 2 } })));
  codes.push(tooSoon.code);
  await scene.workerHere();
  const over = await long.ended;
  await afterNight(over);
  codes.push(over.code);
  // 10 What came too soon.
  await next(exported({ people: { 8: 2 } }));

  // 11 Somebody has changed an address in the CRM since the export: the canary stops the run, and a person lets it end. 12 The export of the day after has it.
  scene.sandbox.act({ kind: 'editContact', id: idsOf(9)[1], patch: { email: 'somebody.else@example.com' } });
  const before = merges().length;
  const edited = await next(exported({ people: { 9: 2 } }));
  expect(merges()).toHaveLength(before);
  const { run: paused } = JSON.parse(edited.out.split('\n')[0] ?? '');
  await say('resume', paused);
  await untilEnded(paused);
  expect(await runScript(scene, ['status', paused])).toMatchObject({ code: 5 });
  await next(exported({ people: { 9: 1, 10: 2 } }));

  // 13 Temporal is away. 14 All is well, with a file of people who are never one.
  const away = await runScript(scene, argsOf(exported({ people: { 11: 3 } })), { TEMPORAL_ADDRESS: '127.0.0.1:1' });
  codes.push(away.code);
  const never = join(scene.folder, 'never.csv');
  writeFileSync(never, `contact_a,contact_b\n${idsOf(11)[0]},${idsOf(11)[2]}\n`);
  APART.push([idsOf(11)[0], idsOf(11)[2]]);
  await next(exported({ people: { 11: 3, 0: 3 } }), '--never-merge', never, '--finish');

  expect(codes).toEqual([0, 0, 3, 3, 3, 4, 4, 0, 0, 8, 0, 0, 4, 0, 6, 0]);
  expect(codes.filter((code) => !codesOf('start').includes(code ?? -1))).toEqual([]);
});

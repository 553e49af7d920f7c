import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Effect } from '../../sandbox/devrev/objects/effect-log.ts';
import { refOf } from '../support/external-refs.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { standstill } from '../support/one-pair.ts';
import { reporters } from '../support/outcome.ts';
import { PATIENT_ENV, PATIENT_TIMING } from '../support/patient.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { damageBackup } from '../support/spoil-backup.ts';
import { previewUndo, startUndo, type UndonePair, undonePairs } from '../support/undo.ts';

/** What has happened to each pair since its merge, in the order of the pairs. */
const CASES = [
  'nothing',
  'reference taken',
  'survivor deleted',
  'ticket deleted',
  'tickets closed',
  'ticket given away',
  'old id alive',
  'backup damaged',
  'reporter added in between',
  'nobody tells',
  'newer ticket and messages',
  'workspace gone',
  'no picture of after',
  'slow readings',
  'deleted again',
] as const;

type Case = (typeof CASES)[number];

const STRANGER = 'REVU-900';

/** Longer than a write may take to leave after its order was asked. */
const LONG_MS = 800;
/** When it is looked at again, and before it is written. */
const SLOW_READS = 2;

interface Names {
  primary: string;
  duplicate: string;
  /** The primary's ticket, that of both, the duplicate's. */
  tickets: [string, string, string];
}

function namesOf(what: Case): Names {
  const at = CASES.indexOf(what);
  const ticket = (nth: number): string => `TKT-${3 * at + nth}`;
  const tickets: Names['tickets'] = [ticket(1), ticket(2), ticket(3)];
  return { primary: `REVU-${2 * at + 1}`, duplicate: `REVU-${2 * at + 2}`, tickets };
}

let scene: Scene;
let pairs: Map<string, UndonePair>;
/** What we have written for each contact or ticket. */
let written: Effect[];

beforeAll(async () => {
  const { world, plan } = smallWorld(manyPairs(CASES.length));
  const [some] = world.contacts;
  if (some === undefined) throw new Error('The world is empty');
  world.contacts.push({ ...some, id: STRANGER, externalRef: STRANGER, email: 'stranger@example.com' });
  world.workspaces.push({ id: 'REV-2', name: 'Closing', account: 'ACC-1' });
  const closing = namesOf('workspace gone');
  for (const contact of world.contacts)
    if ([closing.primary, closing.duplicate].includes(contact.id)) contact.workspace = 'REV-2';
  scene = await openScene({ world, plan });
  const { sandbox } = scene;
  await scene.workerHere(PATIENT_ENV);
  sandbox.act({ kind: 'closeTicket', id: namesOf('tickets closed').tickets[1] });
  const run = await scene.start({ timing: PATIENT_TIMING });
  await standstill(scene, run);
  await happen();
  const shown = await previewUndo(scene, { runId: run.id, timing: PATIENT_TIMING });
  interfere();
  const before = sandbox.effects().length;
  const started = await startUndo(scene, { runId: run.id, shown, timing: PATIENT_TIMING });
  await started.result();
  pairs = new Map((await undonePairs(scene, started.id)).map((pair) => [pair.duplicate, pair]));
  written = sandbox.effects().slice(before);
});

afterAll(() => scene.close());

async function happen(): Promise<void> {
  const { sandbox } = scene;
  const taken = namesOf('reference taken').duplicate;
  sandbox.act({ kind: 'editContact', id: STRANGER, patch: { externalRef: taken } });
  sandbox.act({ kind: 'deleteContact', id: namesOf('survivor deleted').primary });
  sandbox.act({ kind: 'deleteTicket', id: namesOf('ticket deleted').tickets[2] });
  sandbox.act({ kind: 'closeTicket', id: namesOf('tickets closed').tickets[2] });
  sandbox.act({ kind: 'setReporters', id: namesOf('ticket given away').tickets[2], reporters: [STRANGER] });
  sandbox.act({ kind: 'restoreContact', id: namesOf('old id alive').duplicate });
  await damageBackup(scene, { contact: namesOf('backup damaged').primary });
  const old = namesOf('no picture of after').duplicate;
  await scene.database.db.execute(sql`update pairs set after_image = null where duplicate_id = ${old}`);
  const newer = namesOf('newer ticket and messages');
  sandbox.act({ kind: 'addTicket', ticket: { id: 'TKT-900', reportedBy: [newer.primary] } });
  for (const object of newer.tickets) sandbox.act({ kind: 'addComment', object });
  sandbox.act({ kind: 'deleteWorkspace', id: 'REV-2' });
}

/** While it is written. */
function interfere(): void {
  const { sandbox } = scene;
  const [, , contested] = namesOf('reporter added in between').tickets;
  const add = { kind: 'act', when: 'apply', act: { kind: 'addReporter', id: contested, reporter: STRANGER } } as const;
  sandbox.addFault({ on: 'works.update', pair: { duplicate: contested }, do: add });
  for (const ticket of namesOf('nobody tells').tickets)
    sandbox.addFault({ on: 'timeline-entries.list', every: 1, pair: { duplicate: ticket }, do: '404' });
  const [, slow] = namesOf('slow readings').tickets;
  sandbox.addFault({
    on: 'works.get',
    times: SLOW_READS,
    pair: { duplicate: slow },
    do: { kind: 'slow', ms: LONG_MS },
  });
  const deleteNewest = (): void => {
    const made = sandbox.effects().findLast(({ kind }) => kind === 'create')?.contact ?? '';
    sandbox.act({ kind: 'deleteContact', id: made });
  };
  const { primary } = namesOf('deleted again');
  sandbox.addFault({ on: 'rev-users.update', pair: { duplicate: primary }, do: { kind: 'run', run: deleteNewest } });
}

function pairOf(what: Case): UndonePair {
  const pair = pairs.get(namesOf(what).duplicate);
  if (pair === undefined) throw new Error(`There is no pair for '${what}'`);
  return pair;
}

function writesFor(what: Case): Effect[] {
  const { primary, duplicate, tickets } = namesOf(what);
  return written.filter(
    ({ contact, tickets: ids = [] }) =>
      contact === primary || contact === duplicate || ids.some((id) => tickets.includes(id)),
  );
}

test('What nobody has touched is back, and nothing is left to say of it', () => {
  expect(pairOf('nothing')).toMatchObject({ state: 'done', why: null, result: { notBack: [], putBack: {} } });
});

test('A former reference that somebody else has by now is left with him, and named: the contact has none, and no marker of ours', () => {
  const { newId, state, result } = pairOf('reference taken');
  expect([refOf(scene, STRANGER), refOf(scene, newId ?? '')]).toEqual([namesOf('reference taken').duplicate, '']);
  const values = { contact: newId, field: 'external_ref' };
  expect({ state, notBack: result?.notBack }).toEqual({
    state: 'done',
    notBack: [{ code: 'undo-value-taken', values }],
  });
});

test.each<[Case, string]>([
  ['survivor deleted', 'undo-primary-gone'],
  ['backup damaged', 'backup-damaged'],
])('%s: refused with a word of its own before anything is written', (what, code) => {
  expect(pairOf(what)).toMatchObject({ state: 'put-down', why: { code }, newId: null, creates: 0 });
  expect(writesFor(what)).toEqual([]);
});

test('A ticket that is gone, or was given to somebody else, stays so and is named; the rest comes back', () => {
  for (const [what, because] of [
    ['ticket deleted', 'thing-gone'],
    ['ticket given away', 'thing-elsewhere'],
  ] as const) {
    const { state, newId, result } = pairOf(what);
    const [, shared] = namesOf(what).tickets;
    expect({ state, notBack: result?.notBack }).toMatchObject({
      state: 'done',
      notBack: [{ code: 'undo-thing-stays', values: { because } }],
    });
    expect(reporters(scene, shared)).toContain(newId);
  }
  expect(reporters(scene, namesOf('ticket given away').tickets[2])).toEqual([STRANGER]);
});

test('A ticket that was closed since the merge stays with the contact that was kept; one that was closed before comes back', () => {
  const { primary, tickets } = namesOf('tickets closed');
  const { newId, result } = pairOf('tickets closed');
  expect(reporters(scene, tickets[2])).toEqual([primary]);
  expect(reporters(scene, tickets[1]).sort()).toEqual([primary, newId].sort());
  expect(result?.notBack).toMatchObject([{ code: 'undo-thing-stays', values: { because: 'thing-closed' } }]);
});

test('An old id that is alive again is used, and nobody is created', () => {
  const { duplicate, tickets } = namesOf('old id alive');
  expect(pairOf('old id alive')).toMatchObject({ state: 'done', newId: duplicate, creates: 0 });
  expect(reporters(scene, tickets[2])).toEqual([duplicate]);
});

test('Whom an agent adds while a list is written is named again, and that is said', () => {
  const { newId, result } = pairOf('reporter added in between');
  const [, , ticket] = namesOf('reporter added in between').tickets;
  expect(reporters(scene, ticket).sort()).toEqual([STRANGER, newId].sort());
  expect(Object.values(result?.putBack ?? {})).toEqual([[STRANGER]]);
});

test('Where the CRM does not tell whom a write has dropped, that is said of each ticket', () => {
  const { state, result } = pairOf('nobody tells');
  const [, shared, own] = namesOf('nobody tells').tickets;
  expect({ state, notBack: result?.notBack }).toEqual({
    state: 'done',
    notBack: [{ code: 'undo-unchecked', values: { things: [shared, own] } }],
  });
});

test('A ticket newer than the merge stays with the contact that was kept, and is counted, as messages on what goes back are', () => {
  const pair = pairOf('newer ticket and messages');
  const plan = { newer: { reported: 1 }, newerMessages: { reported: 2 } };
  expect(pair).toMatchObject({ state: 'done', plan, result: { notBack: [] } });
  expect(reporters(scene, 'TKT-900')).toEqual([namesOf('newer ticket and messages').primary]);
  expect(pairOf('nothing')).toMatchObject({ plan: { newer: {}, newerMessages: {} } });
});

test('Without its workspace a contact cannot be made: what the CRM answered is said, and nothing else is written', () => {
  expect(pairOf('workspace gone')).toMatchObject({ state: 'put-down', why: { code: 'undo-refused' }, newId: null });
  expect(writesFor('workspace gone')).toEqual([]);
});

test('Of a merge without a picture of after it, contact and tickets come back, and each field of the kept contact is asked about', () => {
  const { primary, tickets } = namesOf('no picture of after');
  const { state, newId, result, plan } = pairOf('no picture of after');
  const asked = { code: 'undo-asked', values: { contact: primary, field: 'description' } };
  expect({ state, notBack: result?.notBack }).toEqual({ state: 'done', notBack: [asked] });
  expect(plan).toMatchObject({ afterImage: false });
  expect(tickets.map((ticket) => reporters(scene, ticket).sort())).toEqual([
    [primary],
    [primary, newId].sort(),
    [newId],
  ]);
});

test('However long the CRM takes to read a ticket, it is given back', () => {
  const { newId, ...pair } = pairOf('slow readings');
  expect(pair).toMatchObject({ state: 'done', result: { notBack: [] } });
  expect(reporters(scene, namesOf('slow readings').tickets[1])).toContain(newId);
});

test('A contact that came back and is deleted meanwhile is named, and nobody is made in its place', () => {
  const { newId, ...pair } = pairOf('deleted again');
  const why = { code: 'undo-contact-gone', values: { contact: newId } };
  expect(pair).toMatchObject({ state: 'put-down', why, creates: 1 });
});

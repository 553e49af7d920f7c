import fc from 'fast-check';
import type { FailpointName } from '../../activities/failpoint.ts';
import type { Plan } from '../../contacts/plan.ts';
import { WAITS_FOR_PERSON } from '../../store/pair-states.ts';
import { expectLawful, type LedgerPair, ledgerPairs } from './laws.ts';
import { expectKeptApart, forget, refuse } from './refusals.ts';
import type { Kill, Theatre } from './theatre.ts';
import { settle } from './way-out.ts';

/** Where a worker can die without the bytes of a merge being half on their way. */
const DEATHS: FailpointName[] = [
  'verify.after',
  'fresh.after',
  'intent.after',
  'sent.before',
  'sent.after',
  'answer.before',
  'answer.after',
  'reconcile.before',
  'reconcile.after',
  'done.before',
  'done.after',
];

/** What becomes of a merge POST. */
type Fate = 'applied' | 'answer lost' | 'never' | 'half' | 'late' | 'late, answer lost';

/** What one look asks, once each: a look that lags. */
const ONE_LOOK = { 'rev-users.get': 2, 'works.list': 2, 'works.get': 3, 'conversations.list': 2 };

export interface Stage {
  theatre: Theatre;
  /** By what they keep; the last one is of a later export, with a contact that a sync made anew. */
  plans: Plan[];
  /** How often each kind of command did something: for whoever reads the test's end. */
  played: Map<string, number>;
}

type Command = fc.AsyncCommand<object, Stage>;

/** A command on the real stage, after which the laws are checked. There is no model beside them: the sandbox's log is the truth. */
function command(text: string, run: (stage: Stage) => Promise<boolean>): Command {
  return {
    check: () => true,
    toString: () => text,
    run: async (_, stage) => {
      const kind = text.split(' ')[0] ?? text;
      if (await run(stage)) count(stage, kind);
      await expectLawful(stage.theatre);
      await expectKeptApart(stage.theatre);
    },
  };
}

function count({ played }: Stage, kind: string): void {
  played.set(kind, (played.get(kind) ?? 0) + 1);
}

const kills = fc.option(
  fc.record({
    at: fc.constantFrom(...DEATHS),
    pass: fc.integer({ min: 1, max: 2 }),
    lost: fc.boolean(),
    older: fc.option(fc.nat({ max: 9 }), { nil: undefined, freq: 2 }),
  }),
  { nil: null, freq: 2 },
);
const fates = fc.array(
  fc.constantFrom<Fate>('applied', 'answer lost', 'never', 'never', 'half', 'late', 'late, answer lost'),
  { minLength: 1, maxLength: 3 },
);
const pick = fc.nat({ max: 20 });
const apart = fc
  .uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 3 })
  .map((numbers) => numbers.map((number) => `REVU-${number}`));
/** In the middle of a run: before which of its steps, and who is kept apart. */
const refusals = fc.option(fc.record({ step: fc.integer({ min: 1, max: 30 }), members: apart }), {
  nil: null,
  freq: 1,
});

const start = fc
  .record({ plan: fc.nat({ max: 2 }), fates, kill: kills, stale: fc.boolean(), refused: refusals })
  .map(({ plan, fates, kill, stale, refused }) =>
    command(
      `start plan ${plan}, ${fates.join(', ')}${killText(kill)}${stale ? ', one look lags' : ''}${refusalText(refused)}`,
      async (stage) => {
        const { theatre } = stage;
        arm(theatre, { fates, stale });
        const chosen = stage.plans[plan];
        const act = async (): Promise<void> => {
          if (refused !== null && (await refuse(theatre, refused.members))) count(stage, 'refused in mid-run');
        };
        const how = refused === null ? {} : { before: { step: refused.step, act } };
        if (chosen !== undefined) await theatre.merge(chosen, kill, how);
        theatre.here.sandbox.clearFaults();
        return true;
      },
    ),
  );

const resolve = fc
  .record({ pick, as: fc.constantFrom('merged', 'abandon', 'resend'), kill: kills, fate: fates })
  .map(({ pick, as, kill, fate }) =>
    command(`resolve ${pick} as ${as}${killText(kill)}`, async ({ theatre }) => {
      const pair = await waiting(theatre, pick);
      if (pair === null) return false;
      arm(theatre, { fates: fate, stale: false });
      const { cluster: clusterId, primary, duplicate } = pair;
      await theatre.resolve({ clusterId, primary, duplicate, as: as as 'merged', by: 'ada' }, kill);
      theatre.here.sandbox.clearFaults();
      return true;
    }),
  );

const settles = fc.record({ pick, as: fc.constantFrom('settled-merged', 'settled-apart') }).map(({ pick, as }) =>
  command(`settle ${pick} as ${as}`, async ({ theatre }) => {
    const pair = await waiting(theatre, pick);
    if (pair !== null) await settle(theatre, pair, as as 'settled-apart');
    return pair !== null;
  }),
);

const agent = fc
  .record({ ticket: fc.integer({ min: 1, max: 4 }), to: fc.option(fc.nat({ max: 3 }), { nil: null }) })
  .map(({ ticket, to }) =>
    command(`agent ${to === null ? 'deletes' : `gives to REVU-${to + 1}`} TKT-${ticket}`, async ({ theatre }) => {
      const { sandbox } = theatre.here;
      const id = `TKT-${ticket}`;
      const { tickets, contacts } = sandbox.state();
      if (!(id in tickets)) return false;
      const reporter = to === null ? null : `REVU-${to + 1}`;
      if (reporter === null) sandbox.act({ kind: 'deleteTicket', id });
      else if (reporter in contacts) sandbox.act({ kind: 'setReporters', id, reporters: [reporter] });
      return true;
    }),
  );

const refuses = apart.map((members) =>
  command(`refuse ${members.join(', ')}`, ({ theatre }) => refuse(theatre, members)),
);

const forgets = pick.map((pick) => command(`forget ${pick}`, ({ theatre }) => forget(theatre, pick)));

/** Histories with what a person, an agent, the CRM and the machines can do in any order. */
export const histories = fc.commands([start, start, resolve, settles, agent, refuses, forgets], {
  maxCommands: 6,
  size: 'max',
});

function refusalText(refused: { step: number; members: string[] } | null): string {
  return refused === null ? '' : `, before step ${refused.step} ${refused.members.join(', ')} are kept apart`;
}

function killText(kill: Kill | null): string {
  if (kill === null) return '';
  const what = kill.lost
    ? ' with its workflow'
    : kill.older === undefined
      ? ''
      : `, database put back by ${kill.older} steps`;
  return `, killed at ${kill.at}:${kill.pass}${what}`;
}

async function waiting(theatre: Theatre, pick: number): Promise<LedgerPair | null> {
  const pairs = (await ledgerPairs(theatre)).filter(
    ({ state, sends }) => sends > 0 && [...WAITS_FOR_PERSON, 'sent', 'fresh'].includes(state),
  );
  return pairs[pick % Math.max(1, pairs.length)] ?? null;
}

/** The nth merge that is asked for from now on has the nth fate. */
function arm(theatre: Theatre, { fates, stale }: { fates: Fate[]; stale: boolean }): void {
  const { sandbox } = theatre.here;
  for (const [index, fate] of fates.entries()) {
    const post = { on: 'rev-users.merge', nth: index + 1 };
    if (fate === 'answer lost') sandbox.addFault({ ...post, do: 'apply-then-drop' });
    if (fate === 'never') sandbox.addFault({ ...post, do: 'never' });
    if (fate === 'half') sandbox.addFault({ ...post, do: { kind: 'tickets-first' } });
    if (!fate.startsWith('late')) continue;
    const run = (): void => {
      const { primary, duplicate } = sandbox.requests().findLast(({ path }) => path === 'rev-users.merge') ?? {};
      if (primary && duplicate) theatre.late({ primary, duplicate }, 25_000);
    };
    sandbox.addFault({ ...post, do: { kind: 'run', run } });
    sandbox.addFault({ ...post, do: fate === 'late' ? 'never' : 'drop-before' });
  }
  if (!stale) return;
  for (const [on, times] of Object.entries(ONE_LOOK)) sandbox.addFault({ on, times, do: 'stale' });
}

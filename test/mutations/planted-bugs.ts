import { PLANTED_AT_THE_DOORS } from './planted-at-the-doors.ts';
import { PLANTED_IN_BACKUPS } from './planted-in-backups.ts';
import { PLANTED_IN_BOUNDS } from './planted-in-bounds.ts';
import { PLANTED_IN_MATCHING } from './planted-in-matching.ts';
import { PLANTED_IN_ORDERS } from './planted-in-orders.ts';
import { PLANTED_IN_PODIUM } from './planted-in-podium.ts';
import { PLANTED_IN_TRUTH } from './planted-in-truth.ts';
import { PLANTED_IN_UNDO } from './planted-in-undo.ts';
import { PLANTED_IN_WAITS } from './planted-in-waits.ts';
import type { PlantedBug, TestName } from './run-tests.ts';

const neverApplied = (fault: string): TestName => ({
  file: 'test/faults/never-applied.test.ts',
  title: `A merge that was not applied (${fault}) is held as not-applied after the quiet period and not sent again`,
});

/** In the protocol of one merge: what every day's tests are for. */
const PLANTED_IN_THE_PROTOCOL: PlantedBug[] = [
  {
    name: 'resend on time-out',
    edits: [
      {
        file: 'activities/merge/send-merge.ts',
        find: '  await recordOutcome(deps.db, {',
        replace: `  if (outcome.kind === 'unknown' && outcome.cause === 'timeout') {
    await putBack(deps, unsent, { from: 'sent', detail: 'timed out' });
    return { kind: 'not-sent', why: 'unreachable' };
  }
  await recordOutcome(deps.db, {`,
      },
    ],
    killer: neverApplied('hang'),
  },
  {
    name: 'trust 200',
    edits: [
      {
        file: 'activities/merge/judge-merge.ts',
        find: '  const { seen, pair } = evidence;',
        replace: `  const { seen, pair } = evidence;
  if (evidence.row.answered === 200) return { kind: 'merged', proof: 'gone after 200' };`,
      },
    ],
    killer: neverApplied('never'),
  },
  {
    name: 'trust 404',
    edits: [
      {
        file: 'activities/merge/judge-merge.ts',
        find: '  if (seen.gone && seen.relations.every(hasFollowed)) return judgeConserved(evidence);',
        replace: "  if (seen.gone) return { kind: 'merged', proof: 'pointer' };",
      },
    ],
    killer: {
      file: 'test/faults/ticketless-duplicate.test.ts',
      title: 'A duplicate without tickets of its own that is gone without our acknowledgement is held as unproven',
    },
  },
  {
    name: 'counts instead of sets',
    edits: [
      {
        file: 'activities/merge/judge-merge.ts',
        find: '  if (seen.gone && seen.relations.every(hasFollowed)) return judgeConserved(evidence);',
        replace: `  const { primary, duplicate } = evidence.before;
  const count = (ids: string[] | undefined): number => ids?.length ?? 0;
  const all = new Set([...(primary.relations.reported ?? []), ...(duplicate.relations.reported ?? [])]).size;
  if (seen.gone && count(seen.primary.relations.reported) >= all) return judgeConserved(evidence);`,
      },
    ],
    killer: {
      file: 'test/faults/swapped-ticket.test.ts',
      title: 'A merge that loses a ticket is not done, also when another ticket comes in and the numbers agree',
    },
  },
  {
    name: 'ignore conversations at done',
    edits: [
      {
        file: 'activities/merge/judge-merge.ts',
        find: '  if (seen.gone && seen.relations.every(hasFollowed)) return judgeConserved(evidence);',
        replace:
          "  if (seen.gone && seen.relations.every((one) => one.relation.merge === 'follows' || hasFollowed(one))) return judgeConserved(evidence);",
      },
    ],
    killer: {
      file: 'test/faults/conversations-left.test.ts',
      title: 'A merge whose conversations never follow is not done: the pair is held as partial, and says how many',
    },
  },
  {
    name: 'skip the last page',
    edits: [
      {
        file: 'activities/reading/read-list.ts',
        find: '    if (spool !== undefined) list.pages.push(await spool.keep(page.raw));',
        replace: `    if (page.nextCursor === null && list.items.length > 0) break;
    if (spool !== undefined) list.pages.push(await spool.keep(page.raw));`,
      },
    ],
    killer: {
      file: 'test/faults/last-ticket-page.test.ts',
      title: 'The backup holds every page of a long ticket list, the last one too',
    },
  },
  {
    name: 'backup of the primary only',
    edits: [
      {
        file: 'workflows/merge/merge-cluster.ts',
        find: 'bothAtOnce(backUp(primaryId), backUp(duplicateId))',
        replace: 'backUp(primaryId)',
      },
    ],
    killer: {
      file: 'test/faults/backed-up-before-sent.test.ts',
      title: 'When the CRM receives the merge, both contacts lie in finished backups',
    },
  },
  {
    name: 'swap the pair',
    edits: [
      {
        file: 'crm/devrev/send-merge.ts',
        find: '{ primary_user: request.primary, secondary_user: request.duplicate }',
        replace: '{ primary_user: request.duplicate, secondary_user: request.primary }',
      },
    ],
    killer: {
      file: 'test/faults/kept-contact.test.ts',
      title: "The contact that the CRM keeps is the plan's primary, whatever ids and numbers of tickets look like",
    },
  },
  {
    name: 'journal after the effect',
    edits: [
      {
        file: 'activities/merge/send-merge.ts',
        find: '  const committed = await commitSent(deps.db, { ...step, runId: request.pair.cluster.runId, onCommit });',
        replace: `  const evidence = { primary: { fullId: key.primaryId }, duplicate: { fullId: key.duplicateId } };
  const committed = { sent: true, stopSeq: 0, evidence };`,
      },
      {
        file: 'activities/merge/send-merge.ts',
        find: "  deps.failpoint('answer.before');",
        replace: `  await commitSent(deps.db, { ...step, runId: request.pair.cluster.runId });
  deps.failpoint('answer.before');`,
      },
    ],
    killer: {
      file: 'test/faults/sent-before-post.test.ts',
      title: 'A worker killed right after the POST leaves a pair that the ledger calls sent, and nobody sends it again',
    },
  },
  {
    name: 'ignore drift',
    edits: [
      {
        file: 'activities/merge/check-fresh.ts',
        find: '  const drift = difference(crm.relations, accepted, now);\n  if (drift !== null) return { drift };\n',
        replace: '',
      },
    ],
    killer: {
      file: 'test/faults/edited-after-backup.test.ts',
      title: 'A contact (REVU-2) that a person edits after its backup is not merged but reviewed again',
    },
  },
  {
    name: 'retry in the HTTP client',
    edits: [
      {
        file: 'crm/devrev/devrev.ts',
        find: '      return mergeConnection({ connection, headers, answered, onRateLimited: (ms) => budget.backOff(ms) });',
        replace: `      const first = mergeConnection({ connection, headers, answered, onRateLimited: (ms) => budget.backOff(ms) });
      const retry = async (request: Parameters<typeof first.send>[0]) => {
        const outcome = await first.send(request);
        if (outcome.kind !== 'unknown') return outcome;
        const another = singleUseClient(settings.origin, await openMergeSocket(settings));
        return mergeConnection({ connection: another, headers, answered, onRateLimited: (ms) => budget.backOff(ms) }).send(request);
      };
      return { ...first, send: retry };`,
      },
    ],
    killer: {
      file: 'test/faults/lost-answers.test.ts',
      title: 'A merge whose answer is lost is found to be done, and not sent again',
    },
  },
  {
    name: 'external reference before the last pair',
    edits: [
      {
        file: 'workflows/merge/merge-cluster.ts',
        find: '    opened.refChange && merged\n',
        replace: '    opened.refChange\n',
      },
      {
        file: 'activities/reference/change-external-ref.ts',
        find: "      if (!row.complete) return { kind: 'not-yet' };\n",
        replace: '',
      },
    ],
    killer: {
      file: 'test/faults/ref-after-last-pair.test.ts',
      title:
        'While one pair of its cluster is not done the primary keeps its external reference, and resolving that pair hands it over',
    },
  },
];

const AROUND_THE_PROTOCOL: PlantedBug[] = [
  ...PLANTED_IN_TRUTH,
  ...PLANTED_IN_ORDERS,
  ...PLANTED_IN_WAITS,
  ...PLANTED_IN_UNDO,
  ...PLANTED_IN_BACKUPS,
  ...PLANTED_IN_PODIUM,
];

/** A killer that plays a whole run takes 20 s beside everything else: of those, every day has the protocol's alone. */
const playsARun = ({ killer }: PlantedBug): boolean => /^test\/(faults|undo|scans|podium)\//.test(killer.file);

export const EVERY_DAY: PlantedBug[] = [
  ...PLANTED_IN_THE_PROTOCOL,
  ...AROUND_THE_PROTOCOL.filter((bug) => !playsARun(bug)),
  ...PLANTED_IN_MATCHING.everyDay,
];

/** Planted by `npm run soak` only. */
export const ON_SOAK: PlantedBug[] = [
  ...AROUND_THE_PROTOCOL.filter(playsARun),
  ...PLANTED_IN_MATCHING.onSoak,
  ...PLANTED_AT_THE_DOORS,
  ...PLANTED_IN_BOUNDS,
];

/** One with a worker in the test's process, one with a worker that is killed. */
export const SOUND: PlantedBug[] = PLANTED_IN_THE_PROTOCOL.filter(({ name }) =>
  ['swap the pair', 'journal after the effect'].includes(name),
);

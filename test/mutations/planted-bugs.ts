import { PLANTED_IN_ORDERS } from './planted-in-orders.ts';
import type { PlantedBug, TestName } from './run-tests.ts';

const neverApplied = (fault: string): TestName => ({
  file: 'test/faults/never-applied.test.ts',
  title: `A merge that was not applied (${fault}) is held as not-applied after the quiet period and not sent again`,
});

export const PLANTED_BUGS: PlantedBug[] = [
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
        find: '    list.pages.push(page.raw);',
        replace: `    if (page.nextCursor === null && list.pages.length > 0) break;
    list.pages.push(page.raw);`,
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
        find: '    const drift = difference(crm.relations, accepted, now);\n    if (drift !== null) return drift;\n',
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
  {
    name: 'a lock forgets the primary',
    edits: [
      {
        file: 'store/ledger/take-on-cluster.ts',
        find: `and primary_id = \${primaryId}\n        and duplicate_id = \${duplicateId} and \${mode} = 'real' and exists (select 1 from before where anew)`,
        replace: `and duplicate_id = \${duplicateId} and \${mode} = 'real'`,
      },
    ],
    killer: {
      file: 'test/store/locks.test.ts',
      title:
        'Opening a cluster for another plan leaves the locks of a pair that was sent, and its intent is refused by name',
    },
  },
  {
    name: 'one look proves that nothing was applied',
    edits: [
      {
        file: 'activities/merge/judge-merge.ts',
        find: 'if (looked.sinceUnchangedMs === null || looked.sinceUnchangedMs < looked.looksApartMs) return',
        replace: 'if ((row.sinceSentMs ?? 0) < 2_500) return',
      },
    ],
    killer: {
      file: 'test/faults/one-stale-look.test.ts',
      title: 'One look that lags proves nothing, also when nobody looked for longer than the quiet period',
    },
  },
  {
    name: 'evidence that a later reading replaces',
    edits: [
      {
        file: 'store/ledger/evidence.ts',
        find: 'return row?.evidence ?? null;',
        replace: `const { getReading } = await import('./readings.ts');
  const [primary, duplicate] = [await getReading(db, key, key.primaryId), await getReading(db, key, key.duplicateId)];
  return row && primary && duplicate ? { primary, duplicate } : null;`,
      },
    ],
    killer: {
      file: 'test/store/looks.test.ts',
      title: 'What a pair is judged by is frozen when it is sent: later readings of its contacts change nothing of it',
    },
  },
  {
    name: 'whoever has a token takes any step',
    edits: [
      {
        file: 'activities/crm-access.ts',
        find: '    await checkOrganization(access, org);',
        replace: '    void [org, checkOrganization];',
      },
    ],
    killer: {
      file: 'test/faults/steps-refused.test.ts',
      title:
        'sendMerge of another organization than the token is refused before anything is read or sent, and may be tried again',
    },
  },
  {
    name: 'one queue for all organizations',
    edits: [
      {
        file: 'config/task-queues.ts',
        find: '[storeQueueName, whose.crm, whose.org]',
        replace: '[storeQueueName, whose.crm]',
      },
    ],
    killer: {
      file: 'test/faults/wrong-organization.test.ts',
      title:
        "A worker with another organization's token is never offered a step of the run, which waits for one that fits, and says so",
    },
  },
  {
    name: 'a run that is not in the store has nothing left to do',
    edits: [
      {
        file: 'store/runs/clusters.ts',
        find: '  if (rows.length === 0) await requireRun(db, request.runId);\n  return rows.map(',
        replace: '  return rows.map(',
      },
    ],
    killer: {
      file: 'test/store/not-in-store.test.ts',
      title: 'A store that does not have the run says so when it is asked which clusters are next',
    },
  },
  {
    name: 'any folder is the place of the backups',
    edits: [
      {
        file: 'store/backups/claim-folder.ts',
        find: 'if (!(await holdsOne(root, newest)))',
        replace: 'if (newest.length < 0 && !(await holdsOne(root, newest)))',
      },
    ],
    killer: {
      file: 'test/store/backup-folder.test.ts',
      title:
        'The first folder is the one: it is known again, and another folder is refused, empty or with an id of its own',
    },
  },
  {
    name: 'names in the CRM are not compared with those of contacts taken in before',
    edits: [
      {
        file: 'activities/doubts/find-doubts.ts',
        find: 'for (const other of [primary, ...before]) {',
        replace: 'void before;\n  for (const other of [primary]) {',
      },
    ],
    killer: {
      file: 'test/faults/two-people-one-after-the-other.test.ts',
      title: 'A primary whose name lacks a part takes in one person and not a second one (dry run)',
    },
  },
  {
    name: 'names are compared in the backup only',
    edits: [
      {
        file: 'activities/merge/check-fresh.ts',
        find: 'return primary === undefined || duplicate === undefined ? null : askPerson(deps, { pair, primary, duplicate });',
        replace: 'void [primary, duplicate, askPerson];\n  return null;',
      },
    ],
    killer: {
      file: 'test/faults/names-of-an-older-reading.test.ts',
      title: 'Two whose backups were read by a version that kept no names are compared right before they would be sent',
    },
  },
  {
    name: 'states are not looked at',
    edits: [
      {
        file: 'activities/doubts/find-doubts.ts',
        find: 'if (both.some(({ state }) => state !== ordinaryState)) {',
        replace: 'if (both.every(({ state }) => state !== state.trim()) && ordinaryState) {',
      },
    ],
    killer: {
      file: 'test/faults/contact-in-another-state.test.ts',
      title:
        'A deactivated primary, a locked duplicate and any two that are not active go back to review, with their states',
    },
  },
  {
    name: 'files of a ticket itself are not downloaded',
    edits: [
      {
        file: 'crm/devrev/relations/tickets.ts',
        find: 'attachments: artifactsIn(work)',
        replace: 'attachments: []',
      },
    ],
    killer: {
      file: 'test/faults/files-of-objects.test.ts',
      title:
        'A backup holds the files of tickets, issues, conversations and the contact themselves, and what was written on the contact',
    },
  },
  {
    name: 'a restored ledger is believed',
    edits: [
      {
        file: 'store/ledger/merge-steps.ts',
        find: 'if (isOlderCopy && mayBeSent(known)) {',
        replace: 'if (isOlderCopy && !mayBeSent(known)) {',
      },
    ],
    killer: {
      file: 'test/faults/older-copy.test.ts',
      title:
        'A database restored from before the merge was sent sends nothing again: the pair is looked at, and the run pauses',
    },
  },
  {
    name: 'the ledger is not asked when a cluster opens',
    edits: [
      {
        file: 'store/ledger/take-on-cluster.ts',
        find: 'await knownPairs(tx, cluster, row.duplicates)',
        replace: 'new Map()',
      },
    ],
    killer: {
      file: 'test/store/known-merges.test.ts',
      title:
        'Redirects are followed to the end: what was merged into a contact that was itself merged into the primary is done',
    },
  },
  {
    name: 'siblings of a held pair are faults of their own',
    edits: [
      {
        file: 'store/ledger/known-merges.ts',
        find: 'const waitsFor = await lockedBySibling(tx, cluster);',
        replace: 'const waitsFor: { duplicateId: string; name: string } | null = null;',
      },
    ],
    killer: {
      file: 'test/store/known-merges.test.ts',
      title:
        'While a pair of the cluster that was sent waits for a person, the others wait for it by name, and begin when it is resolved',
    },
  },
  {
    name: 'settled without a look',
    edits: [
      {
        file: 'activities/merge/settle-pair.ts',
        find: 'if (unfit !== null) throw refusal(unfit);',
        replace: 'void unfit;',
      },
    ],
    killer: {
      file: 'test/store/settle-pair.test.ts',
      title: 'A person agrees to what was shown: when the CRM shows something else by then, nothing is settled',
    },
  },
  {
    name: 'a consent value that the rules have no word for is opted in',
    edits: [
      {
        file: 'contacts/rules/consent.ts',
        find: "return isOneOf(optedInWords, value) ? 'in' : 'unknown';",
        replace: "return isOneOf(optedInWords, value) ? 'in' : 'in';",
      },
    ],
    killer: {
      file: 'test/contacts/consent.test.ts',
      title: 'Of a text field with a word for "opted out" only, every other value is unknown, never opted in',
    },
  },
  {
    name: 'a cluster that only cleaning brought together is automatic',
    edits: [
      {
        file: 'contacts/planning/group-by-email.ts',
        find: 'doubts: cleaningDoubts(members)',
        replace: 'doubts: cleaningDoubts([])',
      },
    ],
    killer: {
      file: 'test/contacts/cleaned-emails.test.ts',
      title: 'A cluster that only cleaning brought together is for review, with both spellings visible in the reason',
    },
  },
  ...PLANTED_IN_ORDERS,
];

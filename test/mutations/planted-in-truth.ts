import type { PlantedBug } from './run-tests.ts';

/** In whose contacts are merged, by which word, and what proves it. */
export const PLANTED_IN_TRUTH: PlantedBug[] = [
  {
    name: 'a lock forgets the primary',
    edits: [
      {
        file: 'store/ledger/take-on-cluster.ts',
        find: `and primary_id = \${primaryId}\n        and duplicate_id = \${duplicateId} and undo_id is null and \${mode} = 'real' and exists (select 1 from before where anew)`,
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
    name: 'intent does not ask who is kept apart',
    edits: [
      {
        file: 'store/ledger/merge-steps.ts',
        find: "if (kept !== null) return { code: 'refused', values: kept };",
        replace: 'if (kept !== null) await Promise.resolve();',
      },
    ],
    killer: {
      file: 'test/store/decisions/kept-apart.test.ts',
      title:
        'What has begun is asked again before it is sent: intent is refused, also for a contact that another was merged into',
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
        find: '  if (rows.length === 0) await requireRun(db, request.runId);\n  return [...rows];',
        replace: '  return [...rows];',
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
      title: 'Where only the last of three is somebody else, a person is asked before the first is merged (dry run)',
    },
  },
  {
    name: 'names are compared in the backup only',
    edits: [
      {
        file: 'activities/merge/check-fresh.ts',
        find: 'const drift = await askPerson(deps, { pair, primary: primary.now, duplicate: duplicate.now });',
        replace: 'void askPerson;\n  const drift: Reason | null = null;',
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
    name: 'what a matching relied on is not compared again',
    edits: [
      {
        file: 'activities/backup/verify-backups.ts',
        find: 'const why = await askPerson(deps, { pair, primary, duplicate, facts, shown });',
        replace: 'void shown;\n  const why = await askPerson(deps, { pair, primary, duplicate, facts });',
      },
    ],
    killer: {
      file: 'test/faults/matched-dry-run.test.ts',
      title:
        'A dry run compares again what a matching relied on: nearer than the plan says is fine, what is gone is for a person',
    },
  },
  {
    name: 'all takes what a matching found',
    edits: [
      {
        file: 'store/runs/selection.ts',
        find: "return sql`p.decision = 'auto' and",
        replace: "return sql`p.decision <> 'blocked' and",
      },
    ],
    killer: {
      file: 'test/store/decisions/matched.test.ts',
      title: 'A cluster that a matching found is not approved by approve --all',
    },
  },
  {
    name: 'a part of what a matching found is none any more',
    edits: [
      {
        file: 'contacts/planning/decided-parts.ts',
        find: "...(of.band !== undefined && { band: 'review' as const }),",
        replace: '',
      },
    ],
    killer: {
      file: 'test/store/decisions/matched.test.ts',
      title: 'A cluster that a matching found is not approved by decide --without and --undecided, then its strategy',
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
        find: 'const waitsFor = await siblingOf(tx, cluster, locked);',
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
];

import type { PlantedBug } from './run-tests.ts';

const onePair = (title: string) => ({ file: 'test/undo/one-pair.test.ts', title });

const AS_BEFORE = onePair(
  'A merge is taken back: the CRM is as it was, but for the id under which the contact is back',
);
const LEDGER = onePair('The ledger has the merge as undone, and its locks are gone');
const LOST = {
  file: 'test/undo/lost-creates.test.ts',
  title:
    'Whatever is answered to a create, however late it lands: there is exactly one contact, and the rest is as before',
};
const STOPPED = {
  file: 'test/undo/stopped.test.ts',
  title:
    'Stopped in the middle of a pair it writes nothing more; cancelled then, that pair is put down with its new id, and another undo goes on with it',
};

/** In how a merge is taken back. */
export const PLANTED_IN_UNDO: PlantedBug[] = [
  {
    name: 'a create whose answer was lost is made again at once',
    edits: [
      {
        file: 'activities/undo/create-undone.ts',
        find: 'if (!mayHaveLeft || isRefused || status === 429) {',
        replace: "if (!mayHaveLeft || isRefused || status === 429 || kind === 'unreachable') {",
      },
    ],
    killer: LOST,
  },
  {
    name: 'one look proves that nobody was made',
    edits: [
      {
        file: 'activities/undo/find-undone.ts',
        find: "      if (absentMs === null || absentMs === 0 || absentMs < looksApartMs) return { kind: 'pending' };\n",
        replace: "      if (absentMs === -1) return { kind: 'pending' };\n",
      },
    ],
    killer: LOST,
  },
  {
    name: 'a stop is asked of nobody before a write',
    edits: [{ file: 'store/undo/stop.ts', find: 'return row.stopped ? row.seq : null;', replace: 'return null;' }],
    killer: STOPPED,
  },
  {
    name: 'an undo forgets whom an earlier one has made',
    edits: [
      {
        file: 'activities/undo/look-undo.ts',
        find: 'return { back: found[0] ?? null, creates: earlier.creates };',
        replace: 'return { back: null, creates: 0 };',
      },
      { file: 'activities/undo/look-undo.ts', find: 'if (known !== null) {', replace: "if (known?.id === '') {" },
    ],
    killer: STOPPED,
  },
  {
    name: 'the contact has its addresses before its opt-outs',
    edits: [
      {
        file: 'activities/undo/opt-out-back.ts',
        find: "const wrote = await writeFields(work, { name: 'opt-out', contact, fields, expected: null });",
        replace: "const wrote = await writeFields(work, { name: 'opt-out', contact, fields: {}, expected: fields });",
      },
    ],
    killer: {
      file: 'test/undo/consent.test.ts',
      title: 'Who has opted out on either of the two can be reached at no instant of the way back without that',
    },
  },
  {
    name: 'the primary is taken off what it had itself',
    edits: [
      {
        file: 'activities/undo/see-undo.ts',
        find: 'wasHolders: wasHolders.has(id)',
        replace: 'wasHolders: wasHolders.has(name)',
      },
    ],
    killer: AS_BEFORE,
  },
  {
    name: 'the marker stays',
    edits: [
      {
        file: 'activities/undo/write-undo.ts',
        find: '{ [field]: reference }',
        replace: '{ [field]: work.row.marker }',
      },
    ],
    killer: AS_BEFORE,
  },
  {
    name: 'the ledger forgets that it was taken back',
    edits: [
      {
        file: 'store/undo/finish.ts',
        find: "update pairs set state = 'undone'",
        replace: "update pairs set state = 'done'",
      },
    ],
    killer: LEDGER,
  },
  {
    name: 'locks of an undo stay',
    edits: [
      {
        file: 'store/undo/finish.ts',
        find: '    await freeUndoLocks(tx, { crm, org, key });\n',
        replace: '    if (result.fields === null) await freeUndoLocks(tx, { crm, org, key });\n',
      },
    ],
    killer: LEDGER,
  },
  {
    name: 'who came back may be merged again',
    edits: [
      {
        file: 'store/undo/keep-from-cluster.ts',
        find: 'await keepApart(tx, { crm, org, aparts,',
        replace: 'await keepApart(tx, { crm, org, aparts: aparts.slice(aparts.length),',
      },
    ],
    killer: onePair('A decision that lasts keeps the two apart'),
  },
  {
    name: 'whoever has the e-mail of a create is taken for the one that came back',
    edits: [
      {
        file: 'activities/undo/found-by-address.ts',
        find: '  if (!isBare || creatingAt === null) return false;',
        replace: "  if (!isBare || creatingAt === null) return createdAt !== '';",
      },
    ],
    killer: {
      file: 'test/podium/undo-lost-answers.test.ts',
      title: 'Somebody who takes the e-mail in the very moment of the create is not taken for the one that came back',
    },
  },
  {
    name: 'an e-mail on which somebody refuses messages makes a contact that allows them',
    edits: [
      {
        file: 'contacts/base/merging/remade-by.ts',
        find: 'all.channels.get(identity)?.optedOutAt === null',
        replace: "all.channels.get(identity)?.optedOutAt !== ''",
      },
    ],
    killer: {
      file: 'test/contacts/base/merging/take-back.test.ts',
      title: 'Who could only be made anew allowing for a moment what somebody refuses could not',
    },
  },
  {
    name: 'what everybody refuses is not looked at once more before a create by an e-mail',
    edits: [
      {
        file: 'activities/undo/still-to-be-made.ts',
        find: "if ('why' in remade) return putDown(remade.why);",
        replace: "if ('why' in remade) return true;",
      },
    ],
    killer: {
      file: 'test/podium/undo.test.ts',
      title: 'Where somebody refuses e-mails after the last look but one, right before the create, nobody is made',
    },
  },
  {
    name: 'who has nothing but the shared phone is offered to be made anew by it',
    edits: [
      {
        file: 'contacts/base/merging/remade-by.ts',
        find: "const isOwn = kind === 'email' && EMAIL.test(identifier.trim()) && identity !== '' && !others.has(identity);",
        replace:
          "const isOwn = kind !== undefined && identifier.trim() !== '' && identity !== '' && !others.has(identity);",
      },
    ],
    killer: {
      file: 'test/contacts/base/merging/take-back.test.ts',
      title: 'Who has nothing but the phone of the kept one, or an e-mail that another one has too, could not',
    },
  },
  {
    name: 'a contact is made anew by whatever it is called',
    edits: [
      {
        file: 'crm/podium/restoring/require-email.ts',
        find: String.raw`if (/^[^\s@]+@[^\s@]+$/.test(address)) return address;`,
        replace: "if (address !== '') return address;",
      },
    ],
    killer: {
      file: 'test/crm/podium/restoring.test.ts',
      title: 'With a phone nobody is made, and nothing is asked for',
    },
  },
];

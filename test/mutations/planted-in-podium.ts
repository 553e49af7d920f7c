import type { PlantedBug } from './run-tests.ts';

const merges = (title: string) => ({ file: 'test/podium/merges.test.ts', title });
const told = (title: string) => ({ file: 'test/podium/told.test.ts', title });
const ownAddress = (when: string) => ({
  file: 'test/podium/own-address.test.ts',
  title: `Where somebody else has the address of a duplicate ${when}, whoever answers to it: nobody else is deleted`,
});

/** Nothing is refused before the merge that has to be. */
const NOTHING_REFUSED = {
  file: 'activities/carrying/write-all.ts',
  find: '  for (const refusal of toWrite.refusals) {',
  replace: '  for (const refusal of toWrite.refusals.slice(toWrite.refusals.length)) {',
};
/** A read shows it, whatever it shows. */
const NOT_READ_BACK = {
  file: 'activities/carrying/write-all.ts',
  find: '(member) => neededOptOuts(member, union).length === 0);',
  replace: '(member) => neededOptOuts(member, union).length >= 0);',
};
const CARRIED_OVER_UNSEEN = {
  file: 'activities/carrying/write-all.ts',
  find: '  if (neededOptOuts(primary, union).length > 0) {',
  replace: '  if (neededOptOuts(primary, union).length < 0) {',
};

/** A write of what only reads. Nobody is told what became of it. */
const write = (method: string, path: string): string =>
  `await transport.write({ method: '${method}' as never, path: '${path}', body: {}, call: 'planted' }).catch(() => {});`;

/** In how contacts of a base are read, and are merged where the CRM takes no ids and brings nothing along. */
export const PLANTED_IN_PODIUM: PlantedBug[] = [
  {
    name: 'a page of a scan deletes somebody',
    edits: [
      {
        file: 'crm/podium/list-contacts.ts',
        find: '  if (answer.status !== 200) throw refused(answer, cursor);',
        replace: `  ${write('DELETE', '/v4/contacts/nobody@example.com')}\n  if (answer.status !== 200) throw refused(answer, cursor);`,
      },
    ],
    killer: {
      file: 'test/crm/podium/pages.test.ts',
      title: 'All pages together hold every contact once, an empty first page or not',
    },
  },
  {
    name: 'what is read for a backup is changed',
    edits: [
      {
        file: 'crm/podium/read-contact.ts',
        find: '  const { status, body } = answer;',
        replace: `  const { status, body } = answer;\n  ${write('PATCH', '/v4/contacts/nobody@example.com')}`,
      },
    ],
    killer: {
      file: 'test/crm/podium/read-contact.test.ts',
      title: 'Of two that share their only phone each is found, whichever Podium means by it (first)',
    },
  },
  {
    name: 'refusals are written after the merge',
    edits: [NOTHING_REFUSED, NOT_READ_BACK, CARRIED_OVER_UNSEEN],
    killer: merges(
      'An opted-in contact that takes in one who refuses ends opted out, and refuses before the other one is gone',
    ),
  },
  {
    name: 'an accepted refusal counts as done',
    edits: [NOT_READ_BACK, CARRIED_OVER_UNSEEN],
    killer: {
      file: 'test/podium/faults.test.ts',
      title: 'A refusal that is accepted and never done is not trusted: the pair is held, and nobody is deleted',
    },
  },
  {
    name: 'a given channel is not read back',
    edits: [CARRIED_OVER_UNSEEN],
    killer: {
      file: 'test/podium/taken-channel.test.ts',
      title:
        'An e-mail that is opted in by being given, against what was shown once, is seen: the pair is held and nobody is deleted',
    },
  },
  {
    name: 'who opted in at one of them is opted in at all of them',
    edits: [
      {
        file: 'contacts/base/consent-union.ts',
        find: 'new Set([...a.marketing].filter((location) => b.marketing.has(location)))',
        replace: 'new Set([...a.marketing, ...b.marketing])',
      },
    ],
    killer: {
      file: 'test/contacts/base/merging/needed-opt-outs.test.ts',
      title: 'Marketing that can only be refused everywhere names the places that are lost with it',
    },
  },
  {
    name: 'contacts are asked for by their phone',
    edits: [
      {
        file: 'contacts/base/merging/own-address.ts',
        find: 'return [...new Set([...askedBy, ',
        replace:
          "const phones = channels.filter(({ kind }) => kind === 'phone').map(({ identifier }) => identifier);\n  return [...new Set([...phones, ...askedBy, ",
      },
      {
        file: 'contacts/base/merging/own-address.ts',
        find: 'return addresses.filter((address) => !shared.has(addressKey(address)));',
        replace: 'return addresses.filter((address) => !shared.has(address) || address.length > 0);',
      },
      {
        file: 'crm/podium/writing/open-merge.ts',
        find: String.raw`if (/^\+|^[\d\s().-]{0,20}$/.test(address))`,
        replace: "if (address === '')",
      },
    ],
    killer: merges('Nobody was asked to opt anybody in, to create a contact, or to write to a phone'),
  },
  {
    name: 'whoever answers to an address is the one that was meant',
    edits: [
      {
        file: 'activities/carrying/own-addresses.ts',
        find: 'if ((await retryRead(() => carrying.whoAnswers(address, options))) === uid) return address;',
        replace: 'if ((await retryRead(() => carrying.whoAnswers(address, options))) !== null) return address;',
      },
      {
        file: 'activities/carrying/own-addresses.ts',
        find: 'if ((await whoAnswers(addresses[which], options)) !== contact) {',
        replace:
          "if ((await whoAnswers(addresses[which], options)) === contact && which === 'primary' && contact === '') {",
      },
    ],
    killer: ownAddress('after the scan'),
  },
  {
    name: 'nobody asks once more right before the delete',
    edits: [
      {
        file: 'activities/carrying/own-addresses.ts',
        find: 'if ((await whoAnswers(addresses[which], options)) !== contact) {',
        replace: "if ((await whoAnswers(addresses[which], options)) === '') {",
      },
    ],
    killer: ownAddress('while it is written'),
  },
  {
    name: 'nothing has to be proven',
    edits: [
      {
        file: 'crm/podium/writing/open-merge.ts',
        find: '((await settings.proven?.({ org, version })) ?? null);',
        replace:
          "((await settings.proven?.({ org, version })) ?? { kind: 'emulated', restorable: null, newChannelsOptedIn: null });",
      },
    ],
    killer: {
      file: 'test/crm/podium/writing.test.ts',
      title: 'Without a proof no connection for a merge is opened, and nothing is sent',
    },
  },
  {
    name: 'what was shown counts for every version',
    edits: [
      {
        file: 'store/proofs/merge-proofs.ts',
        find: 'proof === null || proof.version !== version ? null : proof.kind',
        replace: "proof === null || version === '' ? null : proof.kind",
      },
    ],
    killer: {
      file: 'test/podium/prove-merge.test.ts',
      title: 'Two contacts that were made for it are merged, and what was seen counts for this version alone',
    },
  },
  {
    name: 'who is alive again is taken for one that is gone',
    edits: [
      {
        file: 'store/ledger/take-on-cluster.ts',
        find: '      if (restored !== undefined) {',
        replace: "      if (restored !== undefined && stands.state === 'held') {",
      },
    ],
    killer: {
      file: 'test/podium/restored.test.ts',
      title:
        'A contact that was merged and is alive again is not merged once more: held, counted run by run, and the third run has somebody told',
    },
  },
  {
    name: 'a word on refusals counts for whatever is there now',
    edits: [
      {
        file: 'activities/consent/settle-consent.ts',
        find: 'if (word.digest !== seen.digest && row.token !== token)',
        replace: "if (word.digest === '' && row.token !== token)",
      },
    ],
    killer: {
      file: 'test/podium/compliance.test.ts',
      title:
        'A person ends it by the word for it alone, having seen what is refused: the merge stays proven, its consent does not',
    },
  },
  {
    name: 'what the CRM refuses for different places is planned again',
    edits: [
      {
        file: 'contacts/base/plan-base.ts',
        find: 'const refused = (await source.refusedAcross?.()) ?? [];',
        replace: 'const refused: RefusedAcross[] = [];',
      },
    ],
    killer: {
      file: 'test/podium/native.test.ts',
      title: 'A 422 puts the two among those of different places: no plan merges them without a person any more',
    },
  },
  {
    name: 'what the CRM tells is taken from anybody',
    edits: [
      {
        file: 'api/hooks/hook-routes.ts',
        find: 'if (!isSigned({ body, sentAt, signed, secret: source.secret })) return answer(401);',
        replace: 'if (!isSigned({ body, sentAt, signed, secret: source.secret })) log.info({ signed: false });',
      },
    ],
    killer: told('Only what is signed with our secret, for our name, of these minutes and not too large is taken'),
  },
  {
    name: 'what the CRM tells comes too late for a pair that is about to be sent',
    edits: [
      {
        file: 'store/hooks/take-event.ts',
        find: "state in ('fresh', 'intent')",
        replace: "state in ('fresh')",
      },
    ],
    killer: told(
      'A merge that Podium tells of between the last reading and ours puts the pair down: nobody is deleted',
    ),
  },
];

import type { Difference, NotAvailable } from '../../activities/audit/audit-types.ts';
import { listed } from '../../contacts/words/listed.ts';

type Words = { [D in Difference as D['code']]: (values: D['values']) => string };

/** Who says what, and where they differ. */
const WORDS: Words = {
  'not-consumed': ({ duplicate }) => `the ledger has the pair as merged, and ${duplicate} not as consumed`,
  'no-redirect': ({ duplicate }) => `the ledger has the pair as merged, and no redirect of ${duplicate}`,
  'consumed-elsewhere': ({ duplicate, to, primary }) =>
    `the ledger's pair merged ${duplicate} into ${primary}, its consumed row says ${to}`,
  'redirect-elsewhere': ({ duplicate, to, primary }) =>
    `the ledger's pair merged ${duplicate} into ${primary}, its redirect led to ${to}`,
  'consumed-without-pair': ({ duplicate, primary }) =>
    `the ledger has ${duplicate} as consumed by ${primary}, and no pair that merged it`,
  'undone-without-undo': ({ duplicate }) =>
    `the ledger has the merge of ${duplicate} as taken back, and no undo that did`,
  'primary-gone': ({ contact }) => `the ledger says that ${contact} was kept, the CRM does not have it`,
  'back-gone': ({ contact }) => `the ledger says that ${contact} came back, the CRM does not have it`,
  'duplicate-alive': ({ duplicate, state }) =>
    `the ledger says '${state}', the CRM has ${duplicate} as a contact of its own`,
  'gone-unmerged': ({ duplicate, state }) => `the ledger says '${state}', the CRM does not have ${duplicate} any more`,
  'merged-elsewhere': ({ duplicate, to }) => `the CRM says that ${duplicate} is ${to} now`,
  'thing-gone': ({ relation, id }) => `${id} (${relation}) was there before the merge, the CRM does not have it`,
  'thing-elsewhere': ({ relation, id, names, primary }) =>
    `${id} (${relation}) should name ${primary}, the CRM says ${names.length === 0 ? 'nobody' : listed(names)}`,
  'name-added': ({ relation, id, names }) =>
    `${id} (${relation}) names ${listed(names)}, which it did not after the merge`,
  'name-missing': ({ relation, id, names }) =>
    `${id} (${relation}) named ${listed(names)} after the merge, and does not now`,
  'consent-loosened': ({ contact, fields }) => `consent: ${listed(fields)} of ${contact} is looser than the ledger's`,
  'reference-not-moved': ({ contact }) =>
    `the ledger moved an external reference to ${contact}, the CRM has another one there`,
  'temporal-merged': ({ duplicate, state }) => `Temporal has ${duplicate} as merged, the ledger says '${state}'`,
  'temporal-not-merged': ({ duplicate, state }) =>
    `the ledger says '${state}', no step in Temporal has said that ${duplicate} was merged`,
  'temporal-undone': ({ duplicate, state }) =>
    `Temporal has the merge of ${duplicate} as taken back, the ledger says '${state}'`,
  'temporal-not-undone': ({ duplicate, state }) =>
    `the ledger says '${state}', no step in Temporal has said that the merge of ${duplicate} was taken back`,
  'temporal-backup': ({ contact }) =>
    `Temporal has another backup of ${contact} than those on which the ledger's merge rests`,
};

export function differenceWords(difference: Difference): string {
  const words = WORDS[difference.code] as (values: Difference['values']) => string;
  return words(difference.values);
}

export const NOT_AVAILABLE_WORDS: Record<NotAvailable, string> = {
  history: 'pairs without a whole history in Temporal: past its retention, or their workflow did not end by itself',
  'things-before': 'pairs without what they were before: merged by an older version',
  'after-image': 'pairs without what was read when they were done: who each ticket named then is not known',
};

import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ProvableMerge } from '../../crm/crm.ts';
import { at } from '../columns.ts';
import type { ProofAnswers } from './merge-proofs.ts';

/** What was shown of a CRM's merge, the newest of an organization: another version of the API makes it void. */
export const mergeProofs = pgTable(
  'merge_proofs',
  {
    crm: text('crm').notNull(),
    org: text('org').notNull(),
    /** Of the API. */
    version: text('version').notNull(),
    /** How it merges; null where what was tried did not. */
    kind: text('kind').$type<ProvableMerge>(),
    answers: jsonb('answers').$type<ProofAnswers>().notNull(),
    by: text('by').notNull(),
    provenAt: at('proven_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.crm, t.org] })],
);

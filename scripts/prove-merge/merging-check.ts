import { crmsInUse } from '../../config/crm-settings.ts';
import { connectorOf } from '../../crm/connect.ts';
import { findDatabaseUrl } from '../../local/stack/connect.ts';
import { type Db, openDatabase } from '../../store/database.ts';
import { type FailedPair, failedCompliance } from '../../store/ledger/consent/compliance.ts';
import { proofsOf } from '../../store/proofs/merge-proofs.ts';
import { EXIT } from '../cli/fail.ts';
import type { Check } from '../doctor/context.ts';
import { type Finding, failed, ok, skipped, warning } from '../doctor/finding.ts';
import { proofLine } from './proof-words.ts';

/** Where a merge has to be proven first: what was, and whether it still counts. Only reads. */
export const merging: Check = {
  name: 'merging',
  run: async ({ config, database }) => {
    const provable = crmsInUse(config).filter(([crm]) => connectorOf(crm).description.provable !== undefined);
    if (provable.length === 0) return ok('every CRM in use merges by itself');
    const store = await database();
    if (store.known === null) return skipped(store);
    if (store.known.schema.missing.length > 0) return ok('nothing was ever proven');
    const { db, close } = openDatabase({ url: findDatabaseUrl(config), max: 1 });
    try {
      const missing = await failedCompliance(db);
      if (missing.length > 0) return refusalsMissing(missing);
      const found = await Promise.all(provable.map(([crm, settings]) => ofCrm(db, { crm, settings })));
      const text = found.map((one) => one.text).join('; ');
      const isVoid = found.some((one) => one.isVoid);
      return isVoid ? warning(text, 'prove it again: npm run prove-merge -- --help') : ok(text);
    } finally {
      await close();
    }
  },
};

function refusalsMissing(missing: readonly FailedPair[]): Finding {
  const names = missing.map(({ pair }) => pair).join(', ');
  return failed({
    found: `merged, and what must be refused is not: ${names}`,
    todo: 'it is refused again until a read shows it; see npm run resolve -- --help, settled-consent',
    exit: EXIT.unfinished,
  });
}

type InUse = ReturnType<typeof crmsInUse>[number];

async function ofCrm(
  db: Db,
  { crm, settings }: { crm: string; settings: InUse[1] },
): Promise<{ text: string; isVoid: boolean }> {
  const { title } = settings;
  const proofs = await proofsOf(db, crm);
  if (proofs.length === 0) return { text: `${title} merges nothing: nobody has shown that it can`, isVoid: false };
  const version = connectorOf(crm).version?.(settings);
  const isVoid = proofs.some((proof) => proof.version !== version);
  const texts = proofs.map((proof) => {
    const when = `shown by ${proof.by} on ${proof.provenAt.toISOString().slice(0, 10)}`;
    return `${proofLine(proof, title)}, ${when}${proof.version === version ? '' : `, void with version ${version}`}`;
  });
  return { text: texts.join('; '), isVoid };
}

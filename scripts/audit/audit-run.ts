import { auditPair } from '../../activities/audit/audit-pair.ts';
import type { Difference, NotAvailable } from '../../activities/audit/audit-types.ts';
import { clusterHistories, temporalSays } from '../../control/audit/temporal-says.ts';
import { withCrm } from '../../control/audit/with-crm.ts';
import type { Control } from '../../control/open-control.ts';
import { fileBackups } from '../../store/backups/file-backups.ts';
import { type AuditedPair, auditedNames, auditedPairs, consumedWithoutPair } from '../../store/reports/audit-facts.ts';
import { whereNow } from '../../store/reports/where-now.ts';
import type { Run } from '../../store/runs/runs.ts';
import { judgeTemporal } from './judge-temporal.ts';
import { sampleOf } from './sample.ts';

/** What the three say of a run. Ids, counts and names of fields only. */
export interface Audit {
  run: string;
  /** All pairs of the run, and those that were looked at. */
  pairs: number;
  audited: number;
  /** Of the sample; null where all were looked at. */
  seed: string | null;
  differences: ({ pair: string } & Difference)[];
  /** What could not be compared, and how often. */
  notAvailable: Partial<Record<NotAvailable, number>>;
}

/** Compares ledger, Temporal and CRM pair by pair. Writes nothing. Throws Refused and Unreachable. */
export async function auditRun(
  { db, config, client }: Control,
  { run, sample, onPair }: { run: Run; sample: { size: number; seed: string } | null; onPair: (done: number) => void },
): Promise<Audit> {
  const all = await auditedNames(db, run);
  const chosen = sample === null ? all : sampleOf(all, sample);
  const audit: Audit = {
    run: run.id,
    pairs: all.length,
    audited: chosen.length,
    seed: chosen.length < all.length ? (sample?.seed ?? null) : null,
    differences: (await consumedWithoutPair(db, run)).map((values) => ({
      pair: values.duplicate,
      code: 'consumed-without-pair',
      values,
    })),
    notAvailable: {},
  };
  const backups = fileBackups({ db, root: config.backupDir });
  const temporal = await client();
  const saysOf = temporalSays(temporal, run);
  await withCrm({ db, config, run }, async (crm) => {
    let done = 0;
    for (const [cluster, names] of byCluster(chosen)) {
      const pairs = await auditedPairs(db, run, cluster);
      const nowOf = await whoIsWho(db, run, pairs);
      const histories = await clusterHistories(temporal, run, cluster);
      for (const pair of pairs.filter(({ name }) => names.has(name))) {
        const found = await auditPair({ crm, backups, pair, pairs, nowOf });
        const says = await saysOf(pair, histories);
        const compared = judgeTemporal(await asNow(db, run, pair), says);
        for (const one of [...found.differences, ...compared.differences])
          audit.differences.push({ pair: pair.name, ...one });
        for (const what of [...found.notAvailable, ...compared.notAvailable])
          audit.notAvailable[what] = (audit.notAvailable[what] ?? 0) + 1;
        done += 1;
        onPair(done);
      }
    }
  });
  return audit;
}

function byCluster(names: { cluster: string; name: string }[]): Map<string, Set<string>> {
  const clusters = new Map<string, Set<string>>();
  for (const { cluster, name } of names) clusters.set(cluster, (clusters.get(cluster) ?? new Set()).add(name));
  return clusters;
}

/** Read after the histories: what a step has answered, the ledger had before. */
async function asNow(db: Control['db'], run: Run, pair: AuditedPair): Promise<AuditedPair> {
  const pairs = await auditedPairs(db, run, pair.cluster);
  return pairs.find(({ name }) => name === pair.name) ?? pair;
}

/** Who each contact is now, by the redirects; one that the CRM merged meanwhile otherwise is itself. */
async function whoIsWho(
  db: Control['db'],
  { crm, org }: Run,
  pairs: readonly AuditedPair[],
): Promise<(id: string) => string> {
  const ids = pairs.flatMap(({ primary, duplicate }) => [primary, duplicate]);
  const found = await whereNow(db, { crm, org, ids });
  return (id) => found.get(id)?.now ?? id;
}

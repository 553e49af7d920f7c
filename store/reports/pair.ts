import type { RelationDescription } from '../../crm/crm.ts';
import type { Run } from '../runs/runs.ts';
import type { ConsentRecord, SetSizes } from '../types.ts';
import { reportFacts } from './facts.ts';
import { pairResult } from './result.ts';
import type { ReportRow } from './rows.ts';
import type { ReportConsent, ReportPair } from './types.ts';

/** What the report says of a pair. */
export function reportPair(row: ReportRow, run: Run, relations: readonly RelationDescription[]): ReportPair {
  const { name, cluster, strategy, decision, primary, duplicate, backups } = row;
  const { fromLedger, ...facts } = reportFacts(row, run);
  const { state, sends } = facts;
  const result = pairResult(facts, { run: run.state, cluster: row.clusterState });
  const { outcome, proof, consent, sentAt, doneAt, relationsBefore, relationsAfter, ownAfter } = fromLedger
    ? row
    : NOTHING;
  const sizes = followers(relations).map((relation) => [
    relation.noun.many,
    {
      before: relationsBefore?.[relation.name] ?? null,
      after: sizesAfter(relationsAfter?.[relation.name] ?? null),
    },
  ]);
  return {
    name,
    cluster,
    strategy,
    decision,
    primary,
    duplicate,
    result,
    state,
    reason: facts.reason,
    why: facts.why ?? (result === 'failed' && facts.reason === null ? { code: 'run-ended', values: { state } } : null),
    otherRun: row.run === run.id ? null : row.run,
    sends,
    outcome,
    proof,
    consent: consentOf(consent),
    relations: Object.fromEntries(sizes),
    own: ownAfter,
    ...(row.takeBack !== null && { takeBack: row.takeBack }),
    backups,
    sentAt,
    doneAt,
  };
}

/** What a merge must bring along. The pairs know of nothing else. */
export function followers(relations: readonly RelationDescription[]): RelationDescription[] {
  return relations.filter(({ merge }) => merge !== 'free');
}

/** A pair is only done when nothing is left with the duplicate. */
function sizesAfter(primary: number | null): SetSizes | null {
  return primary === null ? null : { primary, duplicate: 0 };
}

/** A step that has not ended proves nothing. */
function consentOf(record: ConsentRecord | null): ReportConsent {
  if (!record?.checked) return 'not checked';
  return {
    optedOut: Object.keys(record.strict).sort(),
    tightened: record.tightened,
    tightenedAgain: record.again,
    ...(record.settled !== undefined && { byWord: true as const }),
  };
}

const NOTHING = {
  outcome: null,
  proof: null,
  consent: null,
  relationsBefore: null,
  relationsAfter: null,
  ownAfter: null,
  sentAt: null,
  doneAt: null,
} as const;

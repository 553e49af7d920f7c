import { DEVREV } from '../../crm/devrev/description.ts';
import type { ReportSource } from '../../pages/report/report-page.ts';
import { folderPlace } from '../../store/backups/folder-place.ts';
import type { ReportHead, ReportPair } from '../../store/reports/types.ts';

const START = Date.parse('2026-11-21T08:00:00.000Z');

/** Contacts of a made report have tickets, backups and proofs like those of a real one. */
export function makePair(index: number, more: Partial<ReportPair> = {}): ReportPair {
  const cluster = index.toString(16).padStart(32, '0');
  const [primary, duplicate] = [`REVU-${2 * index + 1}`, `REVU-${2 * index + 2}`];
  const at = START + index * 20_000;
  return {
    name: `${cluster}.${duplicate}`,
    cluster,
    strategy: 'cxp-uid',
    decision: 'auto',
    primary,
    duplicate,
    result: 'succeeded',
    state: 'done',
    reason: null,
    why: null,
    otherRun: null,
    sends: 1,
    outcome: 'answered 200',
    proof: 'by reported',
    consent: 'not checked',
    relations: {
      tickets: { before: { primary: 3, duplicate: 2 }, after: { primary: 5, duplicate: 0 } },
      conversations: { before: { primary: 1, duplicate: 1 }, after: { primary: 2, duplicate: 0 } },
    },
    own: {},
    backups: [primary, duplicate].map((contact) => ({
      contact,
      part: 0,
      digest: `${cluster}${cluster}`,
      folder: `person${index}@example.com_20261121_080000_${contact}`,
      things: { tickets: 3, conversations: 1 },
      privateMessages: 0,
    })),
    sentAt: new Date(at).toISOString(),
    doneAt: new Date(at + 900).toISOString(),
    ...more,
  };
}

/** A report of these pairs, its numbers counted from them. */
export function makeReport(pairs: ReportPair[], head: Partial<ReportHead> = {}): ReportSource {
  const of = (result: ReportPair['result']): number => pairs.filter((pair) => pair.result === result).length;
  const merged = pairs.filter(({ result }) => result === 'succeeded');
  const counts = {
    identified: pairs.length,
    blocked: 0,
    approved: pairs.length,
    attempted: pairs.filter(({ sends }) => sends > 0).length,
    succeeded: merged.length,
    alreadyDone: of('already-done'),
    wouldMerge: of('would-merge'),
    held: of('held'),
    drifted: of('drifted'),
    skipped: of('skipped'),
    failed: of('failed'),
    abandoned: of('abandoned'),
    settledMerged: of('settled-merged'),
    settledApart: of('settled-apart'),
    undone: of('undone'),
    takenBack: of('taken-back'),
    notStarted: of('not-started'),
    open: of('open'),
  };
  return {
    head: {
      version: 1,
      run: '0a1b2c3d4e5f-1',
      plan: '0a1b2c3d4e5f'.padEnd(64, '0'),
      profile: 'external-contacts',
      crm: 'devrev',
      org: 'DEV-1a2b3c',
      dryRun: false,
      state: 'done',
      startedAt: new Date(START - 60_000).toISOString(),
      endedAt: new Date(START + pairs.length * 20_000 + 60_000).toISOString(),
      writtenAt: new Date(START + pairs.length * 20_000 + 61_000).toISOString(),
      options: { canary: 5, window: 10, limit: null, approve: 'none', csvDigest: null },
      consent: 'not checked',
      externalRefs: [],
      followed: { conversations: { pairs: merged.length, followed: merged.length } },
      privateMessages: {
        backedUp: 4,
        notCounted: 0,
        ofOthers: 'cannot be seen by this token and are not in the backups',
      },
      decided: [{ by: 'Ada', choice: 'approve', clusters: pairs.length }],
      resolved: [],
      clusters: { done: merged.length },
      redirects: merged.length + of('undone'),
      contacts: { inClusters: 2 * pairs.length, takenOn: 2 * pairs.length, kept: pairs.length },
      left: [],
      rowsRead: null,
      conserved: {
        many: 'tickets',
        contacts: merged.length,
        things: merged.reduce((sum, { relations }) => sum + (relations.tickets?.after?.primary ?? 0), 0),
      },
      ...head,
      counts: { ...counts, ...head.counts },
    },
    pairs,
    redirects: merged.map(({ primary, duplicate, doneAt }) => ({
      oldId: duplicate,
      newId: primary,
      oldFullId: `don:identity:dvrv-us-1:devo/1a2b3c:revu/${duplicate.slice(5)}`,
      newFullId: `don:identity:dvrv-us-1:devo/1a2b3c:revu/${primary.slice(5)}`,
      run: '0a1b2c3d4e5f-1',
      time: doneAt ?? '',
      byPerson: false,
    })),
    groups: [...new Set(pairs.map(({ strategy }) => strategy))].flatMap((strategy) => [
      {
        strategy,
        size: 2,
        state: 'done' as const,
        clusters: pairs.filter((pair) => pair.strategy === strategy).length,
      },
    ]),
    journal: {
      merged: merged.length,
      finishedAt: pairs.flatMap(({ doneAt, result }) =>
        doneAt !== null && ['succeeded', 'would-merge'].includes(result) ? [doneAt] : [],
      ),
    },
    rateLimit: { calls: 45, windowMs: 60_000 },
    backups: folderPlace('/srv/contact-dedupe/backups'),
    description: DEVREV,
  };
}

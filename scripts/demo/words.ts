import { counted } from '../../contacts/words/counted.ts';
import type { JsonHead, JsonPair, ReportCounts, ReportExternalRef, ReportFollowed } from '../../store/reports/types.ts';
import type { Run } from '../../store/runs/runs.ts';
import { externalRefsText, keptLines } from '../cli/report-headline.ts';
import type { Kept, Proof } from './proof.ts';
import type { Stage } from './stage.ts';

/** The run's page in Temporal's web pages. */
export async function runPageUrl({ stack, client }: Stage, run: Run): Promise<string> {
  const { runId } = await client.workflow.getHandle(run.workflowId).describe();
  return `${stack.uiUrl}/namespaces/${stack.namespace}/workflows/${run.workflowId}/${runId}/history`;
}

export interface Result {
  head: JsonHead;
  /** Those that were not merged. */
  left: JsonPair[];
  proof: Proof;
}

/** The end result in plain words. */
export function resultText({ head, left, proof }: Result): string {
  const { counts, clusters, state } = head;
  const { tickets, conversations } = proof;
  const { backedUp, ofOthers } = head.privateMessages;
  return [
    `The run has ended as '${state}'.`,
    '',
    ...table({
      Clusters: `${clusters.done ?? 0} merged, ${clusters.undecided ?? 0} left for later, ${clusters.blocked ?? 0} blocked`,
      Pairs: `${counts.succeeded} of ${counts.identified} in the plan merged and verified; ${notMerged(counts)}`,
      ...Object.fromEntries(keptLines({ ...head, followed: { conversations: head.conversations as ReportFollowed } })),
      'Practice DevRev': `of all its ${counted(tickets.before, 'ticket')} and ${counted(conversations.before, 'conversation')} ${lostText(tickets, conversations)}`,
      'Private messages': `${backedUp} backed up; those of other people ${ofOthers}`,
      ...(head.externalRefs.length > 0 && { References: externalRefsText(head) }),
      'Opt-outs': `not checked: DevRev has no consent fields of its own, and none are mapped`,
    }),
    ...head.externalRefs.slice(0, REFS_SHOWN).map(refLine),
    ...left.map(({ name, result, reason }) => `  ${result}: ${name}: ${reason}`),
  ].join('\n');
}

function lostText(...kinds: Kept[]): string {
  const lost = kinds.reduce((sum, { before, after }) => sum + before - after, 0);
  return lost === 0 ? 'none is lost or changed' : `${counted(lost, 'is', 'are')} lost or changed`;
}

/** As an example of them all: the others are in the report. */
const REFS_SHOWN = 3;

function refLine({ primary, oldRef, newRef, from, done, reason }: ReportExternalRef): string {
  return `  ${primary}: ${oldRef} -> ${newRef} (of ${from})${done ? '' : `, not changed: ${reason ?? 'not yet'}`}`;
}

function notMerged({ held, drifted, skipped, failed, notStarted }: ReportCounts): string {
  const counts = Object.entries({ held, drifted, skipped, failed, 'not started': notStarted });
  const some = counts.filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
  return some.length === 0 ? 'none held, none failed' : some.join(', ');
}

/** What the CRM says, as a small table. */
export function proofTable({ requests, applied, duplicates, twice }: Proof): string {
  return table({
    'Merge requests that arrived': requests,
    'Merges applied': applied,
    'Distinct duplicates': duplicates,
    'Applied twice': twice,
  }).join('\n');
}

export interface Places {
  run: string;
  /** The page to look at, as a link. */
  report: string;
  /** The folder that holds it. */
  data: string;
  backups: string;
  page: string;
  dataDir: string;
  staysUp: boolean;
}

/** Where everything is, and what to type next. */
export function placesText({ run, report, data, backups, page, dataDir, staysUp }: Places): string {
  return [
    'Open the report in a browser:',
    `  ${report}`,
    '',
    ...table({
      Files: `${data}/: report.json, and the same as CSV files`,
      Backups: backups,
      Temporal: staysUp ? page : `${page} (gone with the demo; on a terminal it stays up)`,
    }),
    '',
    'Next:',
    ...table({
      ...(staysUp && { [`DEDUPE_DATA_DIR=${dataDir} npm run status`]: 'in another terminal' }),
      [staysUp ? `DEDUPE_DATA_DIR=${dataDir} npm run undo -- ${run} --preview` : 'npm run undo -- RUN --preview']:
        'how merges would be taken back: writes nothing',
      'npm run demo -- --crash': 'the same, with a worker that is killed midway',
      'npm run preview -- --csv FILE --out plans/plan.json': 'your own export: needs no server and no token',
    }),
  ].join('\n');
}

function table(rows: Record<string, string | number>): string[] {
  const width = Math.max(...Object.keys(rows).map((name) => name.length)) + 3;
  return Object.entries(rows).map(([name, value]) => `  ${name.padEnd(width)}${value}`);
}

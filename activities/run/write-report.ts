import { join } from 'node:path';
import type { CrmDescription } from '../../crm/crm.ts';
import { doubtWords } from '../../pages/kit/doubt-words.ts';
import { shownReason } from '../../pages/kit/reason-words.ts';
import { reportHtml } from '../../pages/report/report-html.ts';
import { appendAudit } from '../../store/audit/append-audit.ts';
import { AUDIT_FILE } from '../../store/audit/audit-file.ts';
import { draftFiles } from '../../store/reports/files.ts';
import { reportGroups } from '../../store/reports/groups.ts';
import { reportHead } from '../../store/reports/head.ts';
import { reportJournal } from '../../store/reports/journal.ts';
import { reportMatching } from '../../store/reports/matching.ts';
import { reportPair } from '../../store/reports/pair.ts';
import { reportRedirects } from '../../store/reports/redirects.ts';
import { type ReportRow, reportRows } from '../../store/reports/rows.ts';
import { reportTargets } from '../../store/reports/targets.ts';
import { externalRefsCsv, leftCsv, mergesCsv, redirectsCsv, reportJson } from '../../store/reports/text.ts';
import type { ReportHead, ReportPair } from '../../store/reports/types.ts';
import { getRun, type Run } from '../../store/runs/runs.ts';
import { noteWritten } from '../../store/runs/unwritten-report.ts';
import { consentValues } from '../consent/consent-values.ts';
import type { Deps } from '../deps.ts';

export interface WrittenReport {
  head: ReportHead;
  /** File name to its path. */
  paths: Record<string, string>;
}

export interface WriteReport extends Pick<Deps, 'db' | 'backups' | 'reportsDir' | 'rateLimits'> {
  runId: string;
  /** Of the run's CRM: how the report calls what it has. */
  description: CrmDescription;
}

/**
 * Writes `report.html`, `report.json`, `merges.csv`, `redirects.csv`, where clusters were left `left.csv`, and where external references change
 * `external_refs.csv` of a run from what the store says now, each durably and whole, and what is still missing of the `audit.ndjson` of a contact base. To be
 * done again whenever one likes: by a retry, or by a person while the run is open.
 */
export async function writeReport(request: WriteReport): Promise<WrittenReport> {
  const { db, reportsDir, runId, rateLimits, backups, description } = request;
  const { relations } = description;
  const run = await knownRun(request);
  const audit = await appendAudit(db, { runId, reportsDir });
  const rateLimit = rateLimits[run.crm] ?? null;
  const rows = await reportRows(db, run);
  const facts = await reportHead(db, run, rows, relations);
  const externalRefs = facts.externalRefs.map((ref) => ({ ...ref, reason: shownReason(ref) }));
  const mapping = run.options.consent ?? [];
  const values = await consentValues({ backups, rows, mapping, description });
  const consent = facts.consent === 'not checked' ? facts.consent : { ...facts.consent, values };
  const matching = await reportMatching(db, run, description.shown?.kinds ?? []);
  const targets = description.scans === true ? { targets: await reportTargets(db, run) } : {};
  const head = { ...facts, ...matching, ...targets, consent, externalRefs };
  const redirects = await reportRedirects(db, run);
  const [groups, journal] = [await reportGroups(db, run), await reportJournal(db, run)];
  const pairs = () => pairsOf(rows, run, relations);
  const page = { head, pairs: pairs(), redirects, groups, journal, rateLimit, backups: backups.place, description };
  const draft = await draftFiles(join(reportsDir, runId), {
    'report.html': [await reportHtml(page)],
    'report.json': reportJson(head, pairs(), relations),
    'merges.csv': mergesCsv(pairs(), relations),
    'redirects.csv': redirectsCsv(redirects),
    ...(head.left.length === 0 ? {} : { 'left.csv': leftCsv(head.left) }),
    ...(head.externalRefs.length === 0 ? {} : { 'external_refs.csv': externalRefsCsv(head.externalRefs) }),
  });
  const { state } = await knownRun(request);
  if (state === run.state) {
    const paths = await draft.publish();
    await noteWritten(db, runId);
    return { head, paths: { ...paths, ...(audit !== null && { [AUDIT_FILE]: audit }) } };
  }
  await draft.discard();
  return writeReport(request);
}

async function knownRun({ db, runId }: WriteReport): Promise<Run> {
  const run = await getRun(db, runId);
  if (run === null) throw new Error(`Run ${runId} is not in the store`);
  return run;
}

/** One at a time: a large plan's pairs are held once, as the rows they come from. */
function* pairsOf(rows: readonly ReportRow[], run: Run, relations: CrmDescription['relations']): Generator<ReportPair> {
  for (const row of rows) {
    const pair = reportPair(row, run, relations);
    yield { ...pair, reason: doubtWords({ ...row, why: pair.why }) ?? shownReason(pair) };
  }
}

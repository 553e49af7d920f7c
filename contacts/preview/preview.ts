import type { PlanCluster } from '../plan.ts';
import { brokenExport } from '../planning/broken-export.ts';
import { type PlanFromCsvOptions, streamPlan } from '../planning/plan-from-csv.ts';
import { rowsRead, rowsReadPath } from '../planning/rows-read.ts';
import { annotateCsv, type Notes, noteCluster } from './annotate.ts';
import { AtomicFile } from './atomic-file.ts';
import { placesWriter } from './cluster-places.ts';
import { findKeptApart, type KeptApartCluster, type KeptApartPair } from './kept-apart.ts';
import { writeRejected } from './rejected-file.ts';
import { countCluster, type PreviewSummary, type ReviewCluster, startCounts } from './summary.ts';

export interface PreviewOptions extends PlanFromCsvOptions {
  /** Where the plan goes, or null. */
  out: string | null;
  /** Where it goes which cluster stands where in the plan's file; null or absent: nowhere. */
  placesOut?: string | null;
  /** Where the rows go with `Action` and `Strategy` filled in, or null. */
  csvOut: string | null;
  /** Write nothing when a row is rejected. */
  strict: boolean;
  /** Write neither plan nor rows when a greater share of them is rejected: from 0 to 1. @default 0.05 */
  maxRejected?: number | undefined;
  /** Where the rejected rows go, whatever becomes of the others; null or absent: nowhere. */
  rejectedOut?: string | null;
  /** Whom earlier decisions keep apart; null or absent: nobody knows. It changes nothing of the plan. */
  keptApart?: readonly KeptApartPair[] | null;
  /** How many clusters in review are listed. @default 5 */
  listed?: number;
  /** As of `EstimateOptions`. @default 0 */
  moreLists?: number;
}

/** Plans a CSV, counts what came out, and writes what was asked for: both files or, on any error, none; where nothing should be started with them, the rejected rows alone. */
export async function preview({
  out,
  placesOut = null,
  csvOut,
  strict,
  maxRejected,
  rejectedOut = null,
  keptApart = null,
  listed = 5,
  moreLists = 0,
  ...options
}: PreviewOptions): Promise<PreviewSummary> {
  const { source, profile, rules } = options;
  const checksConsent = rules.consent.length > 0;
  const counts = startCounts(profile, rules);
  const notes: Notes | null = csvOut === null ? null : new Map();
  const review: ReviewCluster[] = [];
  const apartIn = findKeptApart(keptApart ?? []);
  const waiting: KeptApartCluster[] = [];
  const files: AtomicFile[] = [];
  const create = (path: string): AtomicFile => {
    const file = new AtomicFile(path);
    files.push(file);
    return file;
  };
  try {
    const planFile = out === null ? null : create(out);
    const placesFile = placesOut === null ? null : create(placesOut);
    const places = placesFile && placesWriter((bytes) => placesFile.writeBytes(bytes));
    const {
      digest,
      version: _,
      lastText,
      ...findings
    } = await streamPlan({
      ...options,
      onCluster: (cluster, text) => {
        countCluster(counts, cluster, { checksConsent, moreLists });
        if (cluster.decision === 'review' && review.length < listed) review.push(listedCluster(cluster));
        const apart = apartIn(cluster);
        if (apart !== null) waiting.push(apart);
        planFile?.write(text);
        places?.add(text, {
          size: cluster.members.length,
          decision: cluster.decision,
          strategy: counts.strategies.findIndex(({ strategy }) => strategy === cluster.strategy),
          keptApart: apart !== null,
        });
        if (notes !== null) noteCluster(notes, cluster);
      },
    });
    planFile?.write(lastText);
    places?.end();
    if (out !== null) create(rowsReadPath(out)).write(`${JSON.stringify(rowsRead(digest, findings))}\n`);
    const broken = brokenExport(findings, maxRejected);
    const unwanted = broken !== null || (strict && findings.rejected.length > 0);
    if (csvOut !== null && notes !== null && !unwanted) {
      const { csvDigest } = findings;
      const file = create(csvOut);
      const dated = { ...source, ...(findings.dates !== null && { dates: findings.dates }) };
      await annotateCsv({ source: dated, profile, notes, csvDigest, write: (text) => file.write(text) });
    }
    const wanted = unwanted ? [] : [...files];
    if (rejectedOut !== null) {
      const file = create(rejectedOut);
      await writeRejected({ source, findings, write: (text) => file.write(text) });
      wanted.push(file);
    }
    for (const file of wanted) file.save();
    for (const file of wanted) file.publish();
    return {
      file: source.name,
      profile: profile.name,
      crm: profile.crm,
      planDigest: digest,
      findings,
      review,
      keptApart: keptApart === null ? null : waiting,
      broken,
      ...counts,
    };
  } finally {
    for (const file of files) file.discard();
  }
}

function listedCluster({ id, primary, duplicates, strategy, reason }: PlanCluster): ReviewCluster {
  return { id, primary, duplicates, strategy, reason };
}

import { compareText } from '../keys/normalize.ts';
import { AtomicFile } from '../preview/atomic-file.ts';
import type { KeyFault } from './contact-keys.ts';
import { type BaseSource, planBase } from './plan-base.ts';
import type { PlannedBaseCluster } from './plan-base-cluster.ts';
import type { BasePolicy } from './policy.ts';
import type { RegionRules } from './regions.ts';
import { type ScanOfPlan, scanOfPlanPath, scanOfPlanText } from './scan-of-plan.ts';
import { byHandHeader, byHandRows } from './shown/by-hand.ts';
import { clusterLines } from './shown/cluster-text.ts';
import { type DedupCode, dedupCodes } from './shown/dedup-code.ts';
import { type ReviewContext, reviewLine } from './shown/review-line.ts';

export interface PreviewBaseOptions {
  source: BaseSource;
  crm: string;
  policy: BasePolicy;
  regions: RegionRules;
  /** The complete scan that the contacts are of; absent where they come from a file. */
  scan?: ScanOfPlan;
  /** Where the plan, the steps for a person and the lines for review go; null for nowhere. */
  out: string | null;
  byHand: string | null;
  review: string | null;
  /** So many clusters are shown. */
  limit: number;
}

/** What of it is chosen, whatever the contacts come from. */
export type BaseChoices = Omit<PreviewBaseOptions, 'source' | 'regions' | 'scan'>;

export interface BasePreview {
  planDigest: string;
  contacts: number;
  faults: Partial<Record<KeyFault, number>>;
  /** How many phones (001, 002) and clusters (004) have each code. */
  errors: Partial<Record<DedupCode, number>>;
  clusters: { auto: number; review: number; blocked: number };
  pairs: number;
  /** Of pairs that may never be merged, whom no contact has: a slip of the pen would protect nobody. */
  unknownNeverMerge: string[];
  /** Of the clusters that are shown, an empty line between two. */
  lines: string[];
}

/** Plans a contact base, and writes what was asked for: all files or, on any error, none. */
export async function previewBase(options: PreviewBaseOptions): Promise<BasePreview> {
  const { limit } = options;
  const clusters = { auto: 0, review: 0, blocked: 0 };
  const shown: PlannedBaseCluster[] = [];
  let pairs = 0;
  let belowThreshold = 0;
  const files: AtomicFile[] = [];
  const create = (path: string | null): AtomicFile | null => {
    if (path === null) return null;
    const file = new AtomicFile(path);
    files.push(file);
    return file;
  };
  try {
    const [out, byHand, review] = [create(options.out), create(options.byHand), create(options.review)];
    byHand?.write(byHandHeader());
    const { digest, lastText, contacts, faults, known } = await planBase({
      ...options,
      onCluster: (planned, text, known) => {
        const { decision, duplicates } = planned.cluster;
        clusters[decision]++;
        pairs += duplicates.length;
        if (planned.doubts.some(({ code }) => code === 'low_confidence')) belowThreshold++;
        if (shown.length < limit) shown.push(planned);
        out?.write(text);
        if (decision !== 'blocked') byHand?.write(byHandRows(planned, known));
        if (decision === 'review') review?.write(lineOf(planned, { crm: options.crm, known }));
      },
    });
    out?.write(lastText);
    const { places } = known;
    if (options.out !== null && (options.scan !== undefined || places.size > 0))
      create(scanOfPlanPath(options.out))?.write(scanOfPlanText(digest, { scan: options.scan, places }));
    const unknownNeverMerge = await unknownOf(options);
    for (const file of files) file.save();
    // The plan comes last: where it lies, what was written with it lies too.
    for (const file of files.toReversed()) file.publish();
    const lines = shown.flatMap((planned) => ['', ...clusterLines(planned, known)]);
    return {
      planDigest: digest,
      contacts,
      faults: Object.fromEntries([...faults].sort(([a], [b]) => compareText(a, b))),
      errors: dedupCodes({ faults, belowThreshold }),
      clusters,
      pairs,
      unknownNeverMerge,
      lines,
    };
  } finally {
    for (const file of files) file.discard();
  }
}

function lineOf(planned: PlannedBaseCluster, context: ReviewContext): string {
  return `${JSON.stringify(reviewLine(planned, context))}\n`;
}

async function unknownOf({ source, policy: { neverMerge } }: PreviewBaseOptions): Promise<string[]> {
  if (neverMerge.size === 0) return [];
  const uids = [...neverMerge.keys()];
  const known = new Set((await source.contacts(uids)).map(({ uid }) => uid));
  return uids.filter((uid) => !known.has(uid)).sort();
}

import { z } from 'zod';

const schema = z.strictObject({
  /** 64 hex: the digest of the plan that was made of it. */
  plan: z.string(),
  /** The number of the complete scan, whose contacts they were, and since when it is complete, in ISO 8601. Absent: they are of a file. */
  scan: z.strictObject({ id: z.number().int(), org: z.string(), endedAt: z.string() }).optional(),
  /** Names of its places, by uid: to be shown, where no server is. Absent: of a version of before. */
  places: z.record(z.string(), z.string()).optional(),
});

/** Which scan a plan's contacts are of. */
export type ScanOfPlan = NonNullable<z.infer<typeof schema>['scan']>;

/** Beside the plan file, whose bytes are the same whatever scan they are of: `plan.json` has it in `plan.scan.json`. */
export function scanOfPlanPath(planPath: string): string {
  return `${planPath.replace(/\.json$/, '')}.scan.json`;
}

export function scanOfPlanText(
  plan: string,
  { scan, places }: { scan: ScanOfPlan | undefined; places: ReadonlyMap<string, string> },
): string {
  const of = scan && { id: scan.id, org: scan.org, endedAt: scan.endedAt };
  return `${JSON.stringify({ plan, scan: of, places: Object.fromEntries(places) })}\n`;
}

/** Null where the text is not about that plan, or is none of ours. */
export function parseScanOfPlan(text: string, plan: string): ScanOfPlan | null {
  return parsed(text, plan)?.scan ?? null;
}

/** Names of places, by uid; none where the text has none of that plan. */
export function parsePlacesOfPlan(text: string, plan: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(parsed(text, plan)?.places ?? {}));
}

function parsed(text: string, plan: string): z.infer<typeof schema> | null {
  try {
    const { data } = schema.safeParse(JSON.parse(text));
    return data?.plan === plan ? data : null;
  } catch {
    return null;
  }
}

import { BASE_PROFILE } from '../base/plan-base.ts';
import { InputError } from '../input-error.ts';
import type { Plan, PlanCluster } from '../plan.ts';
import { planSchema1, planSchema2 } from './plan-schema.ts';
import { clusterId, planDigest } from './plan-text.ts';

const MAKE_ANOTHER = 'make another plan with preview';

/** Reads a plan file of either version. Throws InputError when it is no plan, or not the one that preview wrote. */
export function parsePlan(content: string, file: string = 'plan.json'): Plan {
  const json = jsonOf(content, file);
  const version = versionOf(json);
  if (version > 2) {
    const problem = `is a plan of version ${version}, and this version of the tool knows 1 and 2`;
    throw new InputError({ file, problem, todo: 'use the version that wrote it, or make another plan with preview' });
  }
  const parsed = version === 2 ? planSchema2.safeParse(json) : planSchema1.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.join('.') || 'the file';
    throw new InputError({ file, problem: `is not a plan: ${path}: ${issue?.message}`, todo: MAKE_ANOTHER });
  }
  const plan: Plan = parsed.data;
  if (planDigest(plan) !== plan.digest) {
    throw new InputError({
      file,
      problem: 'was changed after preview wrote it: its digest does not fit',
      todo: MAKE_ANOTHER,
    });
  }
  const flaw = flawOf(plan.clusters) ?? automatic(plan);
  if (flaw !== null) throw new InputError({ file, problem: flaw, todo: MAKE_ANOTHER });
  return plan;
}

function versionOf(json: unknown): number {
  const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : null;
  return Number.isSafeInteger(version) ? Number(version) : 1;
}

function jsonOf(content: string, file: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new InputError({ file, problem: 'is not JSON', todo: MAKE_ANOTHER });
  }
}

/** What a plan with a fitting digest could still get wrong: it would have to be forged. */
function flawOf(clusters: readonly PlanCluster[]): string | null {
  const seen = new Set<string>();
  let last = '';
  for (const cluster of clusters) {
    const { id, primary, duplicates, members } = cluster;
    const ids = members.map((member) => member.id);
    if (id !== clusterId(ids.toSorted())) return `cluster ${id} has another id than its members give`;
    if (id <= last) return `cluster ${id} is out of order`;
    if (duplicates.includes(primary)) return `cluster ${id} merges ${primary} into itself`;
    if ([primary, ...duplicates].sort().join() !== ids.join())
      return `cluster ${id} does not list its members once each`;
    const stranger = namedBeside(cluster).find((one) => !ids.includes(one));
    if (stranger !== undefined) return `cluster ${id} says something of ${stranger}, who is no member`;
    const shared = ids.find((member) => seen.has(member));
    if (shared !== undefined) return `${shared} is in two clusters`;
    for (const member of ids) seen.add(member);
    last = id;
  }
  return null;
}

/** What a matching found is for a person, whatever its band. In a contact base the rules say it. */
function automatic({ profile, clusters }: Plan): string | null {
  const found = clusters.find(({ band, decision }) => band !== undefined && decision === 'auto');
  if (found === undefined || profile === BASE_PROFILE) return null;
  return `cluster ${found.id} rests on a matching, and only a person can approve it`;
}

/** Ids that what version 2 says is about. */
function namedBeside(cluster: PlanCluster): string[] {
  const { apart = [], relies = [], fill = [], evidence = [], notAuto = [], takeBack = [] } = cluster;
  const pairs = [...apart, ...relies, ...evidence, ...notAuto].flatMap(({ a, b }) => [a, b]);
  return [
    ...pairs.filter((one) => one !== undefined),
    ...fill.map(({ from }) => from),
    ...takeBack.map((one) => one.duplicate),
  ];
}

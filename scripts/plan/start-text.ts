import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import type { Decision, Plan } from '../../contacts/plan.ts';
import { counted } from '../../contacts/words/counted.ts';
import { connectorOf } from '../../crm/connect.ts';
import { restoringText } from '../../pages/undo/restoring-text.ts';
import type { LoadedPlan } from './load-plan.ts';
import type { StartArgs } from './start-args.ts';

/** What is about to happen, before anybody is asked. */
export function startText({ loaded, org, args }: { loaded: LoadedPlan; org: string | null; args: StartArgs }): string {
  const { plan } = loaded;
  const [auto, review, blocked] = (['auto', 'review', 'blocked'] as const).map((decision) => counts(plan, decision));
  return [
    `${args.dryRun ? 'Dry run: nothing is written to the CRM' : 'Real run: merges cannot be undone by the CRM'}`,
    `Plan          ${plan.digest.slice(0, 12)}, profile ${plan.profile}, CRM ${plan.crm}`,
    `Organization  ${org ?? 'asked from the CRM when it starts'}`,
    `Clusters      auto ${auto}; review ${review}; blocked ${blocked}`,
    `Consent       ${consentText(loaded)}`,
    `Approval      ${approvalText(args)}`,
    `Canary        the first ${counted(args.canary, 'cluster')} must end well before any other starts; ${args.window} in flight at once`,
    ...(args.limit === null ? [] : [`Limit         at most ${counted(args.limit, 'cluster')}`]),
    ...restoringText(plan.crm, connectorOf(plan.crm).description),
  ].join('\n');
}

/** Of a contact base, the plan itself says of every cluster what becomes of it. */
function consentText({ plan, consent }: LoadedPlan): string {
  if (plan.profile === BASE_PROFILE) return 'as the plan unites it, channel by channel';
  return consent.length === 0 ? 'not checked: the rules map no field' : consent.map(({ field }) => field).join(', ');
}

function approvalText({ approve, finish }: StartArgs): string {
  if (finish) return 'the auto clusters start at once, those in review are left for a later run';
  return approve === 'auto'
    ? 'the auto clusters start at once, those in review wait for a person'
    : 'none: nothing is merged before a person approves it';
}

/** How those are decided that wait, once the run has started. `--all` is said where there is something that it approves. */
export function approveText(started: { run: string; plan: Plan; approve: StartArgs['approve'] }): string {
  const { run, plan, approve } = started;
  const hasAuto = approve === 'none' && plan.clusters.some(({ decision }) => decision === 'auto');
  const approving = `npm run approve -- ${run} --by NAME`;
  const how = hasAuto
    ? `Approve: ${approving} --all, or --cluster ID`
    : `Decide: npm run review -- ${run} --by NAME, or ${approving} --cluster ID`;
  return `${how}; from the Temporal UI with a code of npm run code -- ${run}`;
}

function counts(plan: Plan, decision: Decision): string {
  const clusters = plan.clusters.filter((cluster) => cluster.decision === decision);
  const pairs = clusters.reduce((sum, cluster) => sum + cluster.duplicates.length, 0);
  return `${clusters.length} (${counted(pairs, 'pair')})`;
}

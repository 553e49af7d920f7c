import type { PlanCluster, PlanMember } from '../plan.ts';
import { BY_SHEET } from '../planning/action-column.ts';
import { BY_PERSON } from '../planning/decided-parts.ts';
import type { ExternalRefChange, Profile } from '../profiles/profile.ts';
import type { Rules } from '../rules/rules.ts';
import { choosePrimary, type Step } from '../strategies/choose-primary.ts';
import type { FieldValue } from './field-text.ts';
import { fieldsRead } from './fields-read.ts';
import { type Loss, lossOf } from './loss.ts';

/** What one rule did, or why it did nothing. */
export interface ExplainedRule {
  rule: string;
  /** Goes on after "who is left ". */
  looksFor: string;
  outcome: Step<PlanMember>['outcome'] | 'not asked';
  /** Everybody whom the rule saw, with the values that it looked at. */
  members: { id: string; stays: boolean; values: Partial<Record<string, FieldValue>> }[];
}

/** How a cluster came to its primary, and what merging it would lose. */
export interface Explanation {
  cluster: PlanCluster;
  rules: ExplainedRule[];
  /** Whom these rules choose: another than the plan's primary when the plan was made with other rules. */
  chosen: { primary: string; strategy: string };
  isAsPlanned: boolean;
  /** The primary is the one that a person marked in the sheet. */
  isBySheet: boolean;
  losses: Loss[];
  /** The reference that the primary takes over once all are merged; null when it keeps its own. */
  refChange: ExternalRefChange | null;
}

/** Applies the profile's rules again, one by one, to what the plan holds of the members. */
export function explainCluster(request: { cluster: PlanCluster; profile: Profile; rules: Rules }): Explanation {
  const { cluster, profile, rules } = request;
  const { members, primary, strategy } = cluster;
  const { strategies } = profile;
  const choice = choosePrimary({ members, strategies, rules });
  const explained = strategies.map((one, at): ExplainedRule => {
    const step = choice.steps[at];
    const looksFor = one.because(rules);
    if (step === undefined) return { rule: one.name, looksFor, outcome: 'not asked', members: [] };
    const fields = fieldsRead({ strategy: one, candidates: step.from, rules });
    const seen = step.from.map((member) => ({
      id: member.id,
      stays: step.left.includes(member),
      values: Object.fromEntries(fields.map((field) => [field, member[field]])),
    }));
    return { rule: one.name, looksFor, outcome: step.outcome, members: seen };
  });
  const kept = members.find(({ id }) => id === primary);
  const duplicates = members.filter(({ id }) => id !== primary);
  const isBySheet = strategy === BY_SHEET;
  const isByPerson = isBySheet || strategy === BY_PERSON;
  return {
    cluster,
    rules: explained,
    chosen: { primary: choice.primary.id, strategy: choice.strategy },
    isAsPlanned: isByPerson || (choice.primary.id === primary && choice.strategy === strategy),
    isBySheet,
    losses: kept === undefined ? [] : duplicates.map((duplicate) => lossOf({ duplicate, primary: kept })),
    refChange: profile.externalRef?.(cluster) ?? null,
  };
}

import { explainedLines } from '../../contacts/base/shown/explained.ts';
import { headLines } from '../../contacts/base/shown/head-lines.ts';
import { type KnownOfBase, NOTHING_KNOWN } from '../../contacts/base/shown/known-of-base.ts';
import { withNames } from '../../contacts/base/shown/with-names.ts';
import { explainCluster } from '../../contacts/explain/explain.ts';
import { sideBySide } from '../../contacts/explain/side-by-side.ts';
import { explainLines } from '../../contacts/explain/text.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import { profileNamed } from '../../contacts/profiles/profiles.ts';
import type { Rules } from '../../contacts/rules/rules.ts';
import { printable } from '../../contacts/words/printable.ts';
import { wrapText } from '../../contacts/words/wrap-text.ts';
import { doubtWords } from '../../pages/kit/doubt-words.ts';
import { shownReason } from '../../pages/kit/reason-words.ts';
import type { UndecidedCluster } from '../../store/runs/undecided.ts';
import { shownKinds } from '../plan/shown-kinds.ts';

export interface Card {
  waiting: UndecidedCluster;
  cluster: PlanCluster;
  profile: string;
  rules: Rules;
  width: number;
  /** Of a contact base: what the last complete scan says beside the plan. */
  known: KnownOfBase | null;
}

/** What a person looks at before a decision: who they are, why the rules say what they say, what would be lost. Of a contact base, the phone first. */
export function cardLines({ waiting, cluster, profile: name, rules, width, known }: Card): string[] {
  const profile = profileNamed(name);
  const shown = known === null ? cluster : withNames(cluster, known);
  const wrapped = (text: string): string[] => wrapText(printable(text), { width, hanging: '  ' });
  const explained = profile
    ? explainLines(explainCluster({ cluster, profile, rules }), width, shownKinds(profile)).map(({ text }) => text)
    : explainedLines(cluster, known ?? NOTHING_KNOWN).flatMap(wrapped);
  const { refused } = waiting;
  const apart =
    refused &&
    `${refused.contacts.join(' and ')} are kept apart ${refused.by === null ? 'by the never-merge file' : `by ${refused.by}, ${refused.at?.slice(0, 10)}`}: w or s goes on without uniting them`;
  return [
    ...(known === null ? [] : [...headLines(cluster, known).flatMap(wrapped), '']),
    ...sideBySide(shown, width),
    '',
    ...explained,
    '',
    ...wrapped(`Waits: ${doubtWords(waiting) ?? shownReason(waiting) ?? shown.reason}`),
    ...(apart ? wrapped(apart) : []),
  ];
}

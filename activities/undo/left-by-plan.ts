import type { UndoPlan } from '../../contacts/undo/undo-plan.ts';
import type { Reason } from '../../store/reasons.ts';

/** What the plan itself leaves as it is, although the merge had changed it. */
export function leftByPlan(plan: UndoPlan, { primary, back }: { primary: string; back: string }): Reason[] {
  const asked = [
    ...plan.primary.filter(({ does }) => does === 'ask').map(({ field }) => ({ contact: primary, field })),
    ...plan.restores.filter(({ does }) => does === 'ask').map(({ field }) => ({ contact: back, field })),
  ];
  const cannot = plan.restores.filter(({ does }) => does === 'cannot');
  const stays = plan.things.filter(({ why }) => why !== undefined);
  return [
    ...asked.map((values): Reason => ({ code: 'undo-asked', values })),
    ...cannot.map(({ field }): Reason => ({ code: 'undo-value-taken', values: { contact: back, field } })),
    ...stays.map(
      ({ id, why }): Reason => ({ code: 'undo-thing-stays', values: { thing: id, because: why?.code ?? '' } }),
    ),
  ];
}

import type { UndoPlan } from '../../contacts/undo/undo-plan.ts';
import type { Reason } from '../../store/reasons.ts';

/** What the plan itself leaves as it is, although the merge had changed it. */
export function leftByPlan(plan: UndoPlan, { primary, back }: { primary: string; back: string }): Reason[] {
  const asked = [
    ...plan.primary.filter(({ does }) => does === 'ask').map(({ field }) => ({ contact: primary, field })),
    ...plan.restores.filter(({ does }) => does === 'ask').map(({ field }) => ({ contact: back, field })),
  ];
  const shared = plan.restores.filter(({ why }) => why?.code === 'shared-with-kept');
  const cannot = plan.restores.filter((step) => step.does === 'cannot' && !shared.includes(step));
  const kept = plan.primary.filter(({ why }) => why?.code === 'stays-with-kept');
  const stays = plan.things.filter(({ why }) => why !== undefined);
  return [
    ...asked.map((values): Reason => ({ code: 'undo-asked', values })),
    ...cannot.map(({ field }): Reason => ({ code: 'undo-value-taken', values: { contact: back, field } })),
    ...shared.map(({ field }): Reason => ({ code: 'undo-shared', values: { contact: back, field } })),
    ...kept.map(({ field }): Reason => ({ code: 'undo-stays', values: { contact: primary, field } })),
    ...stays.map(
      ({ id, why }): Reason => ({ code: 'undo-thing-stays', values: { thing: id, because: why?.code ?? '' } }),
    ),
  ];
}

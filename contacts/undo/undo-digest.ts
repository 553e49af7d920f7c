import { hash } from 'node:crypto';
import { canonicalValue } from './same-value.ts';
import type { FieldStep, UndoPlan } from './undo-plan.ts';

/** SHA-256 of what a plan writes and asks: the same as long as the person would see the same come of it. */
export function undoDigest({ contact, restores, primary, things, movesRef, values }: UndoPlan): string {
  const written = things.filter(({ add, remove }) => add || remove);
  const parts = {
    contact,
    restores: restores.flatMap(told),
    primary: primary.flatMap(told),
    things: written.map(({ relation, id, add, remove }) => ({ relation, id, add, remove })),
    movesRef,
    values,
  };
  return hash('sha256', canonicalValue(parts));
}

/** SHA-256 over all pairs of an undo, in their order: what a person agrees to. */
export function undoOrderDigest(pairs: readonly { pair: string; digest: string | null }[]): string {
  return hash('sha256', pairs.map(({ pair, digest }) => `${pair} ${digest ?? '-'}\n`).join(''));
}

function told({ field, does }: FieldStep): { field: string; does: string }[] {
  return does === 'put-back' || does === 'ask' ? [{ field, does }] : [];
}

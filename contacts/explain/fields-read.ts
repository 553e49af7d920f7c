import type { PlanMember } from '../plan.ts';
import type { Rules } from '../rules/rules.ts';
import type { Strategy } from '../strategies/strategy.ts';

/** A field with one value. */
type ValueField = Exclude<keyof PlanMember, 'keys' | 'fields'>;

/**
 * The fields that a rule looked at for these candidates, in order. The rule itself is watched: a list beside it could be wrong,
 * and a rule that looks at a date only where the flags are equal compares the date only there.
 */
export function fieldsRead(request: {
  strategy: Strategy;
  candidates: readonly PlanMember[];
  rules: Rules;
}): ValueField[] {
  const { strategy, candidates, rules } = request;
  const fields = new Set<ValueField>();
  const watched = candidates.map(
    (candidate) =>
      new Proxy(candidate, {
        get: (member, field, receiver) => {
          if (isField(member, field) && field !== 'id') fields.add(field);
          return Reflect.get(member, field, receiver);
        },
      }),
  );
  strategy.keep(watched, rules);
  return [...fields];
}

function isField(member: PlanMember, field: PropertyKey): field is ValueField {
  return Object.hasOwn(member, field) && field !== 'keys' && field !== 'fields';
}

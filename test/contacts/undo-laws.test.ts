import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planUndo } from '../../contacts/undo/plan-undo.ts';
import { isSame } from '../../contacts/undo/same-value.ts';
import type { UndoSeen, WritableFields } from '../../contacts/undo/undo-seen.ts';
import { undoValues } from '../../contacts/undo/undo-values.ts';
import { anySeen, OPT_OUT } from './undo-seen.ts';

const RUNS = { numRuns: 300 };

/** What is written on the primary, as a whole. */
function onPrimary(seen: UndoSeen): WritableFields {
  const { free, primary } = undoValues(seen, planUndo(seen));
  return { ...free, ...primary };
}

/** The contact that comes back, after each of its writes. */
function comesBack(seen: UndoSeen): WritableFields[] {
  const { create, optOuts, fill, reference } = undoValues(seen, planUndo(seen));
  const made = seen.alive === null ? create : seen.alive.now;
  const outs = Object.fromEntries(Object.entries(optOuts).map(([field, value]) => [`custom_fields.${field}`, value]));
  const safe = { ...made, ...outs };
  const filled = { ...safe, ...fill };
  return [made, safe, filled, reference === null ? filled : { ...filled, external_ref: reference }];
}

test('After an undo of a merge that nobody has touched since, the primary is what it was but for what it agreed to', () => {
  fc.assert(
    fc.property(anySeen, (any) => {
      const { before, now } = any.primary;
      const untouched: UndoSeen = { ...any, keep: null, moved: null, primary: { before, after: now, now } };
      const end = { ...now, ...onPrimary(untouched) };
      const others = Object.keys(end).filter((field) => field !== OPT_OUT);
      for (const field of others) expect([field, isSame(end[field], before[field])]).toEqual([field, true]);
    }),
    RUNS,
  );
});

test('A contact that is made anew has all that its backup has, but for opt-outs and for a reference that the primary keeps', () => {
  fc.assert(
    fc.property(anySeen, (any) => {
      const seen = { ...any, alive: null };
      const end = comesBack(seen).at(-1) ?? {};
      const kept = isSame({ ...seen.primary.now, ...onPrimary(seen) }.external_ref, seen.duplicate.external_ref);
      for (const [field, value] of Object.entries(seen.duplicate)) {
        if (field === OPT_OUT || (field === 'external_ref' && kept)) continue;
        expect([field, isSame(end[field], value)]).toEqual([field, true]);
      }
    }),
    RUNS,
  );
});

test('What somebody changed since is overwritten only where a person says that ours stands', () => {
  fc.assert(
    fc.property(anySeen, (any) => {
      const seen = { ...any, moved: null, keep: any.keep === 'ours' ? null : any.keep };
      const { after, now } = seen.primary;
      const written = Object.keys(onPrimary(seen));
      const untouched = written.filter((field) => after !== null && isSame(now?.[field], after[field]));
      expect(written).toEqual(untouched);
    }),
    RUNS,
  );
});

test('Where nobody has said whose value stands, each field that has three values is asked about', () => {
  fc.assert(
    fc.property(anySeen, (any) => {
      const seen = { ...any, moved: null, keep: null };
      const { before, after, now } = seen.primary;
      const open = Object.keys(before).filter((field) => {
        const value = now?.[field];
        const isOurs = after !== null && (isSame(before[field], after[field]) || isSame(value, after[field]));
        return field !== OPT_OUT && !isOurs && !isSame(value, before[field]);
      });
      const asked = planUndo(seen).primary.flatMap(({ field, does }) => (does === 'ask' ? [field] : []));
      expect(asked.sort()).toEqual(open.sort());
    }),
    RUNS,
  );
});

test('Nobody who opted out anywhere can be reached at any moment, and what the primary agreed to is never written', () => {
  fc.assert(
    fc.property(anySeen, (seen) => {
      const isOut = seen.consent.members.some((fields) => fields.no_mail === true);
      const [made, ...later] = comesBack(seen);
      if (seen.alive === null) expect(made).not.toHaveProperty('email');
      if (seen.alive === null) expect(made).not.toHaveProperty('phone_numbers');
      if (isOut) expect(later.map((fields) => fields[OPT_OUT])).toEqual([true, true, true]);
      expect(onPrimary(seen)).not.toHaveProperty(OPT_OUT);
    }),
    RUNS,
  );
});

test('Of a thing nobody is taken off but its holder, who was not named for its own sake, and nobody is added who is with neither', () => {
  fc.assert(
    fc.property(anySeen, (seen) => {
      for (const [at, step] of planUndo(seen).things.entries()) {
        const { now, wasHolders } = seen.things[at] ?? { now: null, wasHolders: true };
        const isOurs = now !== null && ['REVU-1', 'REVU-2'].some((id) => now.includes(id));
        expect(step.remove).toBe(isOurs && !wasHolders && now.includes('REVU-1'));
        expect(step.add).toBe(isOurs && !(seen.alive !== null && now.includes('REVU-2')));
        expect(step.why === undefined).toBe(isOurs);
      }
    }),
    RUNS,
  );
});

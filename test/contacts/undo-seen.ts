import fc from 'fast-check';
import type { UndoKeep } from '../../contacts/undo/undo-plan.ts';
import type { Restorable, SeenThing, UndoSeen, WritableFields } from '../../contacts/undo/undo-seen.ts';

/** As a connector declares them. */
export const FIELDS: readonly Restorable[] = [
  { name: 'display_name', kind: 'plain', unique: false },
  { name: 'email', kind: 'address', unique: true },
  { name: 'phone_numbers', kind: 'address', unique: false },
  { name: 'external_ref', kind: 'reference', unique: true },
  { name: 'custom_fields.*', kind: 'plain', unique: false },
];

export const OPT_OUT = 'custom_fields.no_mail';

/** A pair that was merged and that nobody has touched since; whoever calls says what is different. */
export function seen(over: Partial<UndoSeen> = {}): UndoSeen {
  return {
    can: { fields: FIELDS, lost: ['old-id'] },
    keep: null,
    ids: { duplicate: 'REVU-2', primary: 'REVU-1', holder: 'REVU-1' },
    duplicate: { display_name: 'Invented Two', email: 'two@example.com', external_ref: 'user_2' },
    alive: null,
    primary: { before: {}, after: {}, now: {} },
    consent: { mapping: [], members: [], prefix: 'custom_fields.' },
    moved: null,
    things: [],
    newer: {},
    ...over,
  };
}

export function thing(over: Partial<SeenThing> = {}): SeenThing {
  return { relation: 'reported', id: 'TKT-1', wasHolders: false, now: ['REVU-1'], ...over };
}

const value = fc.constantFrom('', 'one', 'two', 'three');
/** A person may be in, out, or have said nothing. */
const agreed = fc.constantFrom(true, false, undefined);

export const someFields: fc.Arbitrary<WritableFields> = fc.record({
  display_name: value,
  email: value,
  phone_numbers: fc.uniqueArray(fc.constantFrom('+15550100', '+15550101', '+15550102')),
  external_ref: value,
  'custom_fields.color': value,
  [OPT_OUT]: agreed,
});

const ids = fc.uniqueArray(fc.constantFrom('REVU-1', 'REVU-2', 'REVU-3', 'REVU-4', 'DEVU-1'));

const someThings: fc.Arbitrary<SeenThing[]> = fc
  .array(
    fc.record({
      relation: fc.constantFrom('reported', 'conversations'),
      wasHolders: fc.boolean(),
      now: fc.option(ids),
    }),
  )
  .map((all) => all.map((one, at) => ({ ...one, id: `TKT-${at}` })));

/** Any pair, as anybody may have left it: what the CRM's merge did with each field is as arbitrary as what people did since. */
export const anySeen: fc.Arbitrary<UndoSeen> = fc
  .record({
    duplicate: someFields,
    before: someFields,
    after: fc.option(someFields),
    now: someFields,
    alive: fc.option(someFields),
    keep: fc.option(fc.constantFrom<UndoKeep[]>('theirs', 'ours')),
    things: someThings,
    moved: fc.option(fc.record({ from: fc.constantFrom('REVU-2', 'REVU-5'), oldRef: value, newRef: value })),
  })
  .map(({ duplicate, before, after, now, alive, keep, things, moved }) =>
    seen({
      duplicate,
      keep,
      things,
      moved,
      alive: alive === null ? null : { id: 'REVU-2', now: alive },
      primary: { before, after, now },
      consent: {
        mapping: [{ field: 'no_mail', optedOut: true }],
        members: [duplicate, before, now, ...(alive === null ? [] : [alive])].map((fields) => ({
          no_mail: fields[OPT_OUT],
        })),
        prefix: 'custom_fields.',
      },
    }),
  );

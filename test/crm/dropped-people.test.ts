import fc from 'fast-check';
import { expect, test } from 'vitest';
import { droppedPeople } from '../../crm/devrev/restoring/dropped-people.ts';
import type { ListWrite } from '../../crm/devrev/restoring/list-writes.ts';

const [US, AGENT] = ['don:…:devu/1', 'don:…:devu/2'];
const write = (by: string, before: string[], after: string[]): ListWrite => ({ by, before, after });
const CHANGE = { self: US, add: ['new'], remove: ['primary'], written: null };

test('the merge itself, and a person who sets the list by hand, are no writes of this change', () => {
  const merge = write(US, ['old', 'x'], ['primary', 'x']);
  const byHand = write(AGENT, ['primary', 'x'], ['new']);
  expect(droppedPeople({ ...CHANGE, writes: [merge, byHand] })).toEqual([]);
});

test('as long as our last write is not told, nobody can know', () => {
  const earlier = write(US, ['primary'], ['new', 'x']);
  expect(droppedPeople({ ...CHANGE, writes: [earlier], written: ['new'] })).toBeNull();
  expect(droppedPeople({ ...CHANGE, writes: [earlier], written: ['x', 'new'] })).toEqual([]);
});

const someone = fc.constantFrom<string>('a', 'b', 'c', 'new', 'primary');
const list = fc.uniqueArray(someone);

test('law: nobody is dropped who was to go, who is on the list at the end, or whom only others took off', () => {
  const steps = fc.array(fc.record({ by: fc.constantFrom(US, AGENT), after: list }), { maxLength: 8 });
  fc.assert(
    fc.property(list, steps, (start, written) => {
      let before = start;
      const writes = written.map(({ by, after }) => {
        const one = write(by, before, after);
        before = after;
        return one;
      });
      const dropped = droppedPeople({ ...CHANGE, writes }) ?? [];
      expect(dropped).not.toContain('primary');
      expect(dropped.filter((one) => before.includes(one))).toEqual([]);
      const ours = writes.filter(({ by }) => by === US);
      for (const one of dropped)
        expect(ours.some((each) => each.before.includes(one) && !each.after.includes(one))).toBe(true);
    }),
  );
});

test('law: whoever came between our read and our write, and is not to go, is dropped by it', () => {
  fc.assert(
    fc.property(list, list, (read, came) => {
      const others = (people: string[]): string[] => people.filter((one) => one !== 'new' && one !== 'primary');
      const now = [...new Set([...others(read), 'primary', ...others(came)])];
      const written = [...others(read), 'new'];
      const dropped = droppedPeople({ ...CHANGE, writes: [write(US, now, written)], written });
      expect(dropped?.sort()).toEqual(
        others(came)
          .filter((one) => !read.includes(one))
          .sort(),
      );
    }),
  );
});

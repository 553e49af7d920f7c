import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Consent, consentOf, unionConsent } from '../../../contacts/base/consent-union.ts';
import { contact } from './arbitrary-base.ts';
import { member } from './make-base.ts';

const consent = contact.map((one) => consentOf(member(one)));

/** In an order of its own: a Map remembers who came first. */
function plain({ channels, optOuts }: Consent): unknown {
  const sorted = [...channels].sort(([a], [b]) => (a < b ? -1 : 1));
  return [sorted.map(([id, { optedOutAt, marketing }]) => [id, optedOutAt, [...marketing].sort()]), optOuts];
}

test('Who comes first makes no difference', () => {
  fc.assert(
    fc.property(consent, consent, (a, b) => {
      expect(plain(unionConsent(a, b))).toEqual(plain(unionConsent(b, a)));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('Nor does it who are united first', () => {
  fc.assert(
    fc.property(consent, consent, consent, (a, b, c) => {
      expect(plain(unionConsent(unionConsent(a, b), c))).toEqual(plain(unionConsent(a, unionConsent(b, c))));
    }),
    { seed: 2, numRuns: 500 },
  );
});

test('Once more changes nothing', () => {
  fc.assert(
    fc.property(consent, consent, (a, b) => {
      const both = unionConsent(a, b);
      expect(plain(unionConsent(both, b))).toEqual(plain(both));
      expect(plain(unionConsent(a, a))).toEqual(plain(a));
    }),
    { seed: 3, numRuns: 500 },
  );
});

/** Whether `all` refuses at least what `one` does. */
function isNoLooser(all: Consent, one: Consent): boolean {
  const channels = [...one.channels].every(([id, { optedOutAt, marketing }]) => {
    const after = all.channels.get(id);
    if (after === undefined || (optedOutAt !== null && after.optedOutAt === null)) return false;
    return [...after.marketing].every((location) => marketing.has(location));
  });
  const flags = (['marketing', 'sms', 'email'] as const).every(
    (flag) => (one.optOuts?.[flag] ?? false) === false || all.optOuts?.[flag] !== false,
  );
  return channels && flags;
}

test('The union is never looser than anybody of them, and the earliest refusal is kept', () => {
  fc.assert(
    fc.property(fc.array(consent, { minLength: 1, maxLength: 5 }), (all) => {
      const union = all.reduce(unionConsent);
      for (const one of all) {
        expect(isNoLooser(union, one)).toBe(true);
        for (const [id, { optedOutAt }] of one.channels) {
          const after = union.channels.get(id)?.optedOutAt ?? null;
          if (optedOutAt !== null && optedOutAt !== 'unknown') expect(after !== null && after <= optedOutAt).toBe(true);
        }
      }
    }),
    { seed: 4, numRuns: 500 },
  );
});

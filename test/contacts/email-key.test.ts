import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emailKey } from '../../contacts/keys/email-key.ts';

test.each([
  ['Ada@Example.COM', 'ada@example.com'],
  ['  ada@example.com\t', 'ada@example.com'],
  ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
  ['JOSÉ@example.com', 'josé@example.com'],
  ['José@example.com'.normalize('NFD'), 'josé@example.com'],
  // What only some providers ignore stays a difference.
  ['a.da+news@gmail.com', 'a.da+news@gmail.com'],
  // Whatever else comes is compared as it is.
  ['ada@b ü', 'ada@b ü'],
  ['ü', 'ü'],
  ['', ''],
])('%j has the key %j', (email, key) => {
  expect(emailKey(email)).toBe(key);
});

const address = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .tuple(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
    )
    .map(([local, domain]) => `${local}@${domain}.example`),
  fc.emailAddress(),
);

test('A key is its own key', () => {
  fc.assert(
    fc.property(address, (email) => {
      expect(emailKey(emailKey(email))).toBe(emailKey(email));
    }),
    { numRuns: 5000 },
  );
  // Each letter there is, alone and before a mark that may join it.
  for (let code = 0x21; code < 0x30000; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const letter = String.fromCodePoint(code);
    for (const local of [letter, `${letter}\u0307`]) {
      const key = emailKey(`${local}@example.com`);
      if (emailKey(key) !== key) expect(emailKey(key), `U+${code.toString(16)}`).toBe(key);
    }
  }
});

test('Capitals, composition and spaces around make no difference', () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.constantFrom('', ' ', '\u00a0'), (email, space) => {
      expect(emailKey(`${space}${email.toUpperCase()}${space}`)).toBe(emailKey(email));
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.constantFrom('é', 'ñ', 'å', 'Ω', 'ẛ̣', 'ﾟ', 'a', '.'), { minLength: 1 }), (letters) => {
      const email = `${letters.join('')}@example.com`;
      expect(emailKey(email.normalize('NFD'))).toBe(emailKey(email));
    }),
  );
});

import { expect, test } from 'vitest';
import { csvOf, planOf, row } from './make.ts';

/** `one`: the rules decide. `cleaned`: one only after cleaning, so a person decides. `apart`: somebody else. */
type Outcome = 'one' | 'cleaned' | 'apart' | 'rejected';

async function outcomeOf(a: string, b: string): Promise<Outcome> {
  const rows = [row({ Email: a, 'External Ref': 'user_1' }), row({ Email: b, 'Display ID': 'REVU-2' })];
  const { clusters, rejected } = await planOf(csvOf(...rows));
  if (rejected.length > 0) return 'rejected';
  if (clusters.length === 0) return 'apart';
  return clusters[0]?.decision === 'auto' ? 'one' : 'cleaned';
}

const ADA = 'ada@example.com';
const JOSE = 'josé@example.com';
const BOOKS = 'ada@bücher.example';

const SPELLINGS: [first: string, second: string, outcome: Outcome][] = [
  // The key.
  [ADA, 'Ada@Example.COM', 'one'],
  [ADA, '  ada@example.com\t', 'one'],
  [ADA, '\u00a0ada@example.com\u3000', 'one'],
  [ADA, '\ufeffada@example.com', 'one'],
  [ADA, 'ada@ｅxample.com', 'one'],
  [ADA, 'ada@example。com', 'one'],
  [JOSE, JOSE.normalize('NFD'), 'one'],
  [JOSE, 'JOSÉ@EXAMPLE.COM'.normalize('NFD'), 'one'],
  [BOOKS, 'ada@xn--bcher-kva.example', 'one'],
  [BOOKS, 'ada@XN--BCHER-KVA.example', 'one'],
  [BOOKS, 'ada@BÜCHER.example', 'one'],
  [BOOKS, 'ada@bücher.example'.normalize('NFD'), 'one'],
  ['ada@例え.example', 'ada@xn--r8jz45g.example', 'one'],

  // Characters that show nothing, or turn the direction.
  [ADA, 'ada\u200b@example.com', 'cleaned'],
  [ADA, 'a\u200cda@example.com', 'cleaned'],
  [ADA, 'a\u200dda@example.com', 'cleaned'],
  [ADA, 'ada@exam\u00adple.com', 'cleaned'],
  [ADA, 'ada@example.com\u200b', 'cleaned'],
  [ADA, '\u200eada@example.com', 'cleaned'],
  [ADA, '\u200fada@example.com', 'cleaned'],
  [ADA, '\u202aada@example.com\u202c', 'cleaned'],
  [ADA, '\u2066ada@example.com\u2069', 'cleaned'],
  [ADA, '\u061cada@example.com', 'cleaned'],
  [ADA, 'a\u2060da@example.com', 'cleaned'],
  [ADA, 'a\ufeffda@example.com', 'cleaned'],
  [ADA, 'ada\ufe0f@example.com', 'cleaned'],
  [ADA, 'ada@example.com\u{e0020}', 'cleaned'],

  // What programs and people put around.
  [ADA, 'mailto:ada@example.com', 'cleaned'],
  [ADA, 'MAILTO:Ada@example.com?subject=Hi', 'cleaned'],
  [ADA, '<ada@example.com>', 'cleaned'],
  [ADA, 'Ada Lund <ada@example.com>', 'cleaned'],
  [ADA, '<mailto:ada@example.com>;', 'cleaned'],
  [ADA, "'ada@example.com", 'cleaned'],
  [ADA, "'ada@example.com'", 'cleaned'],
  [ADA, '"ada@example.com"', 'cleaned'],
  [ADA, '“ada@example.com”', 'cleaned'],
  [ADA, 'ada@example.com.', 'cleaned'],
  [ADA, 'ada@example.com,', 'cleaned'],
  [ADA, 'ada@example.com;', 'cleaned'],
  [ADA, 'ada@example.com>', 'cleaned'],
  [ADA, 'ada@example.com。', 'cleaned'],
  [ADA, 'ａｄａ@example.com', 'cleaned'],
  [ADA, 'ada＠example.com', 'cleaned'],
  [ADA, 'ada﹫example.com', 'cleaned'],

  // Somebody else, however alike.
  [ADA, 'ada+news@example.com', 'apart'],
  [ADA, 'a.da@example.com', 'apart'],
  [ADA, 'аda@example.com', 'apart'],
  [ADA, 'ada@exаmple.com', 'apart'],
  [ADA, '𝐚da@example.com', 'apart'],
  [ADA, 'ada@example.co', 'apart'],
  [ADA, 'ada@mail.example.com', 'apart'],
  ['irina@example.com', 'ırina@example.com', 'apart'],
  ['irina@example.com', 'İrina@example.com', 'apart'],
  [JOSE, 'jose@example.com', 'apart'],
  ['ada@strasse.example', 'ada@straße.example', 'apart'],

  // No address, cleaned or not.
  [ADA, 'ada@example.com, bob@example.com', 'rejected'],
  [ADA, 'ada@example.com;bob@example.com', 'rejected'],
  [ADA, 'ada @example.com', 'rejected'],
  [ADA, 'ada\u0001@example.com', 'rejected'],
  [ADA, 'ada(at)example.com', 'rejected'],
  [ADA, 'mailto:', 'rejected'],
  [ADA, '\u200b', 'rejected'],
  [ADA, '<ada@example.com', 'rejected'],
];

test.for(SPELLINGS)('%j and %j: %s, whichever comes first', async ([a, b, outcome]) => {
  expect(await outcomeOf(a, b)).toBe(outcome);
  expect(await outcomeOf(b, a)).toBe(outcome);
});

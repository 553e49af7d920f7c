import { expect, test } from 'vitest';
import { playAddresses } from '../podium/addresses.ts';
import { patience } from '../support/patience.ts';

test('Five hundred clusters whose members share conversations, e-mails and phones with others: never is the wrong one touched', {
  timeout: patience(40 * 60_000),
}, async () => {
  const { ended, wrong, strangers, twice, byPhone, close } = await playAddresses(500);
  try {
    expect(wrong).toEqual([]);
    expect(strangers).toEqual([]);
    expect([twice, byPhone]).toEqual([[], []]);
    // Of ten, four have an address that is theirs alone and three have none; of three it is another's too once all were scanned.
    const { done = 0, held = 0 } = ended;
    expect([done >= 190, held >= 150, done + held]).toEqual([true, true, 500]);
  } finally {
    await close();
  }
});

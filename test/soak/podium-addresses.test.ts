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
    // Of ten, three have no address of their own, and of one it is seen only once somebody else has it.
    expect(ended.done).toBeGreaterThanOrEqual(300);
    expect(ended.held).toBeGreaterThanOrEqual(150);
    expect(ended.done + ended.held).toBe(500);
  } finally {
    await close();
  }
});

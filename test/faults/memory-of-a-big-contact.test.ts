import { expect, test } from 'vitest';
import { peaks } from '../support/big-contact.ts';

/** Long ones, so that few tickets make many bytes: a list of 700 has 22 MB, and a reading has several. */
const BODY = 'A word, and more of them. '.repeat(1200);

test('A contact with seven times as many tickets takes no more memory than a list of one page, with a small heap too', async () => {
  const [few, many] = await peaks({ few: 100, many: 700, body: BODY });
  expect(many - few).toBeLessThan(40);
});

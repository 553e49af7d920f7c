import { expect, test } from 'vitest';
import { peaks } from '../support/big-contact.ts';

test('A contact with 5,000 tickets takes at most 40 MiB more than one with 500, with a small heap too', async () => {
  const [few, many] = await peaks({ few: 500, many: 5000, body: 'Synthetic' });
  console.log(`peak with 500 tickets ${few.toFixed(0)} MiB, with 5,000 ${many.toFixed(0)} MiB`);
  expect(many - few).toBeLessThan(40);
});

import { test } from 'vitest';
import { expectOneContactEach, type LostCreate, lostCreates } from '../support/lost-creates.ts';

test.each<LostCreate['lists']>(['fresh', 'stale'])(
  'Whatever is answered to a create, however late it lands, lists being %s: there is exactly one contact, and the rest is as before',
  (lists) => expectOneContactEach(lostCreates(lists)),
);

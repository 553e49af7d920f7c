import { test } from 'vitest';
import { expectOneContactEach, lostCreates } from '../support/lost-creates.ts';

test('Whatever is answered to a create, however late it lands and lists lag: there is exactly one contact, and the rest is as before', () =>
  expectOneContactEach(lostCreates('stale')));

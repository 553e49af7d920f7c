import { test } from 'vitest';
import { everyDay, expectOneContactEach, lostCreates } from '../support/lost-creates.ts';

test('Whatever is answered to a create, however late it lands: there is exactly one contact, and the rest is as before', () =>
  expectOneContactEach(everyDay(lostCreates('fresh'))));

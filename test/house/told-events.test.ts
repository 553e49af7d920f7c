import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NOTICE_EVENTS } from '../../store/nights/notice-event.ts';

test('The manual names every event that NOTIFY_URL is told, for whoever writes what listens there', () => {
  const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const [told = ''] = /^`event` is `run-waits`[\s\S]*?`alert`/m.exec(manual) ?? [];
  expect(told).not.toBe('');
  expect(NOTICE_EVENTS.filter((event) => !told.includes(`\`${event}\``))).toEqual([]);
});

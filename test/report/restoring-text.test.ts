import { expect, test } from 'vitest';
import { connectorOf } from '../../crm/connect.ts';
import { restoringText } from '../../pages/undo/restoring-text.ts';

const textOf = (crm: string): string => restoringText(crm, connectorOf(crm).description).join('\n');

test('Before anything is merged it is said how a merge can be taken back, what never comes back, and that people may be notified', () => {
  const text = textOf('devrev');
  expect(text).toContain('DevRev has no unmerge; the verb undo makes each contact anew, under a new id');
  for (const lost of [
    'the old id',
    'who wrote what',
    'private entries of other people',
    'comments on the contact itself',
  ])
    expect(text).toContain(lost);
  expect(text).toContain('may send notifications of its own');
});

test('Of a CRM that makes anew by an e-mail alone it is said who can be, and that phones and conversations stay where they are', () => {
  const text = textOf('podium');
  expect(text).toMatch(/^Taking back: Podium has no unmerge/);
  expect(text).toContain('who has an e-mail of its own on which nobody refuses messages; nobody else');
  expect(text).toContain('phones, which stay with the contact that was kept');
  expect(text).not.toContain('notifications');
});

test('Of a CRM that can set nothing back, that is said instead', () => {
  const { restoring: _, ...description } = connectorOf('podium').description;
  const text = restoringText('podium', description).join('\n');
  expect(text).toMatch(/^Taking back: no\. Podium has no way to set back what a merge changes/);
});

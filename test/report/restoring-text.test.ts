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

test('Of a CRM that can set nothing back, that is said instead', () => {
  expect(textOf('podium')).toMatch(/^Taking back: no\. Podium has no way to set back what a merge changes/);
});

import { expect, test } from 'vitest';
import type { SeenOutcome } from '../../contacts/explain/merge-outcome.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import { type AfterCell, afterMerge, type MergedSource } from '../../pages/review/after-merge.ts';
import { clusterWith, member } from './make-card.ts';

function after(cluster: PlanCluster, field: string, more: Partial<MergedSource> = {}): AfterCell | undefined {
  const source = { crm: 'devrev', description: { consent: 'custom-fields' }, consent: [], refChange: null, ...more };
  return afterMerge({ cluster, ...source } as MergedSource).find((row) => row.field === field)?.after;
}

const two = clusterWith([
  member('REVU-1', { accountName: 'Old', tickets: 3 }),
  member('REVU-2', { accountName: 'New', tickets: 4 }),
]);

test('A value of the one that is kept is only expected, and that of the others is marked as in the backup alone: the CRM does not say which wins', () => {
  expect(after(two, 'account name')).toEqual({
    kind: 'expected',
    value: 'Old',
    because: 'expected: DevRev does not say which value wins',
    lost: [{ value: 'New', of: ['REVU-2'] }],
  });
});

test('What a merge of this organization has shown of a field is said with its date; what went one way and the other is only expected', () => {
  const at = '2026-11-30T09:05:00.000Z';
  const seen = (outcome: SeenOutcome['outcome']) =>
    after(two, 'account name', { seen: { 'account name': { outcome, at } } });
  expect(seen('own')).toMatchObject({ kind: 'seen', value: 'Old', lost: [{ value: 'New' }] });
  expect(seen('own')?.because).toMatch(
    /^seen: in a merge of this organization on .*2026.* the kept contact’s own value stayed$/,
  );
  expect(seen('other')).toMatchObject({ kind: 'seen', value: 'New', lost: [{ value: 'Old', of: ['REVU-1'] }] });
  expect(seen('both')).toMatchObject({ kind: 'seen', value: 'Old, New', lost: [] });
  expect(seen('neither')).toMatchObject({ kind: 'seen', value: '', lost: [{ value: 'Old' }, { value: 'New' }] });
  expect(seen('mixed')).toMatchObject({ kind: 'expected', value: 'Old' });
  expect(seen('mixed')?.because).toContain('one way and the other');
});

test('All tickets move, and nothing of them is lost', () => {
  expect(after(two, 'tickets')).toMatchObject({ kind: 'moves', value: '7', lost: [] });
});

test('A reference that we hand over is ours to decide, and the one that it replaces is in the backup alone', () => {
  const refChange = { from: 'REVU-2', oldRef: 'ref of REVU-1', newRef: 'ref of REVU-2' };
  expect(after(two, 'external ref', { refChange })).toEqual({
    kind: 'ours',
    value: 'ref of REVU-2',
    because: 'from REVU-2, which we write once all are merged',
    lost: [{ value: 'ref of REVU-1', of: ['REVU-1'] }],
  });
  expect(after(two, 'external ref')).toMatchObject({ kind: 'expected', value: 'ref of REVU-1' });
});

test('What is filled in is named with whom it comes from', () => {
  const cluster = clusterWith([member('REVU-1'), member('REVU-2', { fields: { city: 'Graz' } })], {
    fill: [{ field: 'city', value: 'Graz', from: 'REVU-2' }],
  });
  expect(after(cluster, 'city')).toMatchObject({ kind: 'ours', value: 'Graz', lost: [] });
  expect(after(cluster, 'city')?.because).toContain('REVU-2');
});

test('Consent has its row always: unchecked where nothing carries it, the strictest where something does', () => {
  expect(after(two, 'consent')).toMatchObject({ kind: 'unchecked', value: 'not checked' });
  expect(after(two, 'consent', { description: { consent: 'none' } })?.because).toContain('DevRev has none');
  const mapped = after(two, 'consent', { consent: [{ field: 'newsletter', optedOut: true }] });
  expect(mapped).toMatchObject({ kind: 'ours', value: 'newsletter' });
  const channels = { ...two, consent: [{ channel: 'sms', before: 'in', after: 'out' } as const] };
  expect(after(channels, 'consent', { description: { consent: 'channels' } })).toMatchObject({
    value: 'sms: in → out',
  });
});

test('A contact without a spelling of its own has the address of the cluster, and another spelling is a difference', () => {
  const spelled = member('REVU-2', { keys: { emails: [{ written: 'Ann@Example.com', compared: 'ann@example.com' }] } });
  const rows = afterMerge({
    cluster: clusterWith([member('REVU-1'), spelled]),
    ...{ crm: 'devrev', description: { consent: 'none' }, consent: [], refChange: null },
  });
  const row = rows.find(({ field }) => field === 'e-mail');
  expect([row?.differs, ...(row?.values.values() ?? [])]).toEqual([true, 'ann@example.com', 'Ann@Example.com']);
});

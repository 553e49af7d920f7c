import { expect, test } from 'vitest';
import { clusterOf, planOf } from './make-plan.ts';

const SHARING = ['REVU-1', 'REVU-2'].map(
  (id) => `${id},Katherine,Wolverton,1971-05-06,katherine.wolverton@mail.test,+1 202 555 0143,,77 Birch Street,Salem`,
);
const STRANGERS = [
  'REVU-8,Zora,Quillfeather,1980-01-02,z.q@one.test,202 555 0177,,4 Elm Row,Salem',
  'REVU-9,Ottoline,Underhay,1952-11-30,otto@two.test,303 555 0166,,9 Oak Lane,Boise',
];

test.for([true, false])(
  'Two whom a decision keeps apart are not merged where nothing else speaks against it, also not by their e-mail (beside: %s)',
  async (beside) => {
    const before = clusterOf(await planOf({ rows: SHARING, beside }), 'REVU-1');
    expect(before?.decision).toBe(beside ? 'auto' : 'review');
    const cluster = clusterOf(await planOf({ rows: SHARING, beside, decisions: ['REVU-2 never REVU-1'] }), 'REVU-1');
    expect(cluster?.decision ?? 'none').toBe(beside ? 'blocked' : 'none');
  },
);

test('Two whom a decision unites are in one cluster, for a person, in no auto band', async () => {
  expect(clusterOf(await planOf({ rows: STRANGERS }), 'REVU-8')).toBeUndefined();
  for (const beside of [false, true]) {
    const plan = await planOf({ rows: STRANGERS, beside, decisions: ['REVU-8 merge REVU-9'] });
    expect(clusterOf(plan, 'REVU-8')).toMatchObject({
      decision: 'review',
      band: 'review',
      members: [{ id: 'REVU-8' }, { id: 'REVU-9' }],
    });
  }
});

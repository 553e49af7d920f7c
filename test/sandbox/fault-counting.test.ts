import { expect, test } from 'vitest';
import { practice } from './practice.ts';

test.each([
  [{ nth: 2 }, [200, 500, 200, 200, 200, 200]],
  [{ nth: 2, times: 3 }, [200, 500, 500, 500, 200, 200]],
  [{ every: 2 }, [200, 500, 200, 500, 200, 500]],
  [{ every: 2, times: 1 }, [200, 500, 200, 200, 200, 200]],
  [{ every: 1 }, [500, 500, 500, 500, 500, 500]],
])('With %j six requests are answered %j.', async (count, wanted) => {
  const { sandbox, post } = await practice();
  sandbox.addFault({ on: 'works.list', ...count, do: '500-before' });
  const statuses: number[] = [];
  for (const _ of wanted) {
    await post('dev-users.self');
    statuses.push((await post('works.list')).status);
  }
  expect(statuses).toEqual(wanted);
});

test('Of two faults that are due at once the second waits for the next request.', async () => {
  const { sandbox, post } = await practice();
  sandbox.addFault({ on: 'works.list', do: '500-before' });
  sandbox.addFault({ on: '*', do: '404' });
  expect([(await post('works.list')).status, (await post('works.list')).status]).toEqual([500, 404]);
});

test('Faults that are cleared bite no more, and what they did stays recorded.', async () => {
  const { sandbox, post } = await practice({ faults: [{ on: '*', every: 1, do: '404' }] });
  await post('works.list');
  sandbox.clearFaults();
  expect((await post('works.list')).status).toBe(200);
  expect([sandbox.faults(), sandbox.faultsApplied()]).toMatchObject([[], [{ kind: '404', path: 'works.list' }]]);
});

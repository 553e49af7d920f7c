import { budgetUsed, CALLS, WINDOW_MS } from './budget.ts';
import { type Crowd, crowdAt } from './crowd.ts';
import type { Measurement } from './measurement.ts';
import { startPageServer } from './page-server.ts';
import { openStage } from './stage.ts';

const ROUNDS = 5;

interface Round {
  share: number;
  most: number;
  answered: number;
  failed: number;
}

/** How much of its budget a run uses while 200 look at it, and somebody sends a file byte by byte: the median of a few rounds. */
export async function benchBeside({ quick }: { quick: boolean }): Promise<Measurement[]> {
  const rounds: Round[] = [];
  while (rounds.length < (quick ? 1 : ROUNDS)) rounds.push(await round(quick ? 20 : 32));
  const sorted = rounds.toSorted((a, b) => a.share - b.share);
  const share = sorted[Math.floor(rounds.length / 2)]?.share ?? 0;
  const answered = rounds.reduce((sum, one) => sum + one.answered, 0);
  const note = `of ${rounds.length}, ${answered.toLocaleString('en-US')} answers beside them`;
  const most = Math.max(...rounds.map((one) => one.most));
  const failed = rounds.reduce((sum, one) => sum + one.failed, 0);
  return [
    { name: 'share of the budget used, median', value: share, unit: '×', goal: { atLeast: 0.95 }, note },
    { name: `most calls in any ${WINDOW_MS / 1000} s`, value: most, unit: 'calls', goal: { atMost: CALLS } },
    { name: 'answers of 500 and more', value: failed, unit: '', goal: { atMost: 0 } },
  ];
}

async function round(clusters: number): Promise<Round> {
  const stage = await openStage({ clusters, rateLimit: `${CALLS}/${WINDOW_MS}ms` });
  const server = await startPageServer(stage);
  const crowds: Crowd[] = [];
  try {
    const used = await budgetUsed(stage, 1, (run) => {
      const pages = ['', '/review', '/clusters', '/pairs'].map((page) => `/runs/${run}${page}`);
      crowds.push(crowdAt(server, ['/runs', ...pages, `/api/v1/runs/${run}`]));
    });
    const { answered = 0, failed = 0 } = crowds[0] ?? {};
    return { ...used, answered, failed };
  } finally {
    await Promise.all(crowds.map((crowd) => crowd.leave()));
    await server.stop();
    await stage.close();
  }
}

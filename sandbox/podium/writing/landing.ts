import type { Reply } from '../../kit/reply.ts';
import type { Asked } from '../asked.ts';
import type { PodiumEffectBody } from '../effects.ts';

/**
 * 202: accepted, and no more. `land` does it, at once or later, and says what it did; null where there is nothing left to do it to. One that
 * never lands is told by Podium's webhooks alone.
 */
export function accept(
  { core, landing }: Pick<Asked, 'core' | 'landing'>,
  { identifier, subject, land }: { identifier: string; subject: string; land: () => PodiumEffectBody[] | null },
): Reply {
  const run = async (): Promise<void> => {
    const done = landing === 'never' ? null : land();
    for (const effect of done ?? [{ kind: 'failed' as const, subject }]) core.effects.append({ ...effect, by: 'api' });
    if (core.settings.tickOnChange) core.campaigns.tick();
  };
  if (landing === 'never' || landing.afterMs === 0) void run();
  else {
    core.waiting.add(run);
    core.schedule.after(landing.afterMs, async () => {
      if (core.waiting.delete(run)) await run();
    });
  }
  return { status: 202, body: { data: { identifier }, metadata: {} } };
}

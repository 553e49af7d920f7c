import { setTimeout as sleep } from 'node:timers/promises';
import type { CrmAccess } from '../activities/crm-access.ts';
import { CrmError } from '../crm/errors.ts';
import type { Logger } from '../log/logger.ts';
import type { Fleet } from './fleet.ts';
import type { Queues } from './queues.ts';
import type { Registered } from './register.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** A CRM that answers does so within this time; for one that does not, nobody waits. */
const LONGEST_START_MS = 3_000;

export interface Serving {
  /** Settles when every CRM has been asked once, or takes too long to answer. */
  begun: Promise<void>;
  /** Asks no more; settles when nobody can join the fleet any more. */
  stop(): Promise<void>;
}

/**
 * Asks each CRM whose its token is, and then takes the steps of that organization. One that cannot be reached is asked again and again,
 * and delays nothing but its own steps.
 */
export function serveCrms(options: {
  access: ReadonlyMap<string, CrmAccess>;
  queues: Queues;
  fleet: Fleet;
  registered: Registered;
  log: Logger;
}): Serving {
  const { access, fleet, log } = options;
  const ending = new AbortController();
  const { signal } = ending;
  const serving: Promise<void>[] = [];
  const asked = [...access].map(
    ([crm, known]) =>
      new Promise<void>((onAsked) => {
        const whole = serve({ ...options, crm, known, signal, onAsked }).catch((error: Error) => {
          log.error({ crm, error: error.name }, 'Steps of this CRM cannot be taken');
          fleet.shutdown();
        });
        serving.push(whole.finally(onAsked));
      }),
  );
  const late = sleep(LONGEST_START_MS, undefined, { signal }).catch(() => undefined);
  return {
    begun: Promise.race([Promise.all(asked), late]).then(() => undefined),
    stop: async () => {
      ending.abort();
      await Promise.all(serving);
    },
  };
}

async function serve(options: {
  crm: string;
  known: CrmAccess;
  queues: Queues;
  fleet: Fleet;
  registered: Registered;
  log: Logger;
  signal: AbortSignal;
  onAsked: () => void;
}): Promise<void> {
  const { crm, known, queues, fleet, registered, log } = options;
  const org = await organizationOf(options);
  if (org === null) return;
  if (known.expectedOrg !== null && known.expectedOrg !== org) {
    log.error(
      `The token of ${known.title} belongs to organization ${org}, and the settings name ${known.expectedOrg}: its steps are not taken`,
    );
    return;
  }
  fleet.add(await queues.crm({ crm, org }));
  await registered.renew({ crm, org });
  log.debug(`Takes steps of ${known.title} organization ${org}`);
}

/** Asked until there is an answer; null when the worker ends before. */
async function organizationOf(options: {
  known: CrmAccess;
  log: Logger;
  signal: AbortSignal;
  onAsked: () => void;
}): Promise<string | null> {
  const { known, log, signal, onAsked } = options;
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      const identity = await Promise.race([known.identity({ once: true }), untilAborted(signal)]);
      return identity?.org ?? null;
    } catch (error) {
      const why = error instanceof CrmError ? error.kind : 'failed';
      log.warn(
        `${known.title} does not say whose the token is (${why}): its steps wait, and it is asked again in ${pauseMs / 1000} s`,
      );
      onAsked();
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return null;
}

function untilAborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
}

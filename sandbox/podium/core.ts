import type { PodiumWorld } from '../../samples/podium/podium-world.ts';
import type { RequestLog } from '../kit/request-log.ts';
import type { Schedule } from '../kit/schedule.ts';
import type { Campaigns } from './campaign.ts';
import type { Contacts } from './contacts.ts';
import type { PodiumEffects } from './effects.ts';
import type { Faults } from './faults.ts';
import type { OAuth } from './oauth.ts';
import type { PodiumSettings } from './settings.ts';

/** The parts of one practice Podium, made once. */
export interface PodiumCore {
  world: PodiumWorld;
  contacts: Contacts;
  settings: PodiumSettings;
  oauth: OAuth;
  effects: PodiumEffects;
  requests: RequestLog;
  faults: Faults;
  campaigns: Campaigns;
  /** Writes that are accepted and not yet done. */
  schedule: Schedule;
  waiting: Set<() => Promise<void>>;
  /** Whether one more call of this token fits. */
  takes(token: string): { allowed: boolean; waitMs: number };
  /** Calls by an identifier so far. */
  turns: number;
}

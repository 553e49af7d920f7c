import type { RequestEntry } from '../kit/request-log.ts';
import type { Core } from './core.ts';
import type { Act } from './faults/act.ts';
import type { Fault } from './faults/fault.ts';
import type { Bite, FaultStatus } from './faults/fault-book.ts';
import { performAct } from './faults/perform-act.ts';
import { revokeToken, type TokenGrant } from './http/tokens.ts';
import { type CanonicalState, canonicalState } from './objects/canonical-state.ts';
import type { Effect } from './objects/effect-log.ts';
import type { Settings } from './settings.ts';

/** Everything a test can see and do; the same over HTTP under `/__sandbox/`. */
export interface SandboxControl {
  /** What was applied, in order. */
  effects(): Effect[];
  requests(): RequestEntry[];
  state(): CanonicalState;
  settings(): Settings;
  /** Changes settings from now on. */
  configure(patch: Partial<Settings>): void;
  /** Arms a fault; answers its id. */
  addFault(fault: Fault): string;
  faults(): FaultStatus[];
  faultsApplied(): Bite[];
  clearFaults(): void;
  /** Lets a person act now. Throws a RangeError when the contact is not alive. */
  act(act: Act): void;
  setToken(token: string, grant: TokenGrant): void;
  revokeToken(token: string): void;
  /** Resolves when no accepted merge is still to be applied or completed. */
  settled(): Promise<void>;
}

export function createControl(core: Core): SandboxControl {
  return {
    effects: () => core.effects.all(),
    requests: () => core.requests.all(),
    state: () => canonicalState(core.store),
    settings: () => ({ ...core.settings }),
    configure: (patch) => void Object.assign(core.settings, patch),
    addFault: (fault) => core.faults.add(fault),
    faults: () => core.faults.list(),
    faultsApplied: () => core.faults.bites(),
    clearFaults: () => core.faults.clear(),
    act: (act) => performAct({ core, act }),
    setToken: (token, grant) => void core.tokens.set(token, grant),
    revokeToken: (token) => revokeToken({ tokens: core.tokens, token }),
    settled: () => core.schedule.settled(),
  };
}

import { ConfigError } from '../config/config-error.ts';
import type { ConnectOptions, Connector, Connectors } from './connector.ts';
import type { Crm } from './crm.ts';
import { devrevConnector } from './devrev/connector.ts';
import { podiumConnector } from './podium/connector.ts';

/** Every CRM that this tool can reach. */
export const CONNECTORS: Connectors = { devrev: devrevConnector, podium: podiumConnector };

/**
 * The client of one CRM, whose budget learns from `identify` whom it is counted for. Throws ConfigError for a CRM without a connector, or without a token. Close it
 * at the end.
 */
export function connectCrm(options: ConnectOptions & { crm: string; connectors?: Connectors }): Crm {
  const { crm, connectors = CONNECTORS, ...rest } = options;
  const client = connectorOf(crm, connectors).connect(rest);
  return {
    ...client,
    identify: async (call) => {
      const identity = await client.identify(call);
      await rest.budget.identified?.(identity.countedBy, identity.org);
      return identity;
    },
  };
}

/** Throws ConfigError for a CRM that the registry does not hold. */
export function connectorOf(crm: string, connectors: Connectors = CONNECTORS): Connector {
  const connector = Object.hasOwn(connectors, crm) ? connectors[crm] : undefined;
  if (connector !== undefined) return connector;
  throw new ConfigError(
    `There is no connector for the CRM '${crm}', expected one of: ${Object.keys(connectors).join(', ')}`,
  );
}

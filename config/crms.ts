import type { CrmDeclaration } from './crm-settings.ts';

/** The CRMs that have settings, by the name that plans and the ledger give them. Their connectors are in crm/connect.ts. */
export const CRMS: Readonly<Record<string, CrmDeclaration>> = {
  devrev: {
    title: 'DevRev',
    tokenKind: 'a personal access token of DevRev',
    variables: {
      token: 'DEVREV_API_TOKEN',
      baseUrl: 'DEVREV_BASE_URL',
      org: 'DEVREV_ORG',
      rateLimit: 'DEVREV_RATE_LIMIT',
      timeout: 'DEVREV_TIMEOUT',
    },
    defaults: { baseUrl: 'https://api.devrev.ai', rateLimit: '45/60s', timeout: '30s' },
    /** Sent as `X-Devrev-Version` when set; whether what is in beta is asked for too. */
    further: { apiVersion: 'DEVREV_API_VERSION', beta: 'DEVREV_BETA' },
  },
};

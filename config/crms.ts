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
  podium: {
    title: 'Podium',
    tokenKind: "the client secret of an app of Podium's developer portal",
    variables: {
      token: 'PODIUM_CLIENT_SECRET',
      baseUrl: 'PODIUM_BASE_URL',
      org: 'PODIUM_ORG',
      rateLimit: 'PODIUM_RATE_LIMIT',
      timeout: 'PODIUM_TIMEOUT',
    },
    defaults: { baseUrl: 'https://api.podium.com', rateLimit: '300/60s', timeout: '30s' },
    /** Of the app; where Podium sends a person who has agreed; sent as `podium-version`; the countries of places whose address has none. */
    further: {
      clientId: 'PODIUM_CLIENT_ID',
      redirect: 'PODIUM_REDIRECT_URI',
      version: 'PODIUM_VERSION',
      regions: 'PODIUM_REGIONS',
    },
    granted: { variable: 'PODIUM_TOKEN_FILE', file: 'podium-tokens.json' },
    hookSecret: 'PODIUM_WEBHOOK_SECRET',
  },
};

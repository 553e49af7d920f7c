/** How a CRM spells the custom fields that a rules file may map to consent. */
export const CONSENT_FIELD = { pattern: /^tnt__[A-Za-z0-9_]+$/, example: 'tnt__marketing_opt_out' };

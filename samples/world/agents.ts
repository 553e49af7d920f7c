/** Members of the organization: they own tickets and answer in them. */
export const AGENTS: readonly string[] = ['DEVU-1', 'DEVU-2', 'DEVU-3'];
export const BOT_USER = 'DEVU-9';

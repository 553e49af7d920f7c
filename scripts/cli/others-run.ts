/** A run of another organization may be looked at, and nobody is to take it for one of their own. */
export function othersRun({ crm, org }: { crm: string; org: string }, settingsFor: string): string {
  return `It is a run of ${crm} organization ${org}, and the settings are for ${settingsFor}`;
}

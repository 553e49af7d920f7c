const NAME = /^night-([a-z0-9-]{1,40})$/;

/** The id of a schedule in Temporal, and how `status` names its nights. */
export function nightId(schedule: string): string {
  return `night-${schedule}`;
}

/** Whether a word names the nights of a schedule, and no run. */
export function isNightName(name: string | null | undefined): name is string {
  return name != null && NAME.test(name);
}

export function scheduleOf(name: string): string {
  return NAME.exec(name)?.[1] ?? '';
}

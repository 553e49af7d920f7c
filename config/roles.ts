/** What a person may do. Each may what those before it may. */
export const ROLES = ['view', 'approve', 'operate'] as const;

export type Role = (typeof ROLES)[number];

/** Whether who has one role may do what needs another. */
export function mayAs(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

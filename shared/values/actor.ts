/** Roles of a member of an agency. */
export const roles = ['agent', 'manager', 'admin'] as const
export type Role = (typeof roles)[number]

/** Who acts. Every kind has a column in the rights table (shared/modules/auth/rules.ts). */
export type Actor =
  | { kind: 'member'; agencyId: string; memberId: string; role: Role }
  | { kind: 'client'; agencyId: string; accountId: string; contactIds: string[] }
  | { kind: 'anonymous'; agencyId: string }
  | { kind: 'operator'; agencyId: string; accountId: string; reason: string }
  /** The program itself: an import going on after its window closed, a schedule, the founding of an agency. */
  | { kind: 'job'; agencyId: string; name: string; memberId?: string }
  | { kind: 'webhook'; agencyId: string; provider: string }

export type Subject = Role | Exclude<Actor['kind'], 'member'>
export const subjectOf = (actor: Actor): Subject => (actor.kind === 'member' ? actor.role : actor.kind)

/** The id that history shows. A job acts in the name of the member who started it, where there is one. */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'member':
      return actor.memberId
    case 'client':
    case 'operator':
      return actor.accountId
    case 'job':
      return actor.memberId ?? `job:${actor.name}`
    case 'webhook':
      return `webhook:${actor.provider}`
    case 'anonymous':
      return 'anonymous'
  }
}

export type Level = 'none' | 'own' | 'agency' | 'all'

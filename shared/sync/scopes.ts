import type { Actor } from '../values/actor.ts'

/** The scopes of rows that somebody may hold on his post (architecture §7). */
export function scopesOf(actor: Actor): string[] {
  if (actor.kind !== 'member') return []
  return ['agency', ...(actor.role === 'agent' ? [] : ['management']), `member:${actor.memberId}`]
}

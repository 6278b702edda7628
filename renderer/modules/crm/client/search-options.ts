export const stateTones = { active: 'lagoon', paused: 'amber', found: 'grey', closed: 'grey' } as const

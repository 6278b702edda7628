import pg from 'pg'

/**
 * Statements that PostgreSQL keeps prepared, by their text: those of commands, which come again and again and find their rows by
 * key. Questions of people are planned anew each time, for what they look for; so is whatever answers with "*", which a
 * migration of another server would break.
 */
const names = new Map<string, string>()
/** Each is kept by every connection. */
const mostKept = 400

/** From now on this statement is prepared once a connection. */
export function keepPrepared(text: string): void {
  if (names.size < mostKept && !names.has(text) && !text.includes('*')) names.set(text, `kept_${names.size}`)
}

/** A connection that prepares what is kept. */
export class KeepingClient extends pg.Client {
  // Of the many ways to ask, the pool's users have this one; all others go through as they are.
  override query = ((...given: unknown[]) => {
    const [text, values] = given
    const name = given.length === 2 && typeof text === 'string' && Array.isArray(values) ? names.get(text) : undefined
    return (super.query as (...all: unknown[]) => unknown)(...(name === undefined ? given : [{ name, text, values }]))
  }) as pg.Client['query']
}

/** Whether a failure says that the database cannot be reached or is going down: the same request may work in a moment. */
export function unreachable(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const { code } = cause as { code?: unknown }
    if (typeof code === 'string' && (network.has(code) || ofPostgres.test(code))) return true
    // pg tells these without a code.
    if (/^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(cause.message)) return true
    if (cause instanceof AggregateError && cause.errors.some(unreachable)) return true
  }
  return false
}

const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENOENT_SOCKET'])
/** Classes of PostgreSQL: 08 connection, 53 out of resources, 57P shutdown, and 25006 a read-only standby (Appendix A of its manual). */
const ofPostgres = /^(08|53|57P|25006)/

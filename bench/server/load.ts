/** Sends `requests` in turn over so many connections for so long; a status other than `expected` ends it. */
export type LoadTask = { port: number; connections: number; milliseconds: number; expected: number; requests: string[] }
/** Requests a second; milliseconds of single ones; bytes of an answer on average. */
export type LoadAnswer = { rate: number; p50: number; p99: number; bytes: number }

export type Request = { method: 'GET' | 'POST'; path: string; token: string | null; body?: unknown }

/** A request as it goes over the wire. */
export function wireOf({ method, path, token, body }: Request): string {
  const text = body === undefined ? '' : JSON.stringify(body)
  const lines = [`${method} ${path} HTTP/1.1`, 'host: 127.0.0.1', 'accept: application/json', 'accept-language: fr', 'user-agent: digit-hab-bench']
  if (token !== null) lines.push(`authorization: Bearer ${token}`)
  if (text) lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(text)}`)
  return `${lines.join('\r\n')}\r\n\r\n${text}`
}

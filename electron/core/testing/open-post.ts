import { openTestCore } from './open-core.ts'
import type { TestCore } from './open-core.ts'

export type Line = {
  /** What stands between the post and the server. */
  answer: 'ours' | 'nothing' | 'portal' | 'first rows' | 'newer'
  /** Every request that left the post. */
  asked: { path: string; body: string; token: string | null }[]
  /** What happens to a request before it leaves; throws where it is lost. */
  before: ((path: string) => void) | null
  /** What happens to an answer before it arrives; throws where it is lost. */
  after: ((path: string) => void) | null
}
export type TestPost = TestCore & { line: Line; stop(): Promise<void> }

/** A desktop with a line to a server that can be cut, or end in the page of a hotel. */
export async function openTestPost(): Promise<TestPost> {
  const line: Line = { answer: 'ours', asked: [], before: null, after: null }
  const core = await openTestCore({
    now: Date.now(),
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers)
      const { pathname: path } = new URL(input instanceof Request ? input.url : input)
      line.asked.push({ path, body: typeof init?.body === 'string' ? init.body : '', token: headers.get('authorization') })
      if (line.answer === 'nothing') throw new TypeError('fetch failed')
      // The rows that one can begin to work with come, and then nothing.
      if (line.answer === 'first rows' && path === '/api/sync/snapshot/' && line.asked.filter((one) => one.path === path).length > 1) throw new TypeError('fetch failed')
      if (line.answer === 'portal') return new Response('<html>Bienvenue à l’hôtel</html>', { status: 200, headers: { 'content-type': 'text/html' } })
      if (line.answer === 'newer' && path === '/api/sync/hello/') return Response.json({ code: 'unsupported_version' }, { status: 426 })
      line.before?.(path)
      const response = await fetch(input, init)
      line.after?.(path)
      return response
    },
  })
  return Object.assign(core, { line, stop: () => core.end() })
}

export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries++) {
    if (tries > 400) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

export const codeOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return await work
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

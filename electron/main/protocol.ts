import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import type { Protocol } from 'electron'
import { pageFile } from './security/files.ts'
import { safeHeaders } from './security/headers.ts'
import { applicationOrigin, applicationScheme, isOurAddress } from './security/sender.ts'

/** Before the application is ready: `app://` counts as a real, secure origin (storage, fetch, 'self' in the policy). */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: applicationScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: false } },
  ])
}

export type PageSource = {
  /** Folder of the built page. */
  readonly root: string
  /** `npm run dev`: the address of Vite's server, fetched behind the same scheme so that nothing else differs. */
  readonly development?: string | undefined
}

export function servePages(on: Pick<Protocol, 'handle'>, source: PageSource): void {
  on.handle(applicationScheme, (request) => answer(request, source))
}

async function answer(request: GlobalRequest, source: PageSource): Promise<Response> {
  const headers = safeHeaders({ development: source.development !== undefined })
  const notFound = () => new Response(null, { status: 404, headers })
  if (!isOurAddress(request.url) || (request.method !== 'GET' && request.method !== 'HEAD')) return notFound()
  if (source.development) return fromDevelopmentServer(request, source.development, headers)
  // Not `new URL(...).pathname`: the URL parser would already have resolved `..` and hidden what was asked.
  const file = await pageFile(source.root, request.url.slice(applicationOrigin.length).split(/[?#]/)[0] || '/')
  if (!file) return notFound()
  return new Response(await readFile(file.path), { headers: { ...headers, 'Content-Type': file.mime } })
}

async function fromDevelopmentServer(request: GlobalRequest, server: string, headers: Record<string, string>): Promise<Response> {
  const url = new URL(request.url)
  // Only `accept` goes along: Vite answers by it, and the others speak of a page that Vite does not know.
  const found = await fetch(new URL(url.pathname + url.search, server), { headers: { accept: request.headers.get('accept') ?? '*/*' } })
  const merged = new Headers(found.headers)
  for (const [name, value] of Object.entries(headers)) merged.set(name, value)
  return new Response(found.body, { status: found.status, headers: merged })
}

import { etagOf } from '../files/receive.ts'
import type { Variant } from '../files/blob-store.ts'
import type { HttpTransportParts } from './http-transport.ts'
import { parsed, refusalOf } from './http-transport.ts'
import { TransportError } from './transport.ts'

type Asked = { method?: 'POST' | 'PATCH'; headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> }
export type FileVariant = Variant | 'original'
/** What came of a file: bytes from `from` on, of `total`. They may break off, which throws `TransportError`. */
export type Fetched = { from: number; total: number; chunks: AsyncIterable<Uint8Array> }

/** How files travel between a post and its authority. Answers come as they are; the post checks them. */
export type FileTransport = {
  /** Which of these the other side holds. */
  files(fileIds: readonly string[]): Promise<unknown>
  /** How much of a file has arrived there. */
  progress(fileId: string): Promise<unknown>
  /** The bytes of a file from `offset`; the answer says how much has arrived, also where that was another offset. */
  part(fileId: string, offset: number, bytes: Uint8Array): Promise<unknown>
  /** At most `length` bytes from `from`. */
  fetch(file: { fileId: string; sha256: string }, variant: FileVariant, from: number, length: number): Promise<Fetched>
}

/** Files over HTTPS. What is not said by our server is no answer: the page of a hotel is neither a file nor a receipt. */
export function openHttpFileTransport({ server, token, deviceId, fetch: send = fetch, patience = 60_000 }: HttpTransportParts & { deviceId: () => Promise<string> }): FileTransport {
  async function reach(path: string, init: Asked): Promise<Response> {
    const access = await token()
    if (access === null) throw new TransportError('signedOut')
    try {
      return await send(`${server}/api/sync/files/${path}`, { ...init, redirect: 'error', signal: AbortSignal.timeout(patience), headers: { ...init.headers, authorization: `Bearer ${access}` } })
    } catch (error) {
      throw new TransportError('away', { cause: error })
    }
  }

  async function textOf(response: Response): Promise<string> {
    try {
      return await response.text()
    } catch (error) {
      throw new TransportError('away', { cause: error })
    }
  }

  async function ask(path: string, init: Asked = {}): Promise<unknown> {
    const response = await reach(path, init)
    const answer = await textOf(response)
    const body = parsed(answer)
    // 409 tells how much has arrived; every other refusal has a code.
    if ((response.ok || (response.status === 409 && !isRefusal(body))) && body !== undefined) return body
    throw refusalOf(response, answer)
  }

  const query = async (): Promise<string> => `device=${await deviceId()}`

  return {
    files: async (fileIds) => ask('', { method: 'POST', body: JSON.stringify({ deviceId: await deviceId(), fileIds }), headers: { 'content-type': 'application/json' } }),
    progress: async (fileId) => ask(`${fileId}/?${await query()}`),
    part: async (fileId, offset, bytes) => ask(`${fileId}/?${await query()}&offset=${offset}`, { method: 'PATCH', body: new Uint8Array(bytes), headers: { 'content-type': 'application/octet-stream' } }),
    fetch: async ({ fileId, sha256 }, variant, from, length) => {
      const response = await reach(`${fileId}/${variant}/?${await query()}`, { headers: { range: `bytes=${from}-${from + length - 1}` } })
      if (!response.ok) throw refusalOf(response, await textOf(response))
      const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '') ?? []
      const whole = response.headers.get('content-length')
      const isOurs = response.headers.get('etag') === etagOf(sha256, variant) && response.body !== null && (start !== undefined || (response.status === 200 && whole !== null))
      if (!isOurs) {
        await response.body?.cancel()
        throw new TransportError('away', { cause: new Error(`${response.status} ${response.headers.get('content-type')}`) })
      }
      return { from: Number(start ?? 0), total: Number(total ?? whole), chunks: chunksOf(response.body!) }
    },
  }
}

const isRefusal = (body: unknown): boolean => typeof body === 'object' && body !== null && 'code' in body

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body
  } catch (error) {
    throw new TransportError('away', { cause: error })
  }
}

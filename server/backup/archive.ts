import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Transform } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'

/** Lines of text in a gzip file that only its owner may read. */
export type Written = { readonly lines: number; readonly sha256: string }

/** `write` is handed a function that takes one line; what comes of it is flushed to the disk before this ends. */
export async function writeLines(path: string, write: (line: (text: string) => Promise<void>) => Promise<void>): Promise<Written> {
  const file = await open(path, 'wx', 0o600)
  const hash = createHash('sha256')
  const gzip = createGzip()
  const stored = pipeline(gzip, through(hash), file.createWriteStream({ flush: true }))
  // A failure is told by whoever awaits it below.
  void Promise.allSettled([stored])
  let lines = 0
  try {
    await write(async (text) => {
      lines++
      if (!gzip.write(`${text}\n`)) await Promise.race([new Promise<void>((resolve) => gzip.once('drain', resolve)), stored])
    })
    gzip.end()
    await stored
  } catch (error) {
    gzip.destroy()
    throw error
  }
  return { lines, sha256: hash.digest('hex') }
}

function through(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
}

export async function* readLines(path: string): AsyncIterable<string> {
  const unpacked = createGunzip().setEncoding('utf8')
  const whole = pipeline(createReadStream(path), unpacked)
  void Promise.allSettled([whole])
  let rest = ''
  for await (const chunk of unpacked as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    yield* lines
  }
  await whole
}

/** In hexadecimal digits. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

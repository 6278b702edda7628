import { realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

/** Kinds that are served; a file of another kind does not exist for a page. */
const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

export type PageFile = { readonly path: string; readonly mime: string }

/**
 * The file under `root` that an address path means, or null. The path is decoded once; what still looks encoded,
 * points upwards, is hidden, or really lies elsewhere (a link) is refused. `/` is the page itself.
 */
export async function pageFile(root: string, pathname: string): Promise<PageFile | null> {
  const decoded = decodeOnce(pathname)
  if (decoded === null) return null
  const steps = decoded.split('/').slice(1)
  if (steps.some((step) => step.startsWith('.') || /[\\:%\0-\x1f]/.test(step))) return null
  const relative = decoded === '/' ? 'index.html' : join(...steps)
  const mime = kinds[extname(relative).toLowerCase()]
  if (!mime) return null
  const path = await realFile(join(root, relative))
  if (path === null || !path.startsWith((await realpath(root)) + sep)) return null
  return { path, mime }
}

function decodeOnce(pathname: string): string | null {
  try {
    const decoded = decodeURIComponent(pathname)
    return decoded.startsWith('/') ? decoded : null
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

async function realFile(path: string): Promise<string | null> {
  try {
    const real = await realpath(path)
    return (await stat(real)).isFile() ? real : null
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express from 'express'
import type { Express } from 'express'
import { languageOf } from './language.ts'
import { translate } from './errors.ts'

const built = fileURLToPath(new URL('../../out/console/', import.meta.url))

/** Only what the build made, and styles of this very answer (Mantine writes its variables into the page): nothing from elsewhere, nothing inline. */
const policy = (nonce: string): string => [
  "default-src 'none'", "script-src 'self'", `style-src 'self' 'nonce-${nonce}'`, "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
  "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ')

/** The operator's console at /console/: pages that `npm run build:console` made (renderer/console), talking to /api/console/. */
export function mountConsole(app: Express, folder = built): void {
  const router = express.Router()
  router.get('/', (request, response) => {
    // Its files stand beside it.
    if (!request.originalUrl.split('?')[0]!.endsWith('/')) return response.redirect(301, `${request.baseUrl}/`)
    response.setHeader('Cache-Control', 'no-store')
    const page = readPage(folder)
    if (page === null) {
      const t = translate(languageOf(request))
      const title = t('console.not_built.title')
      return response.status(404).type('html').send(`<!doctype html><html lang="${languageOf(request)}"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${t('console.not_built.text')}</p></html>`)
    }
    const nonce = randomBytes(16).toString('base64')
    response.setHeader('Content-Security-Policy', policy(nonce))
    response.type('html').send(page.replaceAll('__NONCE__', nonce))
  })
  // Their names hold a hash of what is in them.
  router.use('/assets', express.static(join(folder, 'assets'), { index: false, immutable: true, maxAge: '1y' }))
  app.use('/console', router)
}

/** Read each time: it is small, and a build may come while the server runs. Null where there was none. */
function readPage(folder: string): string | null {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import express from 'express'
import type { Express } from 'express'
import helmet from 'helmet'
import type { House } from '../house.ts'
import { version } from '../version.ts'
import { contract } from './index.ts'
import { openApi } from './openapi.ts'

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Digit-Hab API</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="swagger-ui.css"><div id="page"></div><script src="swagger-ui-bundle.js"></script><script src="start.js"></script></html>`
// Closed at first: hundreds of operations drawn at once take seconds. An address of its own kind: what stands in the document's `servers` is read from it.
const start = `window.onload = () => SwaggerUIBundle({ url: new URL('../schema/', location.href).href, dom_id: '#page', docExpansion: 'none', filter: true, deepLinking: true, tryItOutEnabled: true, persistAuthorization: false })`

/** The contract as a document, and a page on which every operation can be tried. */
export function mountDocumentation(app: Express, house: House): void {
  const document = JSON.stringify(openApi(contract, house.config.publicUrl, version))
  app.get('/api/schema', (_request, response) => {
    response.type('application/json').send(document)
  })
  app.get('/api/version', (_request, response) => {
    response.json({ version, api: '1', minimum_client: '1' })
  })
  const files = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  const self = ["'self'"]
  const docs = express.Router()
  docs.use(helmet.contentSecurityPolicy({ useDefaults: false, directives: { defaultSrc: ["'none'"], scriptSrc: self, styleSrc: self, imgSrc: [...self, 'data:'], connectSrc: self, baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] } }))
  docs.get('/', (request, response) => {
    if (!request.originalUrl.split('?')[0]!.endsWith('/')) return response.redirect(301, `${request.baseUrl}/`)
    response.type('html').send(page)
  })
  docs.get('/start.js', (_request, response) => {
    response.type('text/javascript').send(start)
  })
  docs.use(express.static(files, { index: false, maxAge: '1d' }))
  app.use('/api/docs', docs)
}

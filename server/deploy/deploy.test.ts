import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, matchesGlob } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { importsOf } from '../../.ci/lint/imports.ts'
import { readProject } from '../../.ci/lint/source.ts'
import { readConfig } from '../config.ts'
import { serverPackages } from './only-server.ts'

// Comes with electron-builder, which reads its own settings by it; it brings no types.
const { load } = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown }

const root = join(import.meta.dirname, '..', '..')
const here = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8')
const lines = (name: string): string[] => here(name).split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#'))

/** Every file that the server may load, from its first on. */
function reachable(): Map<string, string> {
  const project = readProject(root)
  const found = new Map<string, string>()
  const visit = (path: string): void => {
    if (found.has(path)) return
    const file = project.sources.get(path)
    if (!file) throw new Error(`${path} is imported and is not there`)
    found.set(path, readFileSync(join(root, path), 'utf8'))
    for (const { target, ours, kind } of importsOf(file)) if (ours && kind === 'value' && target.endsWith('.ts')) visit(target)
  }
  visit('server/main.ts')
  return found
}

describe('.env.example', () => {
  const example = here('.env.example')
  const set = parseEnv(example.replaceAll(/^#(?=[A-Z_]+=)/gm, ''))

  it('names exactly what the configuration reads', () => {
    const read = new Set<string>()
    const values: Record<string, string> = { FILES: 's3://bucket', GOOGLE_CLIENT_IDS: 'a', APPLE_CLIENT_IDS: 'a', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'a' }
    readConfig(new Proxy(values, {
      get: (known, name: string) => {
        read.add(name)
        return known[name]
      },
    }))
    expect(Object.keys(set).toSorted()).toEqual([...read].toSorted())
  })

  it('may be used as it stands, and shows what counts when nothing is said', () => {
    const config = readConfig(set)
    const untold = readConfig({})
    for (const name of ['host', 'port', 'database', 'files', 'dataDirectory', 'trustProxy', 'logLevel', 'rateLimitScale', 'drainSeconds'] as const) expect(config[name], name).toEqual(untold[name])
    expect(parseEnv(example)).toEqual({})
  })
})

describe('the image', () => {
  const stage = here('Dockerfile').split(/^FROM /m).at(-1)!
  const copied = [...stage.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) => names!.split(' '))
  const rules = lines('Dockerfile.dockerignore')
  /** As BuildKit reads it: the last rule that fits a path, or a folder it lies in, counts. */
  const isSent = (path: string): boolean => {
    const folders = path.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'))
    return !rules.reduce((out, rule) => ((rule === '**' || folders.some((part) => matchesGlob(part, rule.replace(/^!/, '')))) ? !rule.startsWith('!') : out), false)
  }
  const files = reachable()

  it('holds every file that the server may load', () => {
    expect(files.size).toBeGreaterThan(150)
    const missing = [...files.keys(), 'package.json'].filter((path) => !isSent(path) || !copied.some((from) => path === from || path.startsWith(`${from}/`)))
    expect(missing).toEqual([])
  })

  it('holds exactly the packages that these name', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
    const text = [...files.values()].join('\n')
    const named = Object.keys(dependencies).filter((name) => text.includes(`'${name}'`) || text.includes(`'${name}/`))
    expect([...serverPackages].toSorted()).toEqual(named.toSorted())
  })

  it('is sent no tests, secrets or data', () => {
    for (const path of ['server/app.ts', 'shared/values/id.ts', 'package-lock.json', 'renderer/main.tsx']) expect(isSent(path), path).toBe(true)
    for (const path of ['server/deploy/.env', '.env', 'data/digit-hab.sqlite', 'server/config.test.ts', 'server/testing/open.ts', 'node_modules/zod/index.js', '.git/HEAD', 'electron/core/core.ts']) expect(isSent(path), path).toBe(false)
  })
})

describe('compose.yaml', () => {
  type Service = { healthcheck?: object; restart?: string; mem_limit?: string; volumes?: string[]; environment?: Record<string, string>; image?: string }
  const compose = load(here('compose.yaml')) as { services: Record<string, Service>; volumes: Record<string, null> }

  it('watches, restarts and bounds every service', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      expect(service, name).toMatchObject({ restart: 'unless-stopped', mem_limit: expect.any(String) })
      // The server's is in its image.
      if (name !== 'server') expect(service.healthcheck, name).toBeDefined()
    }
    expect(here('Dockerfile')).toMatch(/^HEALTHCHECK .*\n.*\/ready/m)
  })

  it('keeps what must stay in volumes that are declared', () => {
    const named = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]!)).filter((name) => /^[a-z]/.test(name))
    expect(named.toSorted()).toEqual(Object.keys(compose.volumes).toSorted())
    expect(compose.services['server']!.environment).toMatchObject({ DATA: '/data' })
  })

  it('gives settings that the server understands', () => {
    const given = { ...compose.services['server']!.environment }
    for (const [name, value] of Object.entries(given)) given[name] = value.replaceAll(/\$\{(\w+):\?[^}]*\}/g, (_all, variable: string) => ({ SITE: 'api.example.sn', JWT_SECRET: 'x'.repeat(64), POSTGRES_PASSWORD: 'abc123' })[variable]!)
    expect(readConfig(given)).toMatchObject({ host: '0.0.0.0', publicUrl: 'https://api.example.sn', database: { kind: 'postgres', url: 'postgres://digit_hab:abc123@database:5432/digit_hab' }, trustProxy: 1 })
  })
})

it('every file of the deployment is named in the page of the operator', () => {
  const page = readFileSync(join(root, 'docs/operate.md'), 'utf8')
  const named = readdirSync(import.meta.dirname).filter((name) => !/\.ts$|dockerignore$/.test(name))
  expect(named.filter((name) => !page.includes(name))).toEqual([])
})

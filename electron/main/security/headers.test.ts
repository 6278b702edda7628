import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, safeHeaders } from './headers.ts'

const directives = (policy: string) => new Map(policy.split('; ').map((directive) => {
  const [name, ...sources] = directive.split(' ')
  return [name!, sources] as const
}))

describe('the content security policy', () => {
  it('runs scripts of our own files only', () => {
    const policy = directives(contentSecurityPolicy())
    expect(policy.get('script-src')).toEqual(["'self'"])
    expect(policy.get('default-src')).toEqual(["'self'"])
    for (const name of ['object-src', 'base-uri', 'frame-ancestors', 'form-action', 'frame-src']) expect(policy.get(name)).toEqual(["'none'"])
  })

  it('talks to nobody but ourselves, and shows no foreign picture but map tiles', () => {
    const policy = directives(contentSecurityPolicy())
    expect(policy.get('connect-src')).toEqual(["'self'"])
    expect(policy.get('img-src')).toEqual(["'self'", 'blob:', 'data:', 'https://tile.openstreetmap.org'])
    expect(contentSecurityPolicy()).not.toMatch(/http:|\*|unsafe-eval/)
  })

  it('names the socket of the browser host', () => {
    expect(directives(contentSecurityPolicy({ connect: ['ws://127.0.0.1:4310'] })).get('connect-src')).toEqual(["'self'", 'ws://127.0.0.1:4310'])
  })

  it('is relaxed for development only', () => {
    expect(contentSecurityPolicy({ development: true })).toContain("'unsafe-inline'; style-src")
    expect(directives(contentSecurityPolicy()).get('script-src')).not.toContain("'unsafe-inline'")
  })
})

it('every answer forbids guessing kinds, framing and sharing', () => {
  expect(safeHeaders()).toMatchObject({
    'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'DENY', 'Cross-Origin-Opener-Policy': 'same-origin', 'Referrer-Policy': 'same-origin',
  })
})

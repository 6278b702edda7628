import { describe, expect, it } from 'vitest'
import { browserOf } from './browser-of.ts'

describe('a browser', () => {
  it('is called by its name and system, though most claim to be others too', () => {
    expect(browserOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0')).toBe('Edge · Windows')
    expect(browserOf('Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36')).toBe('Chrome · Android')
    expect(browserOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1')).toBe('Safari · iPhone')
  })

  it('that is none is shown as it named itself', () => {
    expect(browserOf('okhttp/4.12.0')).toBe('okhttp/4.12.0')
    expect(browserOf('x'.repeat(300))).toHaveLength(60)
    expect([browserOf(''), browserOf(null)]).toEqual([null, null])
  })
})

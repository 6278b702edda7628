import { describe, expect, it } from 'vitest'
import { unreadableTexts } from './readable-texts.ts'

describe('texts that no field can hold', () => {
  it('are told by the path of their field', () => {
    expect(unreadableTexts({ title: 'Villa\u0000', list: ['ok', '\ud800'], good: 'é👩‍👩‍👧', n: 1, none: null })).toEqual([{ path: 'list.1', problem: 'invalid_format' }, { path: 'title', problem: 'invalid_format' }])
    expect(unreadableTexts('a\u0000')).toEqual([{ path: '', problem: 'invalid_format' }])
    expect(unreadableTexts({ a: { b: ['x', 1, true] } })).toEqual([])
  })

  it('nested without end do not break the reader', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown
    expect(unreadableTexts({ a: deep })).toEqual([{ path: 'a.0.0.0', problem: 'too_big' }])
  })
})

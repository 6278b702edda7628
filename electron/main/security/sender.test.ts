import { describe, expect, it } from 'vitest'
import { fromOurPage, isOurAddress } from './sender.ts'

const frame = (url: string) => ({ url })
const known = (id: number) => id === 7

describe('who may speak to main', () => {
  it('our page in the main frame of a window of ours', () => {
    const main = frame('app://digit-hab/#/properties')
    expect(fromOurPage({ sender: { id: 7, mainFrame: main }, senderFrame: main }, known)).toBe(true)
  })

  it('not a frame inside it, even of our own address', () => {
    const main = frame('app://digit-hab/')
    expect(fromOurPage({ sender: { id: 7, mainFrame: main }, senderFrame: frame('app://digit-hab/') }, known)).toBe(false)
  })

  it('not a window we do not know, nor a frame that is gone', () => {
    const main = frame('app://digit-hab/')
    expect(fromOurPage({ sender: { id: 8, mainFrame: main }, senderFrame: main }, known)).toBe(false)
    expect(fromOurPage({ sender: { id: 7, mainFrame: main }, senderFrame: null }, known)).toBe(false)
  })

  it.each([
    'about:blank', '', 'https://digit-hab/', 'app://digit-hab.evil.com/', 'app://evil/', 'app:digit-hab', 'appx://digit-hab/',
    'app://digit-hab@evil/', 'app://user:x@digit-hab/', 'data:text/html,app://digit-hab/', 'file:///app://digit-hab/',
  ])('not a page of %j', (url) => {
    const main = frame(url)
    expect(isOurAddress(url)).toBe(false)
    expect(fromOurPage({ sender: { id: 7, mainFrame: main }, senderFrame: main }, known)).toBe(false)
  })
})

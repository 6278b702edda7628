/**
 * How a page comes to its connection. In Electron the page posts `portRequest` to its own window, the preload has main
 * make a MessagePort, and posts it back under `portAnswer`. In the browser host the page first exchanges the token of
 * its start address (`#token=`) at `sessionPath` for a cookie, then opens a WebSocket at `socketPath`.
 */
export const portRequest = 'digit-hab:port-please'
export const portAnswer = 'digit-hab:port'
export const sessionPath = '/session'
export const socketPath = '/core'
export const tokenMark = '#token='

/** Signs or bytes of one message to the core; more is cut off there, so the page refuses it first (`too_large`). */
export const messageLimit = 1_000_000

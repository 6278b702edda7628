import type { server as french } from '../fr/server.ts'

export const server: typeof french = {
  registered: 'Your account was made.',
  signedOut: 'You are signed out.',
}

import { uuidv7 } from '../../shared/values/id.ts'

/** Ids of new rows and commands are made here, so that a later command may name them at once. */
export function newId(): string {
  return uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
}

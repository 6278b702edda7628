import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'

/** All or nothing, readable by this account alone: the new file is on disk before it takes the old one's name. */
export function writeAtomically(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.new`
  const descriptor = openSync(temporary, 'w', 0o600)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(temporary, file)
}

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Readable } from 'node:stream'

let virtual: { server: ChildProcess; name: string } | null = null

/** A screen to draw on: the one that is there, else a virtual one that ends with this process. */
export async function display(): Promise<string> {
  const present = process.env['DISPLAY']
  if (present || process.platform !== 'linux') return present ?? ''
  if (virtual) return virtual.name
  if (!existsSync('/usr/bin/Xvfb')) throw new Error('no DISPLAY and no Xvfb to make one (apt-get install xvfb)')
  // The server picks a free number by itself and tells it on descriptor 3. `-ac`: other users may draw too (sandbox test).
  const server = spawn('/usr/bin/Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-ac'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  process.once('exit', () => server.kill())
  const number = await new Promise<string>((resolve, reject) => {
    const told = server.stdio[3] as Readable
    told.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()))
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${String(code)}`)))
  })
  server.unref()
  virtual = { server, name: `:${number}` }
  return virtual.name
}

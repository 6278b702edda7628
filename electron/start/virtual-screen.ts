import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

export type VirtualScreen = { /** For DISPLAY. */ readonly name: string; close(): void }

/** Starts `program` (Xvfb) on a free number, with room for a window of 1920 x 1080. It ends with this process at the latest. */
export async function openVirtualScreen(program: string): Promise<VirtualScreen> {
  // It picks a number by itself and tells it on descriptor 3. `-ac`: another user may draw too (the test of the sandbox).
  const server = spawn(program, ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-ac'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    // Out of our group, so that a Ctrl+C in the terminal does not take the screen away from a window that is closing.
    detached: true,
  })
  const close = () => void server.kill()
  process.once('exit', close)
  const number = await new Promise<string>((resolve, reject) => {
    const told = server.stdio[3] as Readable
    told.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()))
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`${program} ended with ${String(code)}`)))
  })
  server.unref()
  ;(server.stdio[3] as Readable & { unref(): void }).unref()
  return { name: `:${number}`, close }
}

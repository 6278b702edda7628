import { existsSync } from 'node:fs'
import { openVirtualScreen } from '../../electron/start/virtual-screen.ts'

const program = '/usr/bin/Xvfb'
let virtual: Promise<{ name: string }> | null = null

/** A screen to draw on: the one that is there, else a virtual one that ends with this process. */
export async function display(): Promise<string> {
  const present = process.env['DISPLAY']
  if (present || process.platform !== 'linux') return present ?? ''
  if (!existsSync(program)) throw new Error('no DISPLAY and no Xvfb to make one (apt-get install xvfb)')
  virtual ??= openVirtualScreen(program)
  return (await virtual).name
}

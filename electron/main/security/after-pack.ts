import { flipFuses, getCurrentFuseWire } from '@electron/fuses'
import { join } from 'node:path'
import { fusesFor } from './fuses.ts'

type Packed = {
  readonly appOutDir: string
  readonly electronPlatformName: string
  readonly packager: { readonly executableName?: string; readonly appInfo: { readonly productFilename: string } }
}

/**
 * Hook of electron-builder, after the application is laid out and before it is signed. Its own `electronFuses` knows
 * neither the strict mode nor the newest fuse.
 */
export default async function afterPack({ appOutDir, electronPlatformName, packager }: Packed): Promise<void> {
  const name = packager.appInfo.productFilename
  const program = electronPlatformName === 'win32' ? `${name}.exe` : electronPlatformName === 'linux' ? (packager.executableName ?? name) : `${name}.app`
  const path = join(appOutDir, program)
  const { version: _version, ...wire } = await getCurrentFuseWire(path)
  await flipFuses(path, fusesFor(Object.keys(wire).length))
}

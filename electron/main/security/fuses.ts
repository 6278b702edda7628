import { FuseV1Options, FuseVersion } from '@electron/fuses'
import type { FuseConfig } from '@electron/fuses'

/**
 * What the packaged program refuses (electron.md §3.3), by the number of fuses its Electron has. Strict: an Electron
 * that brings a new fuse does not package until that fuse is decided here.
 */
export function fusesFor(count: number): FuseConfig {
  const decided: Record<FuseV1Options, boolean> = {
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    // We bring no snapshot of our own; with this on Electron would look for one and not start.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    // Bounds checks of WebAssembly by the processor: faster and Electron's default.
    [FuseV1Options.WasmTrapHandlers]: true,
  }
  const present = Object.fromEntries(Object.entries(decided).filter(([fuse]) => Number(fuse) < count))
  return { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...present } as FuseConfig
}

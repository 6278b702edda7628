import { oc } from '@orpc/contract'
import { z } from 'zod'

/**
 * What the core may ask of the program around it. The core itself knows neither windows nor Electron: main answers
 * over a port (electron/main/host.ts), the browser host in the same process (electron/browser-host/host.ts).
 * Answers are checked on both sides of the port.
 */
export type Host = {
  readonly kind: 'electron' | 'browser'
  /** A path the user chose to write to; null when cancelled. The browser host has no dialog: it gives a free name in `exports`. */
  chooseSavePath(input: SaveQuestion): Promise<string | null>
  /** A path the user chose to read; null when cancelled, and always in the browser host (upload the file instead). */
  chooseOpenPath(input: OpenQuestion): Promise<string | null>
  /** Shows a notification of the system; true once somebody clicked it (the window is brought forward), false when it went, or cannot be shown. */
  notify(input: { title: string; body: string }): Promise<boolean>
  /** Opens https, mailto or tel outside the application; false when the address is refused. */
  openExternal(input: { url: string }): Promise<boolean>
  /** Shows a file in the system's file manager; false where there is none. */
  showInFolder(input: { path: string }): Promise<boolean>
  readonly secret: {
    /** False when the system keeps no secrets (no keychain, or one that writes plain text): say so and ask each time. */
    available(): Promise<boolean>
    /** Text that only this account of the operating system can read back; null where no secret can be kept. */
    encrypt(input: { text: string }): Promise<string | null>
    /** Null when it cannot be read any more (other machine, other keychain): the user is asked again. */
    decrypt(input: { cipher: string }): Promise<string | null>
  }
  readonly settings: {
    get(): Promise<DeviceSettings>
    /** Writes what is named, keeps the rest, answers the whole. */
    set(input: DeviceSettingsPatch): Promise<DeviceSettings>
  }
}

const fileKind = z.strictObject({ name: z.string().max(100), extensions: z.array(z.string().regex(/^[a-z0-9]{1,8}$/)).min(1).max(10) })
const saveQuestion = z.strictObject({ title: z.string().max(200), name: z.string().min(1).max(200), kinds: z.array(fileKind).max(5).default([]) })
const openQuestion = z.strictObject({ title: z.string().max(200), kinds: z.array(fileKind).max(5).default([]) })
export type SaveQuestion = z.input<typeof saveQuestion>
export type OpenQuestion = z.input<typeof openQuestion>

const bounds = z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1), maximised: z.boolean() })
export type WindowBounds = z.infer<typeof bounds>

/** Settings of this computer, known before the database is open, so that the first paint has the right words and colours. */
export const deviceSettings = z.strictObject({
  language: z.enum(['fr', 'en']).default('fr'),
  theme: z.enum(['light', 'dark', 'auto']).default('auto'),
  navigationCollapsed: z.boolean().default(false),
  /** Every megabyte costs here: small pictures come by themselves, the rest when somebody asks for it. */
  limitedConnection: z.boolean().default(false),
  window: bounds.nullable().default(null),
  /** Root of the server, https only; null while this post works alone. */
  serverAddress: z.url({ protocol: /^https$/ }).max(300).nullable().default(null),
})
export type DeviceSettings = z.infer<typeof deviceSettings>

const patch = z.strictObject({
  language: deviceSettings.shape.language.unwrap().optional(),
  theme: deviceSettings.shape.theme.unwrap().optional(),
  navigationCollapsed: z.boolean().optional(),
  limitedConnection: deviceSettings.shape.limitedConnection.unwrap().optional(),
  window: bounds.nullable().optional(),
  serverAddress: deviceSettings.shape.serverAddress.unwrap().optional(),
})
export type DeviceSettingsPatch = z.infer<typeof patch>

/**
 * Reads settings that an older or newer version, or a hand, may have written: what fits is kept, the rest falls back
 * to its default, unknown names are dropped. Never fails: no setting of a device is worth a window that does not open.
 */
export function readDeviceSettings(value: unknown): DeviceSettings {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const fitting = Object.entries(deviceSettings.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(found[name])
    return parsed.success ? [[name, parsed.data] as const] : []
  })
  return deviceSettings.parse(Object.fromEntries(fitting))
}

const nothing = z.strictObject({})
const path = z.string().min(1).max(4096)

export const hostContract = {
  chooseSavePath: oc.$meta({ timeLimit: 0 }).input(saveQuestion).output(path.nullable()),
  chooseOpenPath: oc.$meta({ timeLimit: 0 }).input(openQuestion).output(path.nullable()),
  notify: oc.$meta({ timeLimit: 0 }).input(z.strictObject({ title: z.string().max(200), body: z.string().max(1000) })).output(z.boolean()),
  openExternal: oc.input(z.strictObject({ url: z.string().max(4096) })).output(z.boolean()),
  showInFolder: oc.input(z.strictObject({ path })).output(z.boolean()),
  secret: {
    available: oc.input(nothing).output(z.boolean()),
    encrypt: oc.input(z.strictObject({ text: z.string().max(10_000) })).output(z.string().max(40_000).nullable()),
    decrypt: oc.input(z.strictObject({ cipher: z.string().max(40_000) })).output(z.string().max(10_000).nullable()),
  },
  settings: {
    get: oc.input(nothing).output(deviceSettings),
    set: oc.input(patch).output(deviceSettings),
  },
}

import { parseArgs } from 'node:util'

export type Flags = {
  /** A ready agency with invented data instead of the user's own. */
  readonly demo: boolean
  /** The browser host, opening nothing, saying one JSON line. */
  readonly headless: boolean
  /** Sources instead of a build, with hot reload. */
  readonly development: boolean
  readonly port: number | null
  readonly data: string | undefined
  readonly properties: number
  readonly clients: number
  readonly seed: number
}

/** Throws an Error with a sentence for the terminal. */
export function readFlags(list: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...list],
    options: {
      demo: { type: 'boolean', default: false },
      headless: { type: 'boolean', default: false },
      dev: { type: 'boolean', default: false },
      port: { type: 'string' },
      data: { type: 'string' },
      properties: { type: 'string', default: '400' },
      clients: { type: 'string', default: '150' },
      seed: { type: 'string', default: '1' },
    },
  })
  return {
    demo: values.demo,
    headless: values.headless,
    development: values.dev,
    port: values.port === undefined ? null : numberOf('port', values.port, 65_535),
    data: values.data,
    properties: numberOf('properties', values.properties, 1_000_000),
    clients: numberOf('clients', values.clients, 1_000_000),
    seed: numberOf('seed', values.seed, 2 ** 31),
  }
}

function numberOf(name: string, text: string, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN
  if (Number.isNaN(value) || value > most) throw new Error(`--${name} takes a whole number from 0 to ${most}, not "${text}"`)
  return value
}

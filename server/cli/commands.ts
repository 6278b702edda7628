import { failureWords } from './words.ts'

/** What a command is told of the world: it reads no environment and writes to no stream by itself. */
export type Terminal = {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Paths are meant from here. */
  readonly folder: string
  readonly out: (text: string) => void
  readonly error: (text: string) => void
}

/** Does one thing and gives the exit code. */
export type Run = (parameters: readonly string[], terminal: Terminal) => Promise<number>
type Command = { readonly usage: string; readonly about: string; readonly load: () => Promise<{ run: Run }> }

/** By name; each is loaded only when asked for. */
const commands: Readonly<Record<string, Command>> = {
  backup: { usage: 'backup DIRECTORY [--keep COUNT]', about: 'copy the database, files and secrets while the server runs', load: () => import('./backup.ts') },
  operator: {
    usage: 'operator EMAIL [--name NAME] [--new-password]', about: 'make an account that runs the platform, or raise one',
    load: async () => ({ run: (await import('./operator.ts')).operatorCommand }),
  },
  restore: { usage: 'restore DIRECTORY', about: 'bring a backup into an empty database; without a date in the path, the newest', load: () => import('./restore.ts') },
}

/** Exit codes: 0 done, 1 not done, 2 not understood. */
export async function runCommand(name: string, parameters: readonly string[], terminal: Terminal): Promise<number> {
  if (['help', '--help', '-h'].includes(name)) {
    terminal.out(help())
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    terminal.error(`There is no command ${name}.\n\n${help()}`)
    return 2
  }
  try {
    const { run } = await command.load()
    return await run(parameters, terminal)
  } catch (error) {
    terminal.error(failureWords(error))
    return 1
  }
}

export const usageOf = (name: string): string => `npm run server -- ${commands[name]!.usage}`

function help(): string {
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length))
  const lines = Object.values(commands).map(({ usage, about }) => `  npm run server -- ${usage.padEnd(width)}  ${about}`)
  return ['  npm run server'.padEnd(width + 22) + 'serve (settings: server/deploy/.env.example, docs/operate.md)', ...lines].join('\n')
}

// `npm test`: every step, whatever became of the one before, and one line at the end. `npm test -- unit lint` runs some.
import './guard.mjs'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { countOne, countPlaywright, countSkipped, countVitest, type Counts } from './counts.ts'
import { memoryDisk } from './memory-disk.ts'
import { testSteps, type Step } from './steps.ts'

const root = path.resolve(import.meta.dirname, '..')
const reports = mkdtempSync(path.join(os.tmpdir(), 'digit-hab-test-'))
const memory = memoryDisk()
process.once('exit', () => {
  for (const folder of [reports, memory]) if (folder !== null) rmSync(folder, { recursive: true, force: true })
})

const running = new Set<ChildProcess>()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal)
    process.exit(1)
  })
}

const names = process.argv.slice(2)
const steps = testSteps(root, reports)
const unknown = names.filter((name) => !steps.some((step) => step.name === name))
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}. The steps are: ${steps.map((step) => step.name).join(', ')}`)
  process.exit(1)
}

type Outcome = { step: Step; counts: Counts; seconds: number }
const chosen = steps.filter(({ name }) => names.length === 0 || names.includes(name))
const outcomes: Outcome[] = []
while (chosen.length > 0) {
  const first = chosen.shift()!
  const together = [first]
  while (first.besideOthers && chosen[0]?.besideOthers) together.push(chosen.shift()!)
  outcomes.push(...(together.length === 1 ? [await outcomeOf(first, true)] : await severalAtOnce(together)))
}

const remarks = [...new Set(outcomes.flatMap(({ counts }) => counts.remarks))]
if (remarks.length > 0) console.log(`\n${remarks.slice(0, 40).join('\n')}${remarks.length > 40 ? `\n… and ${remarks.length - 40} more` : ''}`)
console.log('')
for (const { step, counts, seconds } of outcomes) {
  const state = counts.failed > 0 ? 'FAILED ' : step.skip === undefined ? 'ok     ' : 'skipped'
  console.log(`${state} ${`${seconds.toFixed(1)} s`.padStart(8)}  ${step.title} (${inWords(counts)})`)
}
const failures = outcomes.flatMap(({ step, counts }) => counts.failures.map((failure) => `FAILED in ${step.title}: ${failure}`))
if (failures.length > 0) console.log(`\n${failures.slice(0, 20).join('\n')}${failures.length > 20 ? `\n… and ${failures.length - 20} more` : ''}`)
const sum = (of: 'passed' | 'failed' | 'skipped'): number => outcomes.reduce((sofar, { counts }) => sofar + counts[of], 0)
console.log(`\n${inWords({ passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') })}`)
process.exitCode = sum('failed') > 0 ? 1 : 0

async function outcomeOf(step: Step, aloud: boolean): Promise<Outcome> {
  const started = performance.now()
  const counts = step.skip === undefined ? await run(step, aloud) : countSkipped(`skipped: ${step.title}, because ${step.skip}`)
  return { step, counts, seconds: (performance.now() - started) / 1000 }
}

/** As many at a time as there are cores; what each says is shown when it ends. */
async function severalAtOnce(waiting: Step[]): Promise<Outcome[]> {
  const ended = new Map<Step, Outcome>()
  const queue = [...waiting]
  const worker = async (): Promise<void> => {
    for (let step = queue.shift(); step; step = queue.shift()) ended.set(step, await outcomeOf(step, false))
  }
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker))
  return waiting.map((step) => ended.get(step)!)
}

async function run(step: Step, aloud: boolean): Promise<Counts> {
  if (aloud) console.log(`\n=== ${step.title}`)
  const heard: string[] = []
  const said: string[] = []
  const code = await start(step, aloud, (line) => {
    if (line.startsWith('skipped: ')) heard.push(line)
    if (!aloud) said.push(line)
  })
  if (!aloud) console.log([`\n=== ${step.title}`, ...said].join('\n'))
  const counts = step.report ? readReport(step.report, code) : countOne(code === 0, `it ended with ${code}`)
  // It may fail beside its tests, by an error that none of them owns.
  if (code !== 0 && counts.failed === 0) {
    counts.failed = 1
    counts.failures.push(`it ended with ${code}, though no test of it failed`)
  }
  return { ...counts, remarks: [...heard, ...counts.remarks] }
}

function readReport({ file, from }: NonNullable<Step['report']>, code: number): Counts {
  try {
    const report: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return from === 'vitest' ? countVitest(report as Parameters<typeof countVitest>[0], root) : countPlaywright(report as Parameters<typeof countPlaywright>[0])
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return countOne(false, `${from} ended with ${code} and left no report: ${reason}`)
  }
}

/** Hears each line that the step says, and shows it as it comes if `aloud`; ends with its exit code. */
function start({ command: [program, ...parameters], env, name }: Step, aloud: boolean, hear: (line: string) => void): Promise<number> {
  const bin = path.join(root, 'node_modules/.bin')
  const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  // Hundreds of programs are started from their sources: what Node made of a file once is read again.
  const compiled = path.join(root, 'node_modules', '.cache', 'node')
  const childEnv: NodeJS.ProcessEnv = { NODE_COMPILE_CACHE: compiled, ...process.env, ...(memory === null ? {} : { TMPDIR: memory }), ...colours, ...env, PATH: `${bin}${path.delimiter}${process.env['PATH']}` }
  // That SQLite was built for the Node inside Electron: it would crash ours.
  if (name !== 'e2e-electron') delete childEnv['DIGIT_HAB_SQLITE_BINDING']
  return new Promise((resolve) => {
    const child = spawn(program!, parameters, { cwd: root, env: childEnv, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    for (const [from, to] of [[child.stdout, process.stdout], [child.stderr, process.stderr]] as const) {
      let rest = ''
      from.setEncoding('utf8').on('data', (text: string) => {
        if (aloud) to.write(text)
        const lines = (rest + text).split('\n')
        rest = lines.pop()!
        lines.forEach(hear)
      })
    }
    child.once('error', (error) => {
      hear(error.message)
      if (aloud) console.error(error.message)
      resolve(127)
    })
    child.once('close', (code) => {
      running.delete(child)
      resolve(code ?? 1)
    })
  })
}

function inWords({ passed, failed, skipped }: Pick<Counts, 'passed' | 'failed' | 'skipped'>): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

// `npm test`: every step, whatever became of the one before, and one line at the end. `npm test -- unit lint` runs some.
import './guard.mjs'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { countPlaywright, countVitest, type Counts } from './counts.ts'
import { testSteps, type Step } from './steps.ts'

const root = path.resolve(import.meta.dirname, '..')
const reports = mkdtempSync(path.join(os.tmpdir(), 'digit-hab-test-'))
process.once('exit', () => rmSync(reports, { recursive: true, force: true }))

let running: ChildProcess | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    running?.kill(signal)
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

const total: Counts = { passed: 0, failed: 0, skipped: 0, remarks: [] }
const summary: string[] = []
for (const step of steps.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const started = performance.now()
  const counts = step.skip === undefined ? await run(step) : { passed: 0, failed: 0, skipped: 1, remarks: [`skipped: ${step.title}, because ${step.skip}`] }
  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`.padStart(8)
  const state = counts.failed > 0 ? 'FAILED ' : step.skip === undefined ? 'ok     ' : 'skipped'
  summary.push(`${state} ${seconds}  ${step.title} (${inWords(counts)})`)
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
  total.remarks.push(...counts.remarks)
}

const remarks = [...new Set(total.remarks)]
if (remarks.length > 0) console.log(`\n${remarks.slice(0, 40).join('\n')}${remarks.length > 40 ? `\n… and ${remarks.length - 40} more` : ''}`)
console.log(`\n${summary.join('\n')}\n\n${inWords(total)}`)
process.exitCode = total.failed > 0 ? 1 : 0

async function run(step: Step): Promise<Counts> {
  console.log(`\n=== ${step.title}`)
  const heard: string[] = []
  const code = await start(step, (line) => {
    if (line.startsWith('skipped: ')) heard.push(line)
  })
  const counts = step.report ? readReport(step.report, code) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, remarks: [] }
  // It may fail beside its tests, by an error that none of them owns.
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  return { ...counts, remarks: [...heard, ...counts.remarks] }
}

function readReport({ file, from }: NonNullable<Step['report']>, code: number): Counts {
  try {
    const report: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return from === 'vitest' ? countVitest(report as Parameters<typeof countVitest>[0], root) : countPlaywright(report as Parameters<typeof countPlaywright>[0])
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { passed: 0, failed: 1, skipped: 0, remarks: [`${from} ended with ${code} and left no report: ${reason}`] }
  }
}

/** Shows what the step says as it comes and hears each line; ends with its exit code. */
function start({ command: [program, ...parameters], env, name }: Step, hear: (line: string) => void): Promise<number> {
  const bin = path.join(root, 'node_modules/.bin')
  const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  // Hundreds of programs are started from their sources: what Node made of a file once is read again.
  const compiled = path.join(root, 'node_modules', '.cache', 'node')
  const childEnv: NodeJS.ProcessEnv = { NODE_COMPILE_CACHE: compiled, ...process.env, ...colours, ...env, PATH: `${bin}${path.delimiter}${process.env['PATH']}` }
  // That SQLite was built for the Node inside Electron: it would crash ours.
  if (name !== 'e2e-electron') delete childEnv['DIGIT_HAB_SQLITE_BINDING']
  return new Promise((resolve) => {
    const child = spawn(program!, parameters, { cwd: root, env: childEnv, stdio: ['ignore', 'pipe', 'pipe'] })
    running = child
    for (const [from, to] of [[child.stdout, process.stdout], [child.stderr, process.stderr]] as const) {
      let rest = ''
      from.setEncoding('utf8').on('data', (text: string) => {
        to.write(text)
        const lines = (rest + text).split('\n')
        rest = lines.pop()!
        lines.forEach(hear)
      })
    }
    child.once('error', (error) => {
      console.error(error.message)
      resolve(127)
    })
    child.once('close', (code) => resolve(code ?? 1))
  })
}

function inWords({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

import Database from 'better-sqlite3'
import { plainAnswers } from './desktop/plain.ts'
import { plainWrites } from './desktop/plain-writes.ts'
import type { PlainTask } from './desktop/plain-client.ts'

// The baseline, in a process of its own like the core: the settings of our databases (WAL, each commit flushed, 32 MB of
// pages kept), and plain code. It measures itself: no message stands between the clock and the work.
const db = new Database(process.argv[2]!, { fileMustExist: true })
for (const setting of ['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -32768', 'temp_store = MEMORY']) db.pragma(setting)
const answers = plainAnswers(db)
const writes = plainWrites(db)
let reporting = false

type Question = Exclude<keyof typeof answers, 'report'>

function timed(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

/** Runs until told to stop, giving way between two pages so that it hears it. */
function report(): void {
  const pages = answers.report()
  const step = (): void => {
    if (!reporting) return
    if (pages.next().done) return report()
    setImmediate(step)
  }
  step()
}

function run(task: PlainTask): number[] {
  switch (task.kind) {
    case 'page':
    case 'neighbours':
    case 'totals':
    case 'search':
    case 'misspelt':
    case 'property':
    case 'similar':
    case 'today':
      return task.inputs.map((input) => timed(() => answers[task.kind as Question](input as never)))
    case 'edit':
      return task.inputs.map((id, i) => timed(() => writes.edit(id as string, 100_000 + i)))
    case 'import':
      return task.inputs.map((path) => {
        let rows = 0
        const milliseconds = timed(() => (rows = writes.importFile(path as string)))
        return (rows / milliseconds) * 1000
      })
    case 'report':
      reporting = task.inputs[0] === 'begin'
      if (reporting) report()
      return []
    case 'memory':
      return [process.memoryUsage.rss()]
  }
}

process.once('disconnect', () => process.exit(0))
process.on('message', (task: PlainTask) => process.send!(run(task)))
process.send!('ready')

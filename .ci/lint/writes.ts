// One way to write (architecture §3), and what the same care forbids beside it: `node .ci/lint/writes.ts`.
import { machineryWriters } from './exceptions.ts'
import { runAsProgram } from './report.ts'
import { handedIn } from './rules/handed-in.ts'
import { nestedDispatch } from './rules/nested-dispatch.ts'
import { noConsole } from './rules/no-console.ts'
import { portableSql } from './rules/portable-sql.ts'
import { unsafeElectron } from './rules/unsafe-electron.ts'
import { words } from './rules/words.ts'
import { writes } from './rules/writes.ts'
import type { Rule } from './source.ts'

export const writeRules: readonly Rule[] = [
  writes(machineryWriters), portableSql, handedIn, nestedDispatch, noConsole, unsafeElectron, words,
]

if (import.meta.main) runAsProgram(writeRules)

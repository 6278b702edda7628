// Every rule of ours over the whole repository: `node .ci/lint/run.ts`.
import { runAsProgram } from './report.ts'
import { roomRules } from './rooms.ts'
import { writeRules } from './writes.ts'

runAsProgram([...roomRules, ...writeRules])

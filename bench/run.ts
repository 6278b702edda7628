import { parseArgs } from 'node:util'
import type { Figure } from './figures.ts'
import { suites } from './suites.ts'
import { tableOf } from './table.ts'

// `npm run bench -- [suite...] [--only group] [--json] [--quick]`: a table for people, or with --json one array on standard output and
// nothing else. Progress goes to standard error.
const { values: flags, positionals: asked } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false }, only: { type: 'string' } } })
const say = (line: string) => process.stderr.write(`${line}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const unknown = asked.filter((name) => !suites.some((suite) => suite.name === name))
if (unknown.length) {
  say(`There is no suite ${unknown.join(', ')}; there is ${suites.map((suite) => suite.name).join(', ')}.`)
  process.exit(2)
}

const all: Figure[] = []
for (const suite of suites.filter(({ name }) => !asked.length || asked.includes(name))) {
  const mine: Figure[] = []
  for await (const figure of suite.run({ quick: flags.quick, only: flags.only ?? null, say })) {
    say(`  ${figure.name}: ${figure.p50} ${figure.unit}`)
    mine.push(figure)
  }
  if (!flags.json) process.stdout.write(`${suite.name}\n${tableOf(mine)}\n`)
  all.push(...mine)
}
if (flags.json) process.stdout.write(`${JSON.stringify(all)}\n`)

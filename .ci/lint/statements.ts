// What a piece of SQL text writes. It need not understand SQL: it must not miss a write.

export type Written = {
  /** Names of tables that rows are put in, changed or taken out of; `?` where the name is handed in. */
  tables: string[]
  /** It changes the shape of the database, or the database as a whole. */
  shape: boolean
}

const name = /(\w+\.)?["`[]?(?<table>[\w?]+)/.source
const into = /(?:insert|replace|merge)\s+(?:or\s+\w+\s+)?into/.source
const from = /delete\s+from(?:\s+only)?/.source
const update = /update(?:\s+or\s+\w+)?(?:\s+only)?/.source
const rowWrites = new RegExp(String.raw`\b(?:${into}|${from}|${update})\s+${name}`, 'gi')
const shapes = [
  'create', 'drop', 'alter', 'truncate', 'attach', 'detach', 'vacuum', 'reindex', 'pragma', 'grant', 'revoke', 'copy', 'set',
]
const shapeWrites = new RegExp(String.raw`(?:^|[;(])\s*(?:${shapes.join('|')})\b`, 'i')

export function writesOf(sql: string): Written {
  const text = sql
    .replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/'[^']*'/g, ' ')
    // Neither a lock nor the second half of an insert names a table.
    .replaceAll(/\bfor\s+(?:no\s+key\s+)?update\b|\bdo\s+update\s+set\b|\bon\s+update\b/gi, ' ')
  return {
    tables: Array.from(text.matchAll(rowWrites), (match) => match.groups!.table!),
    shape: shapeWrites.test(text),
  }
}

import Database from 'better-sqlite3'
const times = new Map<string, { n: number; ms: number }>()
const prepare = Database.prototype.prepare
Database.prototype.prepare = function (this: any, sql: string) {
  const st = prepare.call(this, sql) as any
  const key = sql.replace(/\s+/g, ' ').replace(/(\(\?[^)]*\),? ?)+/g, '(?)').slice(0, 110)
  for (const m of ['run', 'all'] as const) {
    const orig = st[m].bind(st)
    st[m] = (...a: any[]) => { const b = performance.now(); try { return orig(...a) } finally { const t = times.get(key) ?? { n: 0, ms: 0 }; t.n++; t.ms += performance.now() - b; times.set(key, t) } }
  }
  return st
} as any
const { openBenchPost } = await import('./sync/post.ts')
const { startBenchServer } = await import('./sync/server.ts')
const server = await startBenchServer({ properties: 10000, people: 2 })
for (let n = 0; n < 2; n++) {
  const post = await openBenchPost(server, server.people[0]!)
  for (const what of ['rows', 'history']) {
    times.clear()
    const c = process.cpuUsage()
    if (what === 'rows') { await post.exchange({ usable: true }); await post.exchange() } else while ((await post.exchange()).more);
    const { user, system } = process.cpuUsage(c)
    if (n === 1) { console.log(what, 'cpu', (user + system) / 1000); for (const [k, { n, ms }] of [...times].sort((a, b) => b[1].ms - a[1].ms).slice(0, 12)) console.log(ms.toFixed(0).padStart(6), String(n).padStart(6), k) }
  }
  await post.close()
}
await server.stop()

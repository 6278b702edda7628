import { openBenchPost } from '/work/wt-snapshot/bench/sync/post.ts'
import { startBenchServer } from '/work/wt-snapshot/bench/sync/server.ts'
const server = await startBenchServer({ properties: 10000, people: 2 })
console.log('filled')
for (let n = 0; n < 3; n++) {
  await server.cpu()
  const post = await openBenchPost(server, server.people[0]!)
  const line = async (what: string, work: () => Promise<unknown>, rows: () => Promise<number>) => {
    const before = process.cpuUsage(); const begun = performance.now()
    await work()
    const { user, system } = process.cpuUsage(before); const wall = performance.now() - begun
    const k = await rows()
    console.log(what, 'rows', k, 'wall', wall.toFixed(0), 'post cpu', ((user+system)/1000).toFixed(0), 'server cpu', (await server.cpu()).toFixed(0), 'rows/s by post cpu', (k/((user+system)/1e6)).toFixed(0), 'by wall', (k/wall*1000).toFixed(0))
  }
  await line('usable', () => post.exchange({ usable: true }), post.rows)
  await line('rows', () => post.exchange(), post.rows)
  await line('history', async () => { while ((await post.exchange()).more); }, post.rows)
  await post.close()
}
await server.stop()

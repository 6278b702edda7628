import { join } from 'node:path'
import { runInBrowserHost } from '../electron/start/in-browser.ts'

// The core in a process of its own, exactly as the browser host runs it: `openCore`, its workers, and the contract over a
// WebSocket on 127.0.0.1. Says its address to whoever forked it, and how much memory it holds when asked.
const directory = process.argv[2]!
const running = await runInBrowserHost({ root: join(import.meta.dirname, '..'), data: directory, ports: [0], development: false })

process.on('message', (question) => {
  if (question === 'memory') process.send!({ memory: process.memoryUsage.rss() })
})
const stop = () => void running.stop().finally(() => process.exit(0))
process.once('SIGTERM', stop)
process.once('disconnect', stop)
process.send!({ url: running.url })

/** Time that moves when it is told to. */
export function openTime() {
  let now = 0
  let timers: { at: number; work: () => void }[] = []
  return {
    now: () => now,
    waiting: () => timers.length,
    next: () => timers.toSorted((a, b) => a.at - b.at)[0]?.at,
    later: (milliseconds: number, work: () => void) => {
      const timer = { at: now + milliseconds, work }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
    /** Runs what is due, and lets promises settle. */
    async pass(milliseconds: number) {
      const end = now + milliseconds
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0]
        if (!due) break
        timers = timers.filter((one) => one !== due)
        now = due.at
        due.work()
        for (let n = 0; n < 20; n++) await Promise.resolve()
      }
      now = end
    },
  }
}
